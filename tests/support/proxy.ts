import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a browser and the server, with its own ideas. */
export type Network = {
  url: string;
  /** 'no websockets': as behind a strict company proxy. 'silent': what comes is swallowed and nothing goes back. */
  be(kind: 'open' | 'no websockets' | 'down' | 'silent'): void;
  /** Breaks what is connected now. */
  cut(): void;
  /** How many websockets were tried. */
  tried(): number;
  close(): Promise<void>;
};

export async function openNetwork(to: string): Promise<Network> {
  const { port, hostname } = new URL(to);
  const sockets = new Set<Socket>();
  let kind: Parameters<Network['be']>[0] = 'open';
  let tried = 0;
  const server = createServer((near) => {
    if (kind === 'down') return near.destroy();
    hold(near);
    const far = hold(connect(Number(port), hostname));
    near.on('data', (chunk) => {
      // One connection may carry requests first and a websocket then.
      const upgrade = /^upgrade: websocket/im.test(chunk.toString('latin1'));
      if (upgrade) tried++;
      if (upgrade && kind === 'no websockets') near.destroy();
      else if (kind !== 'silent') far.write(chunk);
    });
    far.on('data', (chunk) => kind !== 'silent' && near.write(chunk));
    near.on('close', () => far.destroy());
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
