import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { apply, applySynced, prepend, readUpTo } from '../../../client/thread.ts';
import type { StaffChange } from '../../../protocol/conversations.ts';
import type { Changed } from '../../../protocol/people.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Connection } from '../../connection.ts';
import { personAfter } from '../../people/name.ts';
import type { Opened } from './thread.ts';

const KEPT_AT_MOST = 30;

/** The conversations that were opened here, each kept in step; one of them is before the reader. */
export type Threads = {
  current: ReadonlySignal<string | null>;
  opened: ReadonlySignal<Opened | undefined>;
  /** Why the current one cannot be shown. */
  problem: ReadonlySignal<Problem | null>;
  loadingOlder: ReadonlySignal<boolean>;
  of(conversation: string): Opened | undefined;
  open(conversation: string | null): void;
  /** Takes what happened; what does not follow on what is known is asked for. */
  take(change: StaffChange): void;
  /** Somebody is known by another name now. */
  meet(changed: Changed): void;
  /** Asks for what changed in the current one; the others are asked for when they are opened again. */
  catchUp(): Promise<void>;
  loadOlder(): Promise<void>;
  /** The reader has the end of the current one before them. */
  saw(): void;
};

export function openThreads(o: {
  connection: Connection;
  me(): string;
  /** What is shown of a conversation has changed. */
  shown(opened: Opened): void;
}): Threads {
  const { ask, askNow } = o.connection;
  const kept: Signal<ReadonlyMap<string, Opened>> = signal(new Map());
  const current = signal<string | null>(null);
  const problem = signal<Problem | null>(null);
  const loadingOlder = signal(false);
  const opened = computed(() => (current.value === null ? undefined : kept.value.get(current.value)));
  const stale = new Set<string>();
  const syncing = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let reading = '';

  return { current, opened, problem, loadingOlder, of, open, take, meet, catchUp, loadOlder, saw };

  function of(conversation: string): Opened | undefined {
    return kept.peek().get(conversation);
  }

  function open(conversation: string | null): void {
    batch(() => {
      current.value = conversation;
      problem.value = null;
    });
    if (conversation === null) return;
    if (!of(conversation) || stale.has(conversation)) void sync(conversation);
  }

  function take(change: StaffChange): void {
    const { conversation, opened: begun } = change;
    const known = of(conversation);
    if (!known && !begun) {
      // A first load that is under way may be from before this.
      if (syncing.has(conversation)) again.add(conversation);
      return;
    }
    const next = apply(known?.thread, change);
    if (next && known) keep({ ...known, thread: next });
    else if (next && begun && current.peek() === conversation) keep({ ...begun, thread: next });
    else if (!next && current.peek() === conversation) void sync(conversation);
    else if (!next) stale.add(conversation);
  }

  function meet(changed: Changed): void {
    const all = [...kept.peek()].map(([id, known]) => {
      const person = personAfter(changed, id, known.person);
      return [id, person === known.person ? known : { ...known, person }] as const;
    });
    kept.value = new Map(all);
  }

  function keep(next: Opened): void {
    const map = new Map(kept.peek());
    const id = next.thread.conversation;
    map.delete(id);
    map.set(id, next);
    for (const old of map.keys()) {
      if (map.size <= KEPT_AT_MOST) break;
      if (old !== current.peek()) map.delete(old);
    }
    kept.value = map;
    o.shown(next);
  }

  /** Two at once are one, and once more where something came in between. */
  function sync(conversation: string): Promise<void> {
    const under = syncing.get(conversation);
    if (under) {
      again.add(conversation);
      return under;
    }
    const run = (async () => {
      do {
        again.delete(conversation);
        await fillIn(conversation);
      } while (again.has(conversation));
    })().finally(() => syncing.delete(conversation));
    syncing.set(conversation, run);
    return run;
  }

  async function fillIn(conversation: string): Promise<void> {
    for (let more = true; more; ) {
      const from = of(conversation)?.thread.version;
      const answer = await ask('conversations:sync', from === undefined ? { conversation } : { conversation, from });
      if (!answer.ok) {
        if (answer.problem.code === 'not_found') forget(conversation);
        if (current.peek() === conversation && !of(conversation)) problem.value = answer.problem;
        else stale.add(conversation);
        return;
      }
      stale.delete(conversation);
      const { site, person } = answer;
      keep({ site, person, thread: applySynced(of(conversation)?.thread, answer) });
      if (current.peek() === conversation) problem.value = null;
      more = answer.more;
    }
  }

  /** It is gone, or out of my reach now. */
  function forget(conversation: string): void {
    const map = new Map(kept.peek());
    map.delete(conversation);
    kept.value = map;
  }

  async function catchUp(): Promise<void> {
    for (const id of kept.peek().keys()) stale.add(id);
    const id = current.peek();
    if (id !== null) await sync(id);
  }

  async function loadOlder(): Promise<void> {
    const known = opened.peek();
    const first = known?.thread.messages[0];
    if (!known?.thread.older || !first || loadingOlder.peek()) return;
    const { conversation } = known.thread;
    loadingOlder.value = true;
    const page = await ask('conversations:history', { conversation, before: first.seq });
    loadingOlder.value = false;
    const now = of(conversation);
    if (!page.ok || !now) return;
    const thread = prepend(now.thread, page);
    if (!thread) return loadOlder();
    keep({ ...now, thread });
    // The page is from a later moment than the thread: what changed in between is asked for.
    if (page.to !== thread.version) await sync(conversation);
  }

  function saw(): void {
    const known = opened.peek();
    const last = known?.thread.messages.findLast((message) => message.by !== 'system');
    if (!known || !last || last.seq <= readUpTo(known.thread, o.me())) return;
    const { conversation } = known.thread;
    const place = `${conversation}:${last.seq}`;
    if (reading === place) return;
    reading = place;
    void askNow('conversations:read', { conversation, seq: last.seq }).then((answer) => {
      if (reading === place) reading = '';
      if (answer?.ok && answer.change) take(answer.change);
    });
  }
}
