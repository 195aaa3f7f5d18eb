import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { newId } from '../../client/storage.ts';
import { apply, applySynced, prepend, readUpTo } from '../../client/thread.ts';
import type { VisitorChange, VisitorMessage, VisitorRow } from '../../protocol/conversations.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Connection } from '../connection.ts';
import { rowOf, type Thread } from './thread.ts';

export type Threads = ReturnType<typeof openThreads>;

/** The visitor's conversations: which there are, those that were opened whole, and which one is shown. */
export function openThreads(o: {
  connection: Connection;
  now: () => number;
  /** A browser without a session has nothing to wait for. */
  loading: boolean;
  trouble(problem: Problem | null): void;
  /** Something changed in a conversation; `fresh` are answers that were not there before. */
  changed(thread: Thread, fresh: readonly VisitorMessage[]): void;
  caughtUp(): Promise<void>;
}) {
  const { connection, now } = o;
  const listed = signal<readonly VisitorRow[]>([]);
  const known = signal<ReadonlyMap<string, Thread>>(new Map());
  /** Undefined: whichever is newest. The id of one that does not exist yet: the next message starts it. */
  const chosen = signal<string | undefined>();
  const waiting = signal(o.loading);
  const loadingOlder = signal(false);
  const news = signal(0);
  const heardOf = new Set<string>();
  let sought: string | undefined;
  let _catching: Promise<void> | undefined;
  let behind = false;
  let reading = 0;
  let removed = false;

  /** Newest activity first, as far as it is known now. */
  const rows: ReadonlySignal<readonly VisitorRow[]> = computed(() => {
    const all = new Map(listed.value.map((row) => [row.conversation, row]));
    for (const thread of known.value.values()) {
      const listed = all.get(thread.conversation);
      if ((listed?.version ?? 0) <= thread.version) all.set(thread.conversation, rowOf(thread, listed));
    }
    return [...all.values()].sort((a, b) => b.state.lastAt - a.state.lastAt);
  });
  const shown = computed(() => chosen.value ?? rows.value[0]?.conversation);
  const thread = computed(() => (shown.value === undefined ? undefined : known.value.get(shown.value)));
  const unread = computed(() => rows.value.reduce((sum, row) => sum + row.unread, news.value));
  const loading = computed(() => waiting.value || (!thread.value && exists(shown.value)));

  return {
    ...{ rows, known, shown, thread, unread, news, loading, loadingOlder, exists },
    ...{ take, catchUp, show, seek, showNews, startAnother, saw, loadOlder, forget },
    end: () => {
      removed = true;
    },
  };

  function exists(conversation: string | undefined): boolean {
    return rows.value.some((row) => row.conversation === conversation);
  }

  /** Takes what happened; what does not follow on what is known is asked for. */
  function take(change: VisitorChange): void {
    const next = apply(known.value.get(change.conversation), change);
    heardOf.add(change.conversation);
    if (next) keep(next);
    else catchUp();
  }

  function keep(next: Thread): void {
    const { conversation } = next;
    // The list may be ahead of what was shown so far.
    const had = known.value.get(conversation) ?? rows.value.find((row) => row.conversation === conversation);
    const heard = (had && ('last' in had ? had.last : had.messages.at(-1)))?.seq ?? 0;
    const fresh = next.messages.filter(({ by, seq }) => had && by !== 'visitor' && seq > heard);
    batch(() => {
      known.value = new Map(known.value).set(conversation, next);
      waiting.value = false;
      o.changed(next, fresh);
    });
  }

  /** Fills in what was missed; asked for twice at once, it runs once more at the end. */
  function catchUp(): void {
    behind = true;
    _catching ??= (async () => {
      try {
        while (behind && !removed) {
          behind = false;
          await fillIn();
        }
      } catch (error) {
        // Answers that our server would not give. The next turn asks again.
        console.warn('Foyer:', error);
      }
      _catching = undefined;
    })();
  }

  async function fillIn(): Promise<void> {
    const list = await connection.ask('conversations:list', {});
    o.trouble(list?.ok === false ? list.problem : null);
    if (!list?.ok) return;
    listed.value = list.rows;
    news.value = list.news ?? 0;
    if (exists(sought)) chosen.value = sought;
    sought = undefined;
    // One that is listed no longer is far down, or somebody else's now.
    for (const id of known.value.keys()) if (!list.rows.some((row) => row.conversation === id)) await sync(id);
    for (const [at, { conversation, version }] of list.rows.entries()) {
      const have = known.value.get(conversation);
      const wanted = at === 0 || conversation === shown.value || heardOf.has(conversation);
      if (have ? have.version !== version : wanted) await sync(conversation);
    }
    waiting.value = false;
    await o.caughtUp();
  }

  async function sync(conversation: string): Promise<void> {
    for (let more = true; more; ) {
      const from = known.value.get(conversation)?.version;
      const answer = await connection.ask('conversations:sync', {
        conversation,
        ...(from === undefined ? {} : { from }),
      });
      if (answer?.ok === false && answer.problem.code === 'not_found') leave(conversation);
      if (!answer?.ok) return;
      keep(applySynced(known.value.get(conversation), answer));
      more = answer.more;
    }
  }

  function leave(conversation: string): void {
    const rest = new Map(known.value);
    rest.delete(conversation);
    batch(() => {
      known.value = rest;
      if (chosen.value === conversation) chosen.value = undefined;
    });
  }

  async function loadOlder(): Promise<void> {
    const from = thread.value;
    const first = from?.messages[0];
    if (!from?.older || !first || loadingOlder.value) return;
    const { conversation } = from;
    loadingOlder.value = true;
    const answer = await connection.ask('conversations:history', { conversation, before: first.seq });
    loadingOlder.value = false;
    const current = known.value.get(conversation);
    if (!answer?.ok || !current) return;
    const next = prepend(current, answer);
    if (!next) return loadOlder();
    known.value = new Map(known.value).set(conversation, next);
    // The page is from a later moment than the thread: what changed in between is asked for.
    if (answer.to !== current.version) catchUp();
  }

  function show(conversation: string): void {
    chosen.value = conversation;
    if (!known.value.has(conversation)) catchUp();
  }

  /** Shows one if it is there; asked before the first answer has come, it waits for that. */
  function seek(conversation: string): void {
    if (exists(conversation)) show(conversation);
    else if (waiting.value) sought = conversation;
  }

  /** Where answers wait elsewhere and none here, that conversation is shown. */
  function showNews(): void {
    const waits = rows.value.filter((row) => row.unread > 0).map((row) => row.conversation);
    if (waits[0] && !waits.includes(shown.value as string)) show(waits[0]);
  }

  /** The next message starts another conversation. */
  function startAnother(): void {
    chosen.value = newId(now());
  }

  /** The visitor has the end of the thread before them. From now on nothing else takes its place. */
  function saw(): void {
    const current = thread.value;
    if (!current) return;
    const { conversation } = current;
    chosen.value = conversation;
    const last = current.messages.findLast((message) => message.by !== 'visitor');
    if (!last || last.seq <= Math.max(readUpTo(current, 'visitor'), reading)) return;
    reading = last.seq;
    void connection.ask('conversations:read', { conversation, seq: last.seq }).then((answer) => {
      reading = 0;
      if (answer?.ok && answer.change) take(answer.change);
    });
  }

  /** Nothing here is this browser's any more. */
  function forget(): void {
    batch(() => {
      known.value = new Map();
      listed.value = [];
      news.value = 0;
      chosen.value = undefined;
      waiting.value = false;
    });
  }
}
