/** The load, in a process of its own: visitors who post as fast as they are acked, or at a fixed rate, and one listening staff member. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Door, type Line, openLine } from './line.ts';

export type LoadOrders = {
  /** Opens the doors; with `settle`, each visitor has a conversation before it answers. */
  connect: (o: { url: string; visitors: Door[]; staff: Door | null; settle: boolean }) => { connected: number };
  /** Visitors enter one after another, each `times`, as a page does that is loaded again: with `history` they ask what they missed. */
  come: (o: { url: string; visitors: Door[]; times: number; history: boolean }) => { messages: number };
  /** `window`: posts in flight per visitor. `rate`: posts per second of all visitors together. */
  start: (o: { window: number } | { rate: number }) => Record<string, never>;
  /** What happened since `start`. CPU in seconds of this process. */
  count: (o: Record<string, never>) => Counted;
  /** Stops posting and waits for what is still in flight. */
  stop: (o: Record<string, never>) => Stopped;
  close: (o: Record<string, never>) => Record<string, never>;
};
export type Counted = { acked: number; refused: number; told: number; cpu: number; lagP99Ms: number };
export type Stopped = Counted & { posted: number; lost: number; ackP50Ms: number; ackP99Ms: number };

const BODY = 'Hello, is the walnut desk in stock, and could it arrive before Friday afternoon?';
const ACK_RING = 256;
const COMING_TOGETHER = 20;

type Visitor = { line: Line; conversation: string; next: number; inFlight: number; sentAt: Float64Array };

let visitors: Visitor[] = [];
let staff: Line | undefined;
let window = 0;
let posting = false;
let counts = { posted: 0, acked: 0, refused: 0, told: 0, lost: 0 };
let waits: number[] = [];
let pacer: NodeJS.Timeout | undefined;
let firstRefusal = '';
const lag = monitorEventLoopDelay({ resolution: 1 });

const orders: { [K in keyof LoadOrders]: (o: Parameters<LoadOrders[K]>[0]) => Promise<ReturnType<LoadOrders[K]>> } = {
  async connect({ url, visitors: doors, staff: door, settle }) {
    const listener = { acked: () => {}, told: hearAsStaff, lost: lose };
    staff = door ? await openLine(url, door, listener) : undefined;
    for (let at = 0; at < doors.length; at += 20) {
      visitors.push(...(await Promise.all(doors.slice(at, at + 20).map((door) => enter(url, door, settle)))));
    }
    return { connected: visitors.length };
  },
  async come({ url, visitors: doors, times, history }) {
    let messages = 0;
    for (let at = 0; at < doors.length * times; at += COMING_TOGETHER) {
      const some = Array.from({ length: COMING_TOGETHER }, (_, i) => doors[(at + i) % doors.length]!);
      const shown = await Promise.all(some.map((door) => comeBack(url, door, history)));
      messages += shown.reduce((sum, count) => sum + count, 0);
    }
    return { messages };
  },
  async start(how) {
    counts = { posted: 0, acked: 0, refused: 0, told: 0, lost: 0 };
    waits = [];
    lag.enable();
    lag.reset();
    posting = true;
    if ('window' in how) {
      window = how.window;
      for (const visitor of visitors) fill(visitor);
    } else {
      window = 0;
      pace(how.rate);
    }
    return {};
  },
  async count() {
    return counted();
  },
  async stop() {
    posting = false;
    clearInterval(pacer);
    const until = performance.now() + 5_000;
    while (counts.acked + counts.refused < counts.posted && performance.now() < until) await pause(10);
    await pause(100);
    waits.sort((a, b) => a - b);
    const at = (share: number) => waits[Math.floor(waits.length * share)] ?? Number.NaN;
    const { posted, lost } = counts;
    return { ...counted(), posted, lost, ackP50Ms: at(0.5), ackP99Ms: at(0.99) };
  },
  async close() {
    for (const { line } of visitors) line.close();
    staff?.close();
    visitors = [];
    staff = undefined;
    return {};
  },
};

function counted(): Counted {
  if (firstRefusal) console.error(`load: a post was refused: ${firstRefusal}`);
  firstRefusal = '';
  const { user, system } = process.cpuUsage();
  const { acked, refused, told } = counts;
  return { acked, refused, told, cpu: (user + system) / 1e6, lagP99Ms: lag.percentile(99) / 1e6 - 1 };
}

async function enter(url: string, door: Door, settle: boolean): Promise<Visitor> {
  let settled: ((conversation: string) => void) | undefined;
  const visitor: Visitor = {
    line: undefined as never,
    conversation: '',
    next: 0,
    inFlight: 0,
    sentAt: new Float64Array(ACK_RING),
  };
  visitor.line = await openLine(url, door, {
    acked: (number, answer) => {
      if (settled) settled(answer.toString());
      else take(visitor, number, answer);
    },
    told: () => {},
    lost: lose,
  });
  if (settle) {
    const answer = await new Promise<string>((resolve) => {
      settled = resolve;
      visitor.line.ask(0, 'conversations:post', `{"id":"${newId()}","body":"${BODY}"}`);
    });
    settled = undefined;
    const [{ ok, conversation }] = JSON.parse(answer) as [{ ok: boolean; conversation: string }];
    if (!ok) throw new Error(`the first post was refused: ${answer}`);
    visitor.conversation = conversation;
  }
  return visitor;
}

/** What the widget does on each page: enters, asks for the conversations and what is in the newest one. Gives how many messages it was shown. */
async function comeBack(url: string, door: Door, history: boolean): Promise<number> {
  let settle: (answer: string) => void = () => {};
  const line = await openLine(url, door, {
    acked: (_number, answer) => settle(answer.toString()),
    told: () => {},
    lost: lose,
  });
  const ask = async <T>(number: number, name: string, payload: object): Promise<T> => {
    const answered = new Promise<string>((resolve) => {
      settle = resolve;
    });
    line.ask(number, name, JSON.stringify(payload));
    const [answer] = JSON.parse(await answered) as [{ ok: boolean } & T];
    if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
    return answer;
  };
  let shown = 0;
  if (history) {
    const { rows } = await ask<{ rows: { conversation: string }[] }>(0, 'conversations:list', {});
    const { conversation } = rows[0]!;
    shown = (await ask<{ messages: object[] }>(1, 'conversations:sync', { conversation })).messages.length;
  }
  line.close();
  return shown;
}

const OK = Buffer.from('"ok":true');

function take(visitor: Visitor, number: number, answer: Buffer): void {
  waits.push(performance.now() - visitor.sentAt[number % ACK_RING]!);
  visitor.inFlight -= 1;
  if (answer.indexOf(OK) < 0) {
    counts.refused += 1;
    firstRefusal ||= answer.toString();
  } else counts.acked += 1;
  if (posting && window > 0) later(visitor);
}

/** Visitors whose acks came in this turn of the loop post again together, each in one write. */
let waiting: Visitor[] = [];
function later(visitor: Visitor): void {
  if (waiting.push(visitor) > 1) return;
  setImmediate(() => {
    const all = waiting;
    waiting = [];
    for (const visitor of all) if (visitor.inFlight < window) fill(visitor);
  });
}

function fill(visitor: Visitor): void {
  visitor.line.cork();
  const now = performance.now();
  while (visitor.inFlight < window) post(visitor, now);
  visitor.line.uncork();
}

/** Posts at a steady rate. Waits count from when a post was due, so that a slow server cannot hide behind a late load. */
function pace(rate: number): void {
  const begun = performance.now();
  let due = 0;
  pacer = setInterval(() => {
    const now = performance.now();
    for (; due < ((now - begun) * rate) / 1000; due++) {
      const visitor = visitors[due % visitors.length]!;
      if (visitor.inFlight < ACK_RING - 1) post(visitor, begun + (due * 1000) / rate);
    }
  }, 1);
}

function post(visitor: Visitor, at: number): void {
  const number = visitor.next++;
  visitor.sentAt[number % ACK_RING] = at;
  visitor.inFlight += 1;
  counts.posted += 1;
  visitor.line.ask(
    number,
    'conversations:post',
    `{"id":"${newId()}","body":"${BODY}","conversation":"${visitor.conversation}"}`,
  );
}

const CHANGE = Buffer.from('"body"');

function hearAsStaff(event: Buffer): void {
  for (let at = event.indexOf(CHANGE); at >= 0; at = event.indexOf(CHANGE, at + 6)) counts.told += 1;
}

function lose(why: string): void {
  counts.lost += 1;
  console.error(`load: a connection was lost: ${why}`);
}

/** UUIDv7 ids in ascending order: the time, then a count. */
let made = 0;
const run = Math.floor(Math.random() * 0xffff)
  .toString(16)
  .padStart(4, '0');
function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const count = (made++ & 0xffffffffff).toString(16).padStart(11, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-8${run.slice(0, 3)}-${run}${count.slice(3)}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

process.on('message', ({ number, name, order }: { number: number; name: keyof LoadOrders; order: never }) => {
  orders[name](order).then(
    (answer) => process.send!({ number, answer }),
    (error: Error) => process.send!({ number, error: error.message }),
  );
});
