import { type Signal, signal } from '@preact/signals-core';
import { Manager, type Socket } from 'socket.io-client';
import { type Reply, replyOf, request } from './http.ts';
import { parser } from './packets.ts';
import { isOverHttp } from './standing.ts';

const ACK_TIMEOUT_MS = 8_000;
/** So long may it take from the first knock until the door has let us in. */
const KNOCK_TIMEOUT_MS = 5_000;
/** Between knocks: doubled after each failure, and up to half of it more or less, so that not everybody comes back at once. */
const AGAIN_MS = 500;
const AGAIN_MOST_MS = 10_000;
/** Where the server itself said no. */
const AGAIN_REFUSED_MS = 5_000;
/** After so many failed connections the same requests go over HTTP. */
const FAILURES_BEFORE_HTTP = 2;
const POLL_EVERY_MS = 3_000;
const POLL_HIDDEN_MS = 15_000;

/**
 * 'idle': nothing has asked for a line yet. 'http': websockets are blocked here. 'down': nothing answers over HTTP either, which is tried
 * again. 'old': this page is too old for the server.
 */
export type Standing = 'idle' | 'connecting' | 'live' | 'http' | 'down' | 'old';

export type Line = {
  standing: Signal<Standing>;
  start(): void;
  /** Undefined: cut, nothing came back; it may have arrived. */
  ask(name: string, payload: unknown): Promise<Reply | undefined>;
  close(): void;
};

/** What became of a credential that ran out: there is a fresh one, it is gone for good, or it cannot be told now. */
export type Renewed = 'renewed' | 'gone' | 'later';

export type LineOptions = {
  /** How the line stood in the tab that had it before: over HTTP it goes on at once. */
  was?: Standing;
  base: string;
  door: 'visitor' | 'staff';
  query: Record<string, string>;
  /** What the handshake carries, asked at each connect. */
  auth(): Record<string, unknown>;
  /** What requests over HTTP carry. */
  token(): string | null | 'cookie';
  renew(): Promise<Renewed>;
  hear(event: string, payload: unknown): void;
  catchUp(): void;
  /** The session is not known any more. */
  lost(): void;
};

/**
 * The line to a door: a websocket, and after two failures the same requests over HTTP, while the websocket is tried again.
 * `catchUp` is called whenever what is shown may have fallen behind: after each connect, and in turns over HTTP.
 */
export function openLine(o: LineOptions): Line {
  const standing = signal<Standing>('idle');
  let socket: Socket | undefined;
  let failures = 0;
  /** From a knock until what came of it has ended. */
  let trying = false;
  /** Something has come over this websocket: one that only opens, or is closed again before it says anything, has failed. */
  let proven = false;
  const underWay = new Set<() => void>();
  let poll: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const wake = ({ type }: Event) => {
    if (!socket || standing.value === 'old') return;
    if (socket.connected) {
      if (document.visibilityState === 'visible') o.catchUp();
    } else if (type === 'online' || !trying) {
      // Without this it would first sit out the delay after its last failure, or an attempt over the net that is gone.
      knock();
    }
  };
  const cut = () => socket?.io.engine?.close();
  const heard: [EventTarget, string, (event: Event) => void][] = [
    [window, 'online', wake],
    [window, 'offline', cut],
    [window, 'pageshow', wake],
    [document, 'visibilitychange', wake],
  ];
  for (const [target, name, hear] of heard) target.addEventListener(name, hear);

  return { standing, start, ask, close };

  function start(): void {
    if (socket) return;
    if (o.was && isOverHttp(o.was)) {
      failures = FAILURES_BEFORE_HTTP;
      overToHttp();
    } else {
      standing.value = 'connecting';
    }
    const { protocol, hostname, port, pathname } = new URL(o.base);
    const manager = new Manager({
      ...{ secure: protocol === 'https:', hostname: hostname.replace(/[[\]]/g, ''), port, query: o.query, parser },
      path: `${pathname}socket.io/`,
      transports: ['websocket'],
      timeout: KNOCK_TIMEOUT_MS,
      // When the next attempt comes is told below: it depends on more than whether a websocket opened.
      reconnection: false,
      autoConnect: false,
    });
    manager.on('ping', prove);
    socket = manager.socket(`/${o.door}`, { auth: (give) => give({ protocol: 1, ...o.auth() }) });
    socket.on('connect', () => {
      clearTimeout(again);
      clearTimeout(poll);
      standing.value = 'live';
      o.catchUp();
    });
    socket.on('disconnect', () => void ended());
    socket.on('connect_error', (error) => void ended((error as { data?: { code?: string } }).data?.code));
    socket.onAny((event, payload) => {
      prove();
      if (!socket) return;
      try {
        o.hear(event, payload);
      } catch (error) {
        // Not as our server tells it. What was missed by it is filled in later.
        console.warn('Foyer:', error);
      }
    });
    knock();
  }

  function knock(): void {
    if (!socket || socket.connected) return;
    trying = true;
    proven = false;
    socket.disconnect().connect();
    later(() => void ended(), KNOCK_TIMEOUT_MS);
  }

  function prove(): void {
    if (!socket?.connected) return;
    proven = true;
    failures = 0;
  }

  /** Refused, cut, or not let in for too long: whatever a knock comes to is told here once. */
  async function ended(code?: string): Promise<void> {
    if (!trying) return;
    trying = false;
    if (standing.value === 'live') standing.value = 'connecting';
    if (code === 'upgrade') {
      clearTimeout(again);
      standing.value = 'old';
    } else if (code === 'token_expired') {
      clearTimeout(again);
      const renewed = await o.renew();
      if (renewed === 'gone') end();
      else if (renewed === 'renewed' && failures++ === 0) knock();
      else later(knock, AGAIN_REFUSED_MS);
    } else if (code === 'token_invalid' || code === 'not_signed_in') {
      end();
    } else {
      later(knock, code ? AGAIN_REFUSED_MS : Math.min(AGAIN_MOST_MS, AGAIN_MS * 2 ** failures) * (0.5 + Math.random()));
      if (!proven) failures += 1;
      if (failures >= FAILURES_BEFORE_HTTP && standing.value === 'connecting') {
        overToHttp();
      }
    }
  }

  function overToHttp(): void {
    standing.value = 'http';
    void pollOnce();
  }

  function later(act: () => void, ms: number): void {
    clearTimeout(again);
    again = setTimeout(act, ms);
  }

  function end(): void {
    close();
    o.lost();
  }

  async function pollOnce(): Promise<void> {
    if (!isOverHttp(standing.value)) return;
    if (navigator.onLine !== false) o.catchUp();
    poll = setTimeout(pollOnce, document.visibilityState === 'visible' ? POLL_EVERY_MS : POLL_HIDDEN_MS);
  }

  /** Whoever closes the line must not leave the outbox waiting, with its lock, for an answer that nobody hears. */
  function ask(name: string, payload: unknown): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const settle = (answer?: Reply) => {
        underWay.delete(settle);
        resolve(answer);
      };
      underWay.add(settle);
      void (isOverHttp(standing.value) ? overHttp(name, payload) : overSocket(name, payload)).then(settle);
    });
  }

  async function overSocket(name: string, payload: unknown): Promise<Reply | undefined> {
    const over = socket;
    if (!over?.connected) return undefined;
    const engine = over.io.engine;
    return new Promise((resolve) => {
      // A cut settles at once: what was under way is asked again on the next line.
      const cut = () => settle(undefined);
      const timer = setTimeout(() => {
        settle(undefined);
        // Nothing came back although the line looks alive: it is half dead.
        if (over.io.engine === engine) engine.close();
      }, ACK_TIMEOUT_MS);
      const settle = (answer: Reply | undefined) => {
        clearTimeout(timer);
        over.off('disconnect', cut);
        resolve(answer);
      };
      over.on('disconnect', cut);
      over.emit(name, payload, (answer: unknown) => {
        prove();
        settle(replyOf(answer));
      });
    });
  }

  async function overHttp(name: string, payload: unknown): Promise<Reply | undefined> {
    const path = `api/${o.door}/${name.replace(':', '/')}`;
    const answer = await request(o.base, path, payload, o.token());
    if (isOverHttp(standing.value)) standing.value = answer ? 'http' : 'down';
    const code = answer && !answer.ok ? answer.problem.code : undefined;
    if (code === 'token_expired') {
      const renewed = await o.renew();
      if (renewed === 'renewed') return request(o.base, path, payload, o.token());
      if (renewed === 'gone') end();
    }
    if (code === 'token_invalid' || code === 'not_signed_in') end();
    if (code === 'upgrade') standing.value = 'old';
    return answer;
  }

  function close(): void {
    trying = false;
    clearTimeout(poll);
    clearTimeout(again);
    for (const [target, name, hear] of heard) target.removeEventListener(name, hear);
    // Before its listeners go: what waits for an ack hears that it is over.
    socket?.close();
    socket?.off();
    socket = undefined;
    for (const settle of underWay) settle();
    if (standing.value !== 'old') standing.value = 'idle';
  }
}
