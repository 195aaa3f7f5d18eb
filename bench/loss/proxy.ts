import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { clientFrame, type Frame, frameReader, serverFrame, TEXT } from '../frames.ts';
import { pause } from '../harness.ts';
import { type Lane, openLane } from './lane.ts';
import type { Random } from './random.ts';

/** What a network did to its client. */
export type Trouble = { cuts: number; silences: number; delays: number; acksDropped: number; refused: number };

export type Network = {
  url: string;
  trouble: Trouble;
  /** Does something bad every now and then until `calm`. */
  storm(everyMs: [from: number, to: number]): void;
  calm(): void;
  /** What the client was sent although it must never leave the server. */
  leaked: string[];
  close(): Promise<void>;
};

type Way = 'up' | 'down';
/** Looks at each text frame, and gives what goes on instead; undefined: nothing. `answer` sends a frame back to the client. */
export type Meddler = {
  up?(text: string, answer: (text: string) => void): string | undefined;
  down?(text: string): string | undefined;
};

const troubles = [
  'cut',
  'cut',
  'cut late',
  'delay',
  'drop acks',
  'drop acks',
  'silent',
  'down',
  'no websockets',
] as const;
const SILENT_AT_MOST_MS = 9_500;
const ACK = '43';

/**
 * The network of one client. It sees single websocket frames on their way down, so that it can lose an ack and nothing else, and it
 * adds `headers` to each request as the client's browser would. What holds `secret` must never pass.
 */
export async function openProxy(o: {
  to: number;
  random: Random;
  secret: string;
  headers?(url: string): Record<string, string>;
  meddle?: Meddler;
}): Promise<Network> {
  const { random } = o;
  const trouble: Trouble = { cuts: 0, silences: 0, delays: 0, acksDropped: 0, refused: 0 };
  const leaked: string[] = [];
  const lines = new Set<Line>();
  const weather = { delay: { up: 0, down: 0 }, dropAcks: 0, down: false, noWebsockets: false, stormy: false };
  let turn = 0;
  const server = createServer((near) => {
    near.on('error', () => {});
    if (!weather.down) carry(near);
    else {
      trouble.refused += 1;
      near.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = o.headers?.(url) ?? {};

  return {
    url,
    trouble,
    leaked,
    storm(everyMs) {
      weather.stormy = true;
      void blow(everyMs, ++turn);
    },
    calm,
    async close() {
      calm();
      for (const line of lines) line.end();
      server.close();
      await once(server, 'close');
    },
  };

  function calm(): void {
    turn += 1;
    Object.assign(weather, { delay: { up: 0, down: 0 }, dropAcks: 0, down: false, noWebsockets: false, stormy: false });
    // Bytes are missing in these: nobody can go on with them.
    for (const line of lines) if (line.silent) line.end();
  }

  async function blow([from, to]: [number, number], mine: number): Promise<void> {
    const still = () => turn === mine;
    for (await pause(random.int(from, to)); still(); await pause(random.int(from, to))) {
      const kind = random.pick(troubles);
      if (kind === 'cut' || kind === 'cut late') cut(kind === 'cut late');
      else if (kind === 'drop acks') weather.dropAcks = random.int(1, 3);
      else if (kind === 'silent') fallSilent(random.pick(['up', 'down']));
      else if (kind === 'delay') {
        trouble.delays += 1;
        weather.delay = { up: random.int(0, 300), down: random.int(0, 300) };
        setTimeout(() => (weather.delay = { up: 0, down: 0 }), random.int(200, 1_500)).unref();
      } else if (kind === 'down') {
        cut(false);
        weather.down = true;
        await pause(random.int(100, 600));
        weather.down = false;
      } else {
        cut(false);
        weather.noWebsockets = true;
        await pause(random.int(1_000, 4_000));
        weather.noWebsockets = false;
      }
    }
  }

  /** `late`: what the client sends before the cut still arrives, when it has come back and sent it again already. */
  function cut(late: boolean): void {
    for (const line of lines) {
      trouble.cuts += 1;
      if (late) line.cutLate(random.int(50, 500), random.int(300, 2_000));
      else line.end();
    }
  }

  function fallSilent(way: Way): void {
    for (const line of lines) {
      if (line.silent) continue;
      trouble.silences += 1;
      line.silent = way;
      setTimeout(line.end, random.int(500, SILENT_AT_MOST_MS)).unref();
    }
  }

  function carry(near: Socket): void {
    let head = Buffer.alloc(0);
    const hear = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      near.off('data', hear);
      near.pause();
      const first = head.subarray(0, end).toString('latin1');
      const isWebsocket = /^upgrade: websocket/im.test(first);
      if (isWebsocket && weather.noWebsockets) {
        trouble.refused += 1;
        return void near.destroy();
      }
      // One request per connection, so that each gets its headers.
      const kept = isWebsocket ? first : first.replace(/^connection: .*$\r?\n?/im, '');
      const added = Object.entries({ ...headers, ...(isWebsocket ? {} : { connection: 'close' }) });
      const lines = added.map(([name, value]) => `\r\n${name}: ${value}`).join('');
      join(near, Buffer.concat([Buffer.from(kept.trimEnd() + lines, 'latin1'), head.subarray(end)]), isWebsocket);
    };
    near.on('data', hear);
  }

  function join(near: Socket, first: Buffer, isWebsocket: boolean): void {
    const far = connect(o.to, '127.0.0.1');
    far.on('error', () => {});
    const line: Line = { silent: undefined, end, cutLate };
    const up = openLane(far, () => weather.delay.up);
    const down = openLane(near, () => weather.delay.down);
    const downward = isWebsocket ? frames(down, (frame) => frameDown(frame, down)) : whole(down);
    const upward = isWebsocket && o.meddle?.up ? frames(up, (frame) => frameUp(frame, up, down)) : up.push;
    lines.add(line);
    upward(first);
    near.on('data', (chunk: Buffer) => line.silent !== 'up' && upward(chunk));
    far.on('data', (chunk: Buffer) => line.silent !== 'down' && downward(chunk));
    // What was under way still arrives, as the network would deliver it.
    near.once('close', () => up.close());
    far.once('close', () => down.close());
    far.once('close', () => lines.delete(line));
    near.resume();

    function end(): void {
      near.destroy();
      far.destroy();
    }

    function cutLate(afterMs: number, lateMs: number): void {
      up.hold(afterMs + lateMs);
      setTimeout(() => near.destroy(), afterMs).unref();
    }
  }

  /** Frame by frame, after the head. */
  function frames(lane: Lane, take: (frame: Frame) => void): (chunk: Buffer) => void {
    let head: Buffer | undefined = Buffer.alloc(0);
    const read = frameReader(take);
    return (chunk) => {
      if (!head) return read(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      lane.push(head.subarray(0, end + 4));
      const rest = head.subarray(end + 4);
      head = undefined;
      if (rest.length > 0) read(rest);
    };
  }

  function frameDown({ opcode, payload }: Frame, down: Lane): void {
    if (opcode !== TEXT) {
      down.push(serverFrame({ opcode, payload }));
      return;
    }
    const text = payload.toString();
    look(text);
    if (weather.dropAcks > 0 && text.startsWith(ACK)) {
      weather.dropAcks -= 1;
      trouble.acksDropped += 1;
      return;
    }
    const passed = o.meddle?.down ? o.meddle.down(text) : text;
    if (passed !== undefined) down.push(serverFrame({ opcode, payload: Buffer.from(passed) }));
  }

  function frameUp({ opcode, payload }: Frame, up: Lane, down: Lane): void {
    const answer = (text: string) => down.push(serverFrame({ opcode, payload: Buffer.from(text) }));
    const passed = opcode === TEXT ? o.meddle!.up!(payload.toString(), answer) : undefined;
    if (opcode !== TEXT) up.push(clientFrame({ opcode, payload }));
    else if (passed !== undefined) up.push(clientFrame({ opcode, payload: Buffer.from(passed) }));
  }

  /** Answers over HTTP: dropping one cuts its connection. */
  function whole(down: Lane): (chunk: Buffer) => void {
    const drop = weather.dropAcks > 0;
    if (drop) weather.dropAcks -= 1;
    let text = '';
    return (chunk) => {
      text += chunk.toString('latin1');
      look(text);
      if (!drop) return down.push(chunk);
      trouble.acksDropped += 1;
      down.destroy();
    };
  }

  function look(text: string): void {
    if (text.includes(o.secret)) leaked.push(text.slice(0, 2_000));
  }
}

type Line = { silent: Way | undefined; end(): void; cutLate(afterMs: number, lateMs: number): void };
