import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, applySynced, prepend, readUpTo } from '../../client/thread.ts';
import type { ReadMark, VisitorChange, VisitorMessage, VisitorState } from '../../protocol/conversations.ts';
import type { Answer, VisitorRequests } from '../../protocol/sockets.ts';
import { type Thread, unreadIn } from '../../widget/conversations/thread.ts';

type Synced = Extract<Answer<VisitorRequests, 'conversations:sync'>, { ok: true }>;

/** Small pages, so that a short history meets every edge of them. */
const PAGE = 4;
const CHANGES_AT_MOST = 3;
const TOO_OLD = 9;

type Happening =
  | { kind: 'post'; by: 'visitor' | 'staff' }
  | { kind: 'edit' | 'take back'; nth: number }
  | { kind: 'read'; by: string; nth: number }
  | { kind: 'status'; status: 'open' | 'closed' };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      by: fc.constantFrom('visitor' as const, 'staff' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('edit' as const, 'take back' as const), nth: fc.nat(8) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      by: fc.constantFrom('visitor', 'Olga', 'Agnes'),
      nth: fc.nat(30),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom('open' as const, 'closed' as const),
    }),
  },
);
/** What becomes of a change on its way to the browser, and what the browser does by itself. */
const fate = fc.constantFrom(
  ...([
    'heard',
    'heard',
    'heard',
    'lost',
    'late',
    'twice',
    'nap',
    'older',
    'older on the way',
    'older on the way',
  ] as const),
);
const NAP = 12;

/** A conversation as the server keeps it, with the answers of the contract. */
function openServer() {
  let version = 0;
  let state: VisitorState = { status: 'open', assignee: null, startedAt: 1, lastAt: 1 };
  const messages: VisitorMessage[] = [];
  const marks = new Map<string, ReadMark>();
  return { happens, sync, history, everything };

  function happens(what: Happening): VisitorChange {
    const from = version++;
    const change = { conversation: 'c', from, to: version, messages: [] as VisitorMessage[], marks: [] as ReadMark[] };
    if (what.kind === 'post') {
      const seq = messages.length + 1;
      const message = { id: `m${seq}`, seq, by: what.by, author: null, body: `Message ${seq}`, at: version };
      messages.push({ ...message, editedAt: null, takenBackAt: null, version });
      change.messages.push(messages.at(-1) as VisitorMessage);
      state = { ...state, lastAt: version };
    } else if (what.kind === 'status') {
      state = { ...state, status: what.status };
    } else if (what.kind !== 'read') {
      const at = what.nth % Math.max(1, messages.length);
      const before = messages[at];
      if (before) {
        messages[at] =
          what.kind === 'edit'
            ? { ...before, body: `Edited at ${version}`, editedAt: version, version }
            : { ...before, body: null, takenBackAt: version, version };
        change.messages.push(messages[at] as VisitorMessage);
      }
    } else {
      const mark = { reader: what.by, seq: what.nth % (messages.length + 1), at: version, version };
      marks.set(what.by, mark);
      change.marks.push(mark);
    }
    return { ...change, state };
  }

  function sync(from: number | undefined): Synced {
    const common = { ok: true as const, conversation: 'c', state };
    if (from !== undefined && from <= version && version - from <= TOO_OLD) {
      const changed = messages.filter((one) => one.version > from).sort((a, b) => a.version - b.version);
      const more = changed.length > CHANGES_AT_MOST;
      const page = changed.slice(0, CHANGES_AT_MOST);
      const to = more ? (page.at(-1)?.version ?? version) : version;
      const fits = [...marks.values()].filter((mark) => mark.version > from && mark.version <= to);
      return { ...common, to, more, reset: false, older: false, messages: page, marks: fits };
    }
    const page = messages.slice(-PAGE);
    const older = messages.length > PAGE;
    const whole = { to: version, more: false, reset: from !== undefined, older };
    return { ...common, ...whole, messages: page, marks: [...marks.values()] };
  }

  function history(before: number) {
    const earlier = messages.filter((one) => one.seq < before);
    return { messages: earlier.slice(-PAGE), older: earlier.length > PAGE, to: version };
  }

  function everything(): Thread {
    return { conversation: 'c', version, state, messages, marks: [...marks.values()], older: false };
  }
}
type Server = ReturnType<typeof openServer>;
type Page = ReturnType<Server['history']>;

function caughtUp(server: Server, thread: Thread | undefined): Thread {
  let known = thread;
  for (let more = true; more; ) {
    const answer = server.sync(known?.version);
    known = applySynced(known, answer);
    more = answer.more;
  }
  return known as Thread;
}

/** As the chat does: a page from before what is known is asked for again, one from after it makes it catch up. */
function withOlder(server: Server, thread: Thread, answered?: Page): Thread {
  const first = thread.messages[0];
  if (!thread.older || !first) return thread;
  const page = answered ?? server.history(first.seq);
  const known = prepend(thread, page);
  if (!known) return withOlder(server, thread);
  return page.to === known.version ? known : caughtUp(server, known);
}

const tidy = (thread: Thread) => ({
  ...thread,
  marks: [...thread.marks].sort((a, b) => a.reader.localeCompare(b.reader)),
});

test('old + changes = fresh, whatever was lost, late or doubled on the way, and however much of the history is there', () => {
  let resets = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(happening, fate), { maxLength: 60, size: 'max' }), fc.nat(30), (script, joins) => {
      const server = openServer();
      let thread: Thread | undefined;
      let late: VisitorChange | undefined;
      let underWay: { first: number; page: Page } | undefined;
      let asleep = 0;
      const hear = (change: VisitorChange) => {
        thread = apply(thread, change) ?? caughtUp(server, thread);
      };
      for (const [index, [what, fate]] of [[{ kind: 'post', by: 'visitor' }, 'heard'] as const, ...script].entries()) {
        const change = server.happens(what);
        if (index < joins || asleep-- > 0) continue;
        if (fate === 'nap') asleep = NAP;
        if (fate !== 'lost' && fate !== 'late' && fate !== 'nap') hear(change);
        if (fate === 'twice') hear(change);
        if (late) hear(late);
        late = fate === 'late' ? change : undefined;
        const first = thread?.messages[0]?.seq ?? 1;
        // What was answered earlier arrives after what happened since.
        if (underWay && thread && first === underWay.first) thread = withOlder(server, thread, underWay.page);
        underWay = fate === 'older on the way' ? { first, page: server.history(first) } : undefined;
        if (fate === 'older' && thread) thread = withOlder(server, thread);
      }
      thread = caughtUp(server, thread);
      const due = server.everything();
      const from = thread.messages[0]?.seq ?? 1;
      if (from > 1) resets++;
      expect(tidy({ ...thread, older: false })).toEqual(
        tidy({ ...due, messages: due.messages.filter((one) => one.seq >= from) }),
      );
      expect(thread.older).toBe(from > 1);
      while (thread.older) thread = withOlder(server, thread);
      expect(tidy(thread)).toEqual(tidy(due));
    }),
    { numRuns: 1500 },
  );
  expect(resets).toBeGreaterThan(200);
});

test('unread is what staff said beyond the visitor’s mark and did not take back', () => {
  const server = openServer();
  for (const by of ['visitor', 'staff', 'staff', 'visitor', 'staff'] as const) server.happens({ kind: 'post', by });
  expect(unreadIn(caughtUp(server, undefined))).toBe(3);
  server.happens({ kind: 'take back', nth: 4 });
  server.happens({ kind: 'read', by: 'visitor', nth: 2 });
  const thread = caughtUp(server, undefined);
  expect([readUpTo(thread, 'visitor'), unreadIn(thread)]).toEqual([2, 1]);
});

test('a change of a conversation that nobody knows yet begins it only from the beginning', () => {
  const server = openServer();
  const first = server.happens({ kind: 'post', by: 'visitor' });
  const second = server.happens({ kind: 'post', by: 'staff' });
  expect(apply(undefined, first)?.messages).toHaveLength(1);
  expect(apply(undefined, second)).toBeUndefined();
});
