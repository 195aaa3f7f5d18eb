import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, clientText, control, frameReader, TEXT } from './frames.ts';

/** Where a line goes and what it shows at the door. `headers` are those of the upgrade. */
export type Door = { name: 'visitor' | 'staff'; auth: object; query?: string; headers?: Record<string, string> };

export type Line = {
  /** Sends a request; its ack comes to `acked` under the same number. */
  ask(number: number, event: string, payload: string): void;
  /** Holds what is asked until `uncork`, so that it leaves in one write. */
  cork(): void;
  uncork(): void;
  close(): void;
};

export type Heard = {
  /** The answer as it crossed the wire, `[{…}]`; good until the call returns. */
  acked(number: number, answer: Buffer): void;
  told(event: Buffer): void;
  lost(why: string): void;
};

/** Opens a websocket and enters a door, speaking Engine.IO and Socket.IO by hand: a fraction of what a client library costs. */
export function openLine(url: string, door: Door, heard: Heard): Promise<Line> {
  const { hostname, port, host, origin } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay();
  const prefix = `42/${door.name},`;
  return new Promise((resolve, reject) => {
    let upgraded = false;
    let entered = false;
    let early = '';
    const fail = (why: string) => {
      socket.destroy();
      if (entered) heard.lost(why);
      else reject(new Error(`could not enter /${door.name}: ${why}`));
    };
    const read = frameReader(({ opcode, payload }) => {
      if (opcode !== TEXT) return opcode === control.close ? fail('closed by the server') : undefined;
      const type = payload[0]! - 48;
      if (type === 2) socket.write(clientText('3'));
      else if (type === 0) socket.write(clientText(`40/${door.name},${JSON.stringify(door.auth)}`));
      else if (type === 4) take(payload);
    });
    const take = (packet: Buffer) => {
      const kind = packet[1]! - 48;
      const start = prefix.length;
      if (kind === 3) {
        let number = 0;
        let at = start;
        for (; packet[at] !== 91; at++) number = number * 10 + packet[at]! - 48;
        heard.acked(number, packet.subarray(at));
      } else if (kind === 2) heard.told(packet.subarray(start));
      else if (kind === 0) {
        entered = true;
        resolve(lineOver(socket, prefix));
      } else fail(packet.toString());
    };
    socket.on('data', (chunk: Buffer) => {
      if (upgraded) return read(chunk);
      early += chunk.toString('latin1');
      const end = early.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!early.startsWith('HTTP/1.1 101')) return fail(early.slice(0, 200));
      upgraded = true;
      if (early.length > end + 4) read(Buffer.from(early.slice(end + 4), 'latin1'));
    });
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('the connection ended'));
    const headers = {
      ...{ host, origin, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...door.headers,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const path = `/socket.io/?EIO=4&transport=websocket${door.query ? `&${door.query}` : ''}`;
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  });
}

function lineOver(socket: Socket, prefix: string): Line {
  return {
    ask: (number, event, payload) => void socket.write(clientText(`${prefix}${number}["${event}",${payload}]`)),
    cork: () => socket.cork(),
    uncork: () => socket.uncork(),
    close: () => {
      socket.removeAllListeners('close');
      socket.end(clientFrame({ opcode: control.close, payload: Buffer.alloc(0) }));
      socket.destroySoon();
    },
  };
}
