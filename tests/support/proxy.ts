import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a browser and the server, with its own ideas. */
export type Network = {
  url: string;
  /**
   * 'no websockets': as behind a strict company proxy. 'silent': what comes is swallowed and nothing goes back. The others meddle with
   * websockets alone.
   */
  be(kind: 'open' | 'no websockets' | 'down' | 'silent' | Meddling): void;
  /** Breaks what is connected now. */
  cut(): void;
  /** How many websockets were tried. */
  tried(): number;
  /** How many are open now. */
  open(): number;
  close(): Promise<void>;
};

/** An intermediary that takes the upgrade and then plays the server, badly: frames that it sends, and whether it closes. */
export type Meddling = keyof typeof MEDDLES;
const OPEN = '0{"sid":"nobody","upgrades":[],"pingInterval":20000,"pingTimeout":15000,"maxPayload":1000000}';
const MEDDLES = {
  'upgrades, then silence': { frames: [], closes: false },
  'opens, then silence': { frames: [OPEN], closes: false },
  'opens, then closes': { frames: [OPEN], closes: true },
  'closes at once': { frames: [], closes: true },
  'garbage instead of the opening': { frames: ['<html>Welcome to Hotel Wi-Fi</html>'], closes: false },
  'garbage after the opening': { frames: [OPEN, '4}{', '9', '42["'], closes: false },
  'opens, then only pings': { frames: [OPEN, '2', '2'], closes: false },
};
export const MEDDLINGS = Object.keys(MEDDLES) as Meddling[];

export async function openNetwork(to: string): Promise<Network> {
  const { port, hostname } = new URL(to);
  const sockets = new Set<Socket>();
  let kind: Parameters<Network['be']>[0] = 'open';
  let tried = 0;
  const websockets = new Set<Socket>();
  const server = createServer((near) => {
    if (kind === 'down') return near.destroy();
    hold(near);
    const far = hold(connect(Number(port), hostname));
    near.on('data', (chunk) => {
      // One connection may carry requests first and a websocket then.
      const upgrade = /^upgrade: websocket/im.test(chunk.toString('latin1'));
      if (upgrade) tried++;
      if (upgrade) websockets.add(near);
      if (upgrade && kind === 'no websockets') near.destroy();
      else if (upgrade && kind in MEDDLES) meddle(near, chunk.toString('latin1'), kind as Meddling);
      else if (kind !== 'silent') far.write(chunk);
    });
    far.on('data', (chunk) => kind !== 'silent' && near.write(chunk));
    near.on('close', () => {
      websockets.delete(near);
      far.destroy();
    });
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    be(next) {
      kind = next;
    },
    cut,
    tried: () => tried,
    open: () => websockets.size,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };

  function hold(socket: Socket): Socket {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    return socket;
  }
}

function meddle(near: Socket, asked: string, kind: Meddling): void {
  const key = /^sec-websocket-key: (.+?)\r/im.exec(asked)?.[1];
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const upgraded = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  near.write(`${[...upgraded, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
  const { frames, closes } = MEDDLES[kind];
  for (const text of frames) near.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));
  // 1000: as if all had been said.
  if (closes) near.end(Buffer.from([0x88, 2, 0x03, 0xe8]));
}
