import { io, type Socket } from 'socket.io-client';
import {
  changeEvents,
  type Face,
  type Posted,
  type StaffChange,
  type StaffList,
  type StaffMessage,
  type StaffState,
  type StaffSynced,
  type VisitorChange,
  type VisitorMessage,
  type VisitorRow,
  type VisitorState,
} from '../../../protocol/conversations.ts';
import type { Problem } from '../../../protocol/problem.ts';
import { pause } from '../../harness.ts';
import type { Seen, View } from '../history.ts';

/** Shorter than the 8 s of real clients, so that a minute holds many cuts. */
const ASK_AGAIN_AFTER_MS = 1_000;
const CUT_AFTER_TIMEOUTS = 2;

export type Place = {
  audience: 'visitor' | 'staff';
  url: string;
  auth: Record<string, unknown>;
  query?: Record<string, string>;
  headers: Record<string, string>;
  /** As whom this client's own messages are shown. */
  me: Face | null;
};

export type Client = {
  /** Asks until there is an answer, over as many connections as it takes, with the same payload. */
  ask<T>(event: string, payload: object): Promise<({ ok: true } & T) | { ok: false; problem: Problem }>;
  post(p: { id: string; body: string; conversation?: string; note?: boolean }): Promise<Posted | Problem>;
  /** A verb whose answer carries the change that it made. Undefined once it is done. */
  change(event: string, payload: object): Promise<Problem | undefined>;
  view(): View;
  isCaughtUp(): boolean;
  /** Waits until it is connected and has caught up. */
  caughtUp(): Promise<void>;
  close(): void;
};

type Message = VisitorMessage | StaffMessage;
type Change = VisitorChange | StaffChange;
type Known = {
  version: number;
  state: VisitorState | StaffState | null;
  messages: Map<string, Message>;
  marks: Map<string, Seen['marks'][number]>;
};

/**
 * A client as widget and inbox are: it applies a change that fits its version, asks `conversations:sync` where one does not,
 * looks through its list after every reconnection, and repeats what has no answer under the same id.
 */
export function openClient(place: Place): Client {
  const conversations = new Map<string, Known>();
  const syncing = new Map<string, Promise<void>>();
  let catchingUp: Promise<void> | undefined;
  let closed = false;
  let timeouts = 0;
  const socket: Socket = io(`${place.url}/${place.audience}`, {
    ...{ path: '/socket.io', transports: ['websocket'], forceNew: true, auth: place.auth, query: place.query ?? {} },
    ...{ extraHeaders: { origin: place.url, ...place.headers } },
    ...{ reconnectionDelay: 50, reconnectionDelayMax: 250, timeout: 1_500 },
  });
  socket.on('connect', () => void catchUp());
  // A refusal at the door ends the library's own attempts.
  socket.on('connect_error', () => socket.active || setTimeout(() => closed || socket.connect(), 200));
  for (const event of changeEvents) {
    socket.on(event, (changes: Change[]) => {
      for (const change of changes) apply(change);
    });
  }

  return { ask, post, change, view, isCaughtUp, caughtUp, close };

  async function ask<T>(event: string, payload: object): Promise<({ ok: true } & T) | { ok: false; problem: Problem }> {
    while (!closed) {
      if (!socket.connected) {
        await pause(10);
        continue;
      }
      try {
        const answer = await socket.timeout(ASK_AGAIN_AFTER_MS).emitWithAck(event, payload);
        timeouts = 0;
        if (answer.ok || answer.problem.final) return answer;
        await pause(100);
      } catch {
        timeouts += 1;
        if (socket.connected && timeouts % CUT_AFTER_TIMEOUTS === 0) socket.io.engine.close();
      }
    }
    return { ok: false, problem: { code: 'unavailable', status: 503, title: 'This client was closed.', final: false } };
  }

  async function post(p: {
    id: string;
    body: string;
    conversation?: string;
    note?: boolean;
  }): Promise<Posted | Problem> {
    const answer = await ask<Posted>('conversations:post', p);
    if (!answer.ok) return answer.problem;
    const known = known0(answer.conversation, answer.from);
    if (known && known.version === answer.from) {
      const { id, body, note } = p;
      const { seq, at, to: version } = answer;
      const row = {
        id,
        seq,
        by: place.audience,
        author: place.me,
        body,
        at,
        editedAt: null,
        takenBackAt: null,
        version,
      };
      known.messages.set(id, place.audience === 'staff' ? { ...row, note: note === true } : row);
      known.version = version;
      if (note !== true) known.state = afterPost(known.state, at);
    } else if (!known || known.version < answer.to) void sync(answer.conversation);
    return answer;
  }

  /** What a message of mine does to its conversation, as the server does it. */
  function afterPost(state: Known['state'], at: number): VisitorState | StaffState {
    const before = state ?? { assignee: null, startedAt: at, lastAt: at };
    const after = { ...before, status: 'open' as const, lastAt: Math.max(before.lastAt, at) };
    return place.audience === 'staff' ? { ...after, waitingSince: null } : after;
  }

  async function change(event: string, payload: object): Promise<Problem | undefined> {
    const answer = await ask<{ change: Change | null }>(event, payload);
    if (!answer.ok) return answer.problem;
    if (answer.change) apply(answer.change);
    return undefined;
  }

  function known0(id: string, from: number): Known | undefined {
    if (!conversations.has(id) && from === 0) {
      conversations.set(id, { version: 0, state: null, messages: new Map(), marks: new Map() });
    }
    return conversations.get(id);
  }

  function apply(change: Change): void {
    const known = known0(change.conversation, change.from);
    if (known && known.version === change.from) {
      merge(known, change);
      known.version = change.to;
      known.state = change.state;
    } else if (!known || known.version < change.to) void sync(change.conversation);
  }

  function merge(known: Known, rows: { messages: Message[]; marks: Seen['marks'] }): void {
    for (const row of rows.messages) {
      if ((known.messages.get(row.id)?.version ?? -1) < row.version) known.messages.set(row.id, row);
    }
    for (const mark of rows.marks) {
      if ((known.marks.get(mark.reader)?.version ?? -1) < mark.version) known.marks.set(mark.reader, mark);
    }
  }

  /** One at a time for each conversation; whoever needs it again meanwhile asks once more afterwards. */
  function sync(id: string): Promise<void> {
    const before = syncing.get(id);
    const turn = (before ?? Promise.resolve()).then(() => syncNow(id));
    syncing.set(id, turn);
    void turn.finally(() => syncing.get(id) === turn && syncing.delete(id));
    return turn;
  }

  async function syncNow(id: string): Promise<void> {
    for (let more = true; more && !closed; ) {
      const from = conversations.get(id)?.version;
      const answer = await ask<StaffSynced>(
        'conversations:sync',
        from ? { conversation: id, from } : { conversation: id },
      );
      if (!answer.ok) return;
      let known = conversations.get(id);
      if (!known || answer.reset) {
        known = { version: 0, state: null, messages: new Map(), marks: new Map() };
        conversations.set(id, known);
      }
      merge(known, answer);
      if (answer.to >= known.version) {
        known.version = answer.to;
        known.state = answer.state;
      }
      more = answer.more;
      if (answer.older) await loadOlder(id);
    }
  }

  async function loadOlder(id: string): Promise<void> {
    for (let older = true; older && !closed; ) {
      const known = conversations.get(id)!;
      const before = Math.min(...[...known.messages.values()].map((row) => row.seq));
      const answer = await ask<{ messages: Message[]; older: boolean; to: number }>('conversations:history', {
        conversation: id,
        before,
      });
      if (!answer.ok) return;
      if (answer.to < known.version) continue;
      merge(known, { messages: answer.messages, marks: [] });
      older = answer.older;
    }
  }

  function catchUp(): Promise<void> {
    const turn = (catchingUp ?? Promise.resolve()).then(async () => {
      const due = await behind();
      await Promise.all(due.map(sync));
      if (catchingUp === turn) catchingUp = undefined;
    });
    catchingUp = turn;
    return turn;
  }

  /** The conversations whose version in the list is not mine. */
  async function behind(): Promise<string[]> {
    const due: string[] = [];
    const look = (rows: { conversation: string; version: number }[]) => {
      for (const { conversation, version } of rows) {
        if (conversations.get(conversation)?.version !== version) due.push(conversation);
      }
    };
    if (place.audience === 'visitor') {
      const answer = await ask<{ rows: VisitorRow[] }>('conversations:list', {});
      if (answer.ok) look(answer.rows);
    } else {
      for (const view of ['open', 'closed'] as const) {
        let after: string | undefined;
        do {
          const answer = await ask<StaffList>('conversations:list', after === undefined ? { view } : { view, after });
          if (answer.ok) look(answer.rows);
          after = answer.ok ? (answer.next ?? undefined) : undefined;
        } while (after !== undefined);
      }
    }
    return due;
  }

  function isCaughtUp(): boolean {
    return socket.connected && !catchingUp && syncing.size === 0;
  }

  async function caughtUp(): Promise<void> {
    while (!closed && !isCaughtUp()) await pause(10);
  }

  function view(): View {
    const seen = [...conversations].map(([id, { version, state, messages, marks }]): [string, Seen] => [
      id,
      {
        version,
        state: state!,
        messages: [...messages.values()].sort((a, b) => a.seq - b.seq),
        marks: [...marks.values()].sort((a, b) => (a.reader < b.reader ? -1 : 1)),
      },
    ]);
    return Object.fromEntries(seen);
  }

  function close(): void {
    closed = true;
    socket.close();
  }
}
