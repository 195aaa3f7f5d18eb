import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type DefaultEventsMap, type Namespace, Server, type Socket } from 'socket.io';
import { Handshake } from '../../../protocol/conversations.ts';
import { type Problem, type Refused, refuse } from '../../../protocol/problem.ts';
import {
  MAX_FRAME_BYTES,
  OLDEST_PROTOCOL,
  PING_EVERY_MS,
  PING_TIMEOUT_MS,
  PROTOCOL,
} from '../../../protocol/sockets.ts';
import type { Answering, Log, Reply } from '../answer.ts';
import { checker } from '../check.ts';
import { StoreUnavailable } from '../database/database.ts';
import type { Entry, VisitorCaller } from '../door.ts';
import { type Connection, inOneWrite } from './one-write.ts';
import { parser } from './packets.ts';
import { cutWhoDoesNotRead, type Reading, takesAnother } from './unread.ts';

/** Requests of one socket that may be under way together; more are answered `too_many`. */
const MAX_UNDER_WAY = 256;
/** A connection that has not entered a door by then is closed. */
const ENTER_WITHIN_MS = 10_000;
/** Who a socket belongs to and which rooms it hears. */
export type Admission<C> = { ok: true; caller: C; rooms: string[] } | Refused;

export type LiveDoor<C> = {
  name: 'visitor' | 'staff';
  answers: Map<string, Answering<C>>;
  admit(entry: Entry, socket: string): Promise<Admission<C>>;
  /** A socket has come in. */
  came?(caller: C): void;
  /** A socket is gone. */
  left?(caller: C): void;
};

/** `entry` and `rooms` only where the socket is looked at again later: a visitor's keeps nothing that it does not need. */
type Data<C> = { caller: C; entry: Entry | undefined; rooms: string[] | undefined; underWay: number };
type LiveSocket<C> = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data<C>>;
type LiveNamespace<C> = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data<C>>;

export type Live = {
  io: Server;
  /** Every event that is heard, such as 'visitor conversations:post', and any that a connected socket listens to on its own. */
  events(): string[];
  open<C>(door: LiveDoor<C>): void;
  /** Whom the sockets of a door stand for. */
  callers<C>(door: LiveDoor<C>): C[];
  /**
   * Decides anew who the sockets of a room are: those that are refused now are told `ended` and cut, the others `changed`. Of whom
   * nothing can be told now nothing changes: staff are looked at again every other second.
   */
  readmit(door: 'visitor' | 'staff', room: string): Promise<void>;
  /** Tells visitors' sockets of a room that it is over for them, and cuts those whose caller is meant. */
  cutVisitors(room: string, isMeant: (caller: VisitorCaller) => boolean): void;
  /** Cuts the lines of a site's visitors: they come back by themselves, from pages that still may. */
  recheckVisitors(site: string): void;
  /** Cuts all lines: their clients come back by themselves and catch up with what nobody could tell them. */
  cutAll(): void;
  close(): Promise<void>;
};

/**
 * The sockets of both doors on one HTTP server. `entryOf` reads what a request brings along; `letIn` decides by Origin alone
 * who may connect at all, since CORS does not cover websockets.
 */
export function openLive(o: {
  http: HttpServer;
  entryOf(request: IncomingMessage): Entry;
  letIn(entry: Entry): boolean;
  log: Log;
}): Live {
  const io = new Server(o.http, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    parser,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: ENTER_WITHIN_MS,
    allowRequest: (request, decide) => {
      const letIn = o.letIn(o.entryOf(request));
      decide(letIn ? null : 'origin_refused', letIn);
    },
  });
  io.engine.on('connection', (connection: Connection & Reading) => {
    inOneWrite(connection);
    cutWhoDoesNotRead(connection);
  });
  const doors = new Map<string, LiveDoor<unknown>>();
  io.use((_socket, next) => next(new Error('Invalid namespace')));

  return { io, events, open, callers, readmit, cutVisitors, recheckVisitors, cutAll, close };

  function events(): string[] {
    const answered = [...doors.values()].flatMap(({ name, answers }) =>
      [...answers.keys()].map((one) => `${name} ${one}`),
    );
    const listened = [...doors.keys()].flatMap((name) =>
      [...io.of(`/${name}`).sockets.values()].flatMap((socket) =>
        socket.eventNames().map((one) => `${name} ${String(one)}`),
      ),
    );
    return [...new Set([...answered, ...listened])];
  }

  function open<C>(door: LiveDoor<C>): void {
    doors.set(door.name, door as LiveDoor<unknown>);
    const namespace = io.of(`/${door.name}`) as unknown as LiveNamespace<C>;
    const tried = new WeakSet<object>();
    namespace.use((socket, next) => {
      // Socket.IO would let one connection enter again and again, and keep a socket each time.
      if (tried.has(socket.conn)) return socket.conn.close(true);
      tried.add(socket.conn);
      enter(door, socket, o.entryOf(socket.request)).then(
        (problem) => next(problem && Object.assign(new Error(problem.title), { data: problem })),
        (error: unknown) => {
          const { problem } = refuse(error instanceof StoreUnavailable ? 'unavailable' : 'internal');
          o.log.error({ err: error }, 'nobody could be let in');
          next(Object.assign(new Error(problem.title), { data: problem }));
        },
      );
    });
    namespace.on('connection', (socket) => {
      // One for every event: a listener each would cost every idle visitor some hundred bytes per event. It is a middleware that lets nothing
      // through, since Socket.IO would wait a turn to look for listeners.
      socket.use(([name, ...parts]) => hear(door, socket, name as string, parts));
      door.came?.(socket.data.caller);
      if (door.left) socket.on('disconnect', () => door.left?.(socket.data.caller));
    });
  }

  function callers<C>({ name }: LiveDoor<C>): C[] {
    const sockets = [...io.of(`/${name}`).sockets.values()] as unknown as LiveSocket<C>[];
    return sockets.flatMap(({ data }) => (data.caller === undefined ? [] : [data.caller]));
  }

  async function readmit(name: 'visitor' | 'staff', room: string): Promise<void> {
    const door = doors.get(name);
    if (!door) return;
    for (const { id } of await io.of(`/${name}`).in(room).fetchSockets()) {
      const socket = io.of(`/${name}`).sockets.get(id) as LiveSocket<unknown> | undefined;
      if (!socket?.data.entry) continue;
      const admission = await door.admit(socket.data.entry, socket.id).catch((err: unknown) => {
        o.log.error({ err }, 'somebody could not be looked at again');
      });
      if (!admission) continue;
      if (admission.ok) {
        const lost = socket.data.rooms?.filter((room) => !admission.rooms.includes(room)) ?? [];
        // What it looked at may be out of reach now.
        if (lost.length > 0) door.left?.(socket.data.caller);
        for (const room of lost) await socket.leave(room);
        await socket.join(admission.rooms);
        socket.data.caller = admission.caller;
        socket.data.rooms = admission.rooms;
        socket.emit(`${name}:changed`);
      } else {
        socket.emit(`${name}:ended`);
        socket.disconnect(true);
      }
    }
  }

  function cutVisitors(room: string, isMeant: (caller: VisitorCaller) => boolean): void {
    const door = io.of('/visitor');
    for (const id of [...(door.adapter.rooms.get(room) ?? [])]) {
      const socket = door.sockets.get(id) as LiveSocket<VisitorCaller> | undefined;
      if (!socket || !isMeant(socket.data.caller)) continue;
      socket.emit('visitor:ended');
      socket.disconnect(true);
    }
  }

  function recheckVisitors(site: string): void {
    for (const { data, conn } of io.of('/visitor').sockets.values()) {
      if ((data as Data<VisitorCaller>).caller?.site === site) conn.close();
    }
  }

  function cutAll(): void {
    for (const name of doors.keys()) for (const { conn } of io.of(`/${name}`).sockets.values()) conn.close();
  }

  async function close(): Promise<void> {
    // Cuts the connections beneath the sockets: their clients see a lost line and come back by themselves.
    io.engine.close();
    await io.close();
  }
}

const checkHandshake = checker(Handshake);

async function enter<C>(door: LiveDoor<C>, socket: LiveSocket<C>, entry: Entry): Promise<Problem | undefined> {
  const checked = checkHandshake(socket.handshake.auth);
  if (!checked.ok) return checked.problem;
  const { protocol, token, site } = checked.value;
  if (protocol < OLDEST_PROTOCOL) return refuse('upgrade').problem;
  if (protocol > PROTOCOL) return refuse('bad_input', { field: 'protocol', detail: `is at most ${PROTOCOL}` }).problem;
  const known = { ...entry, token: token ?? entry.token, site: site ?? entry.site };
  const admission = await door.admit(known, socket.id);
  if (!admission.ok) return admission.problem;
  const again = door.name === 'staff';
  socket.data = {
    ...{ caller: admission.caller, underWay: 0 },
    ...{ entry: again ? known : undefined, rooms: again ? admission.rooms : undefined },
  };
  await socket.join(admission.rooms);
  return undefined;
}

function hear<C>(door: LiveDoor<C>, socket: LiveSocket<C>, name: string, parts: unknown[]): void {
  const reply = parts.at(-1);
  if (typeof reply !== 'function') {
    socket.disconnect(true);
    return;
  }
  const answer = door.answers.get(name);
  if (!answer || parts.length > 2) {
    reply(refuse('bad_input', { field: 'event', detail: 'is not known here' }));
  } else if (socket.data.underWay >= MAX_UNDER_WAY) {
    reply(refuse('too_many', { retryAfterMs: 1000 }));
  } else {
    socket.data.underWay += 1;
    void answer(socket.data.caller, parts.length === 1 ? {} : parts[0]).then((answered: Reply) => {
      socket.data.underWay -= 1;
      if (socket.connected && takesAnother(socket.conn as unknown as Reading)) reply(answered);
    });
  }
}
