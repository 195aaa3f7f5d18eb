import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Problem } from '../../protocol/problem.ts';

/** A websocket without a Socket.IO client: what is sent is what was written, however wrong. */
export type RawLine = {
  send(frame: string | Buffer): void;
  /** A control frame that is answered below Socket.IO. */
  ping(bytes: Buffer): void;
  /** The next frame that fits; rejects when the line closes before. */
  next(fits?: (frame: string) => boolean): Promise<string>;
  /** Asks to enter a door with the handshake as JSON text, and gives why not; undefined: it is in. */
  enter(door: string, auth: string): Promise<Problem | undefined>;
  /** Asks `name` at a door with a payload as JSON text, and gives the answer. */
  ask(door: string, name: string, payload: string): Promise<{ ok: boolean; problem?: Problem }>;
  /** Settles when the server has closed the line. */
  closed: Promise<void>;
  close(): Promise<void>;
  /** Stops reading, and goes on. */
  pause(): void;
  resume(): void;
};

export type RawOptions = { origin?: string; cookie?: string; search?: string };

/** Opens a websocket; rejects with the HTTP status where it is not let in. */
export async function rawLine(url: string, { origin, cookie, search = '' }: RawOptions): Promise<RawLine> {
  const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket${search}`;
  const socket = new WebSocket(address, { headers: { ...(origin && { origin }), ...(cookie && { cookie }) } });
  const frames: string[] = [];
  const looks = new Set<() => void>();
  let open = true;
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      open = false;
      for (const look of looks) look();
      resolve();
    });
  });
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const frame = String(data);
    if (frame === '2') socket.send('3');
    else frames.push(frame);
    for (const look of looks) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('unexpected-response', (_request, response) => reject(new Error(`${response.statusCode}`)));
    socket.on('close', () => reject(new Error('closed')));
  });
  let asked = 0;
  const next: RawLine['next'] = (fits = () => true) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const at = frames.findIndex(fits);
        if (at < 0 && open) return;
        looks.delete(look);
        if (at >= 0) resolve(frames.splice(at, 1)[0] as string);
        else reject(new Error('closed'));
      };
      looks.add(look);
      look();
    });
  return {
    send: (frame) => socket.send(frame),
    ping: (bytes) => socket.ping(bytes),
    next,
    enter: async (door, auth) => {
      socket.send(`40/${door},${auth}`);
      const frame = await next((one) => /^4[04]\//.test(one));
      return frame.startsWith('40') ? undefined : JSON.parse(frame.slice(frame.indexOf(',') + 1)).data;
    },
    ask: async (door, name, payload) => {
      const number = asked++;
      socket.send(`42/${door},${number}[${JSON.stringify(name)},${payload}]`);
      const mark = `43/${door},${number}[`;
      const frame = await next((one) => one.startsWith(mark));
      return JSON.parse(frame.slice(mark.length - 1))[0];
    },
    closed,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      if (!open) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}
