import { type Signal, signal } from '@preact/signals';
import { io, type Socket } from 'socket.io-client';
import { Decoder, Encoder, type Packet } from 'socket.io-parser';
import type { Answer, Payload, VisitorEvents, VisitorRequests } from '../protocol/sockets.ts';
import { ask as askOverHttp, type Outcome, type Session } from './session.ts';
import { unbent } from './storage.ts';

const ACK_TIMEOUT_MS = 8_000;
/** After so many failed connections the same requests go over HTTP. */
const FAILURES_BEFORE_HTTP = 2;
const POLL_EVERY_MS = 3_000;
const POLL_HIDDEN_MS = 15_000;

/** Socket.IO's packets, safe from a page's own `toJSON`. */
class StraightEncoder extends Encoder {
  override encode(packet: Packet) {
    return unbent(() => super.encode(packet));
  }
}

/** 'idle': nothing has asked for a line yet. 'http': websockets are blocked here. 'old': this page is too old for the server. */
export type Line = 'idle' | 'connecting' | 'live' | 'http' | 'old';

export type Connection = {
  line: Signal<Line>;
  start(): void;
  /** Undefined: cut, nothing came back; it may have arrived. */
  ask<E extends keyof VisitorRequests & string>(
    name: E,
    payload: Payload<VisitorRequests, E>,
  ): Promise<Answer<VisitorRequests, E> | undefined>;
  close(): void;
};

/**
 * The line to the visitor door: a websocket, and after two failures the same requests over HTTP, while the websocket is tried again.
 * `caughtUp` is called whenever what is shown may have fallen behind: after each connect, and in turns over HTTP.
 */
export function openConnection(o: {
  base: string;
  site: string;
  session: Session;
  hear(event: string, payload: unknown): void;
  catchUp(): void;
  /** The session is not known any more. */
  lost(): void;
}): Connection {
  const line = signal<Line>('idle');
  let socket: Socket<VisitorEvents> | undefined;
  let failures = 0;
  let poll: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const wake = () => {
    if (!socket || line.value === 'old') return;
    if (!socket.connected) socket.connect();
    else if (document.visibilityState === 'visible') o.catchUp();
  };
  const cut = () => socket?.io.engine?.close();
  const heard: [EventTarget, string, () => void][] = [
    [window, 'online', wake],
    [window, 'offline', cut],
    [window, 'pageshow', wake],
    [document, 'visibilitychange', wake],
  ];
  for (const [target, name, hear] of heard) target.addEventListener(name, hear);

  return { line, start, ask, close };

  function start(): void {
    if (socket) return;
    line.value = 'connecting';
    const url = new URL(o.base);
    socket = io(`${url.origin}/visitor`, {
      path: `${url.pathname}socket.io`,
      transports: ['websocket'],
      query: { site: o.site },
      auth: (give) => give({ protocol: 1, site: o.site, token: o.session.token() ?? undefined }),
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      forceNew: true,
      parser: { Encoder: StraightEncoder, Decoder },
    });
    socket.on('connect', () => {
      failures = 0;
      line.value = 'live';
      clearTimeout(poll);
      o.catchUp();
    });
    socket.on('disconnect', (reason) => {
      if (line.value === 'live') line.value = 'connecting';
      if (reason === 'io server disconnect') socket?.connect();
    });
    socket.on('connect_error', (error) => void failed((error as { data?: { code?: string } }).data?.code));
    socket.onAny(o.hear);
  }

  async function failed(code: string | undefined): Promise<void> {
    if (code === 'upgrade') {
      line.value = 'old';
    } else if (code === 'token_expired') {
      const renewed = await o.session.renew();
      if (renewed === 'ok') socket?.connect();
      else if (isGone(renewed)) end();
      else later();
    } else if (code === 'token_invalid' || code === 'not_signed_in') {
      end();
    } else {
      failures += 1;
      if (failures >= FAILURES_BEFORE_HTTP && line.value === 'connecting') {
        line.value = 'http';
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

  function isGone(renewed: Outcome): boolean {
    return typeof renewed === 'object' && renewed.code === 'token_invalid';
  }

  function end(): void {
    close();
    o.lost();
  }

  async function pollOnce(): Promise<void> {
    if (line.value !== 'http') return;
    if (navigator.onLine !== false) o.catchUp();
    poll = setTimeout(pollOnce, document.visibilityState === 'visible' ? POLL_EVERY_MS : POLL_HIDDEN_MS);
  }

  async function ask<E extends keyof VisitorRequests & string>(
    name: E,
    payload: Payload<VisitorRequests, E>,
  ): Promise<Answer<VisitorRequests, E> | undefined> {
    const answer = line.value === 'http' ? await overHttp(name, payload) : await overSocket(name, payload);
    return answer as Answer<VisitorRequests, E> | undefined;
  }

  async function overSocket(name: string, payload: unknown): Promise<unknown> {
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
      const settle = (answer: unknown) => {
        clearTimeout(timer);
        over.off('disconnect', cut);
        resolve(answer);
      };
      over.on('disconnect', cut);
      (over as Socket).emit(name, payload, settle);
    });
  }

  async function overHttp(name: string, payload: unknown): Promise<unknown> {
    const path = `api/visitor/${name.replace(':', '/')}`;
    const answer = await askOverHttp(o.base, path, payload, o.session.token());
    const code = answer && !answer.ok ? answer.problem.code : undefined;
    if (code === 'token_expired') {
      const renewed = await o.session.renew();
      if (renewed === 'ok') return askOverHttp(o.base, path, payload, o.session.token());
      if (isGone(renewed)) end();
    }
    if (code === 'token_invalid') end();
    if (code === 'upgrade') line.value = 'old';
    return answer;
  }

  function close(): void {
    clearTimeout(poll);
    clearTimeout(again);
    for (const [target, name, hear] of heard) target.removeEventListener(name, hear);
    socket?.offAny();
    socket?.off();
    socket?.close();
    socket = undefined;
    if (line.value !== 'old') line.value = 'idle';
  }
}
