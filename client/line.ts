import { type Signal, signal } from '@preact/signals';
import { Manager, type Socket } from 'socket.io-client';
import { type Reply, request } from './http.ts';
import { parser } from './packets.ts';

const ACK_TIMEOUT_MS = 8_000;
/** After so many failed connections the same requests go over HTTP. */
const FAILURES_BEFORE_HTTP = 2;
const POLL_EVERY_MS = 3_000;
const POLL_HIDDEN_MS = 15_000;

/** 'idle': nothing has asked for a line yet. 'http': websockets are blocked here. 'old': this page is too old for the server. */
export type Standing = 'idle' | 'connecting' | 'live' | 'http' | 'old';

export type Line = {
  standing: Signal<Standing>;
  start(): void;
  /** Undefined: cut, nothing came back; it may have arrived. */
  ask(name: string, payload: unknown): Promise<Reply | undefined>;
  close(): void;
};

/** What became of a credential that ran out: there is a fresh one, it is gone for good, or it cannot be told now. */
export type Renewed = 'renewed' | 'gone' | 'later';

/**
 * The line to a door: a websocket, and after two failures the same requests over HTTP, while the websocket is tried again.
 * `catchUp` is called whenever what is shown may have fallen behind: after each connect, and in turns over HTTP.
 */
export function openLine(o: {
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
}): Line {
  const standing = signal<Standing>('idle');
  let socket: Socket | undefined;
  let failures = 0;
  const underWay = new Set<() => void>();
  let poll: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const wake = ({ type }: Event) => {
    if (!socket || standing.value === 'old') return;
    if (socket.connected) {
      if (document.visibilityState === 'visible') o.catchUp();
    } else if (type === 'online' || socket.io.engine?.readyState !== 'opening') {
      // Without this it would first sit out the delay after its last failure, or an attempt over the net that is gone.
      socket.disconnect().connect();
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
    standing.value = 'connecting';
    const { protocol, hostname, port, pathname } = new URL(o.base);
    const manager = new Manager({
      ...{ secure: protocol === 'https:', hostname: hostname.replace(/[[\]]/g, ''), port, query: o.query, parser },
      path: `${pathname}socket.io/`,
      transports: ['websocket'],
      // A line that opens and says nothing is none: HTTP is next.
      timeout: 5_000,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      autoConnect: false,
    });
    socket = manager.socket(`/${o.door}`, { auth: (give) => give({ protocol: 1, ...o.auth() }) });
    socket.on('connect', () => {
      failures = 0;
      standing.value = 'live';
      clearTimeout(poll);
      o.catchUp();
    });
    socket.on('disconnect', (reason) => {
      if (standing.value === 'live') standing.value = 'connecting';
      if (reason === 'io server disconnect') socket?.connect();
    });
    socket.on('connect_error', (error) => void failed((error as { data?: { code?: string } }).data?.code));
    socket.onAny((event, payload) => socket && o.hear(event, payload));
    socket.open();
  }

  async function failed(code: string | undefined): Promise<void> {
    if (code === 'upgrade') {
      standing.value = 'old';
    } else if (code === 'token_expired') {
      const renewed = await o.renew();
      if (renewed === 'renewed') socket?.connect();
      else if (renewed === 'gone') end();
      else later();
    } else if (code === 'token_invalid' || code === 'not_signed_in') {
      end();
    } else {
      failures += 1;
      if (failures >= FAILURES_BEFORE_HTTP && standing.value === 'connecting') {
        standing.value = 'http';
        void pollOnce();
      }
      // Only a refusal by the server stops the client's own attempts.
      if (code) later();
    }
  }

  function later(): void {
    clearTimeout(again);
    again = setTimeout(() => socket?.connect(), 5_000);
  }

  function end(): void {
    close();
    o.lost();
  }

  async function pollOnce(): Promise<void> {
    if (standing.value !== 'http') return;
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
      void (standing.value === 'http' ? overHttp(name, payload) : overSocket(name, payload)).then(settle);
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
      over.emit(name, payload, settle);
    });
  }

  async function overHttp(name: string, payload: unknown): Promise<Reply | undefined> {
    const path = `api/${o.door}/${name.replace(':', '/')}`;
    const answer = await request(o.base, path, payload, o.token());
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
