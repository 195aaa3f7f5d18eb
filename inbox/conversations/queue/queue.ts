import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { readUpTo } from '../../../client/thread.ts';
import type { Counts, StaffChange, StaffRow, StaffState, View } from '../../../protocol/conversations.ts';
import type { Changed } from '../../../protocol/people.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Ask } from '../../connection.ts';
import { personAfter } from '../../people/name.ts';
import { type Opened, unreadIn } from '../thread/thread.ts';

const LOOK_AGAIN_MS = 400;
const WORDS_AFTER_MS = 250;

type Choice = { view?: View; site?: string | null; team?: string | null; words?: string };

/** The list of conversations, newest activity first, kept live. */
export type Queue = {
  view: ReadonlySignal<View>;
  site: ReadonlySignal<string | null>;
  team: ReadonlySignal<string | null>;
  words: ReadonlySignal<string>;
  /** Undefined until the first page is here. */
  rows: ReadonlySignal<readonly StaffRow[] | undefined>;
  counts: ReadonlySignal<Counts | undefined>;
  more: ReadonlySignal<boolean>;
  loadingMore: ReadonlySignal<boolean>;
  problem: ReadonlySignal<Problem | null>;
  choose(what: Choice): void;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  take(change: StaffChange): void;
  /** Somebody is known by another name now. */
  meet(changed: Changed): void;
  /** A thread that is open here knows better than its row. */
  follow(opened: Opened): void;
};

export function openQueue(o: { ask: Ask; me(): string }): Queue {
  const view = signal<View>('open');
  const site = signal<string | null>(null);
  const team = signal<string | null>(null);
  const words = signal('');
  const rows: Signal<readonly StaffRow[] | undefined> = signal();
  const counts = signal<Counts | undefined>();
  const problem = signal<Problem | null>(null);
  const more = signal(false);
  const loadingMore = signal(false);
  let next: string | null = null;
  let asked = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  return {
    ...{ view, site, team, words, rows, counts, more, loadingMore, problem },
    ...{ choose, load, loadMore, take, meet, follow },
  };

  function choose(what: Choice): void {
    const typed = what.words !== undefined && what.words !== words.peek();
    batch(() => {
      if (what.view) view.value = what.view;
      if (what.site !== undefined) site.value = what.site;
      if (what.team !== undefined) team.value = what.team;
      if (what.words !== undefined) words.value = what.words;
      if (!typed) rows.value = undefined;
    });
    if (typed) soon(WORDS_AFTER_MS);
    else void load();
  }

  function soon(afterMs = LOOK_AGAIN_MS): void {
    clearTimeout(later);
    later = setTimeout(() => void load(), afterMs);
  }

  function page(after: string | null) {
    const searched = words.peek().trim();
    const chosen = site.peek();
    const ofTeam = team.peek();
    return o.ask('conversations:list', {
      view: view.peek(),
      ...(chosen === null ? {} : { site: chosen }),
      ...(ofTeam === null ? {} : { team: ofTeam }),
      ...(searched ? { words: searched } : {}),
      ...(after === null ? {} : { after }),
    });
  }

  /** The first page anew; what had been loaded further down stays where it is older than the page. */
  async function load(): Promise<void> {
    clearTimeout(later);
    const turn = ++asked;
    const answer = await page(null);
    if (turn !== asked) return;
    if (!answer.ok) {
      problem.value = answer.problem;
      return;
    }
    batch(() => {
      problem.value = null;
      counts.value = answer.counts;
      const fresh = new Set(answer.rows.map((row) => row.conversation));
      const oldest = answer.rows.at(-1)?.state.lastAt ?? 0;
      const below =
        answer.next === null
          ? []
          : (rows.peek() ?? []).filter((row) => !fresh.has(row.conversation) && row.state.lastAt < oldest);
      if (below.length === 0) next = answer.next;
      rows.value = [...answer.rows.map(newer), ...below];
      more.value = next !== null;
    });
  }

  /** What came live while the page was under way stays. */
  function newer(row: StaffRow): StaffRow {
    const known = rows.peek()?.find((one) => one.conversation === row.conversation);
    return known && known.version > row.version ? known : row;
  }

  async function loadMore(): Promise<void> {
    if (next === null || loadingMore.peek()) return;
    loadingMore.value = true;
    const turn = asked;
    const answer = await page(next);
    loadingMore.value = false;
    if (!answer.ok || turn !== asked) return;
    next = answer.next;
    const known = new Set((rows.peek() ?? []).map((row) => row.conversation));
    rows.value = [...(rows.peek() ?? []), ...answer.rows.filter((row) => !known.has(row.conversation))];
    more.value = next !== null;
  }

  function take(change: StaffChange): void {
    const known = rows.peek()?.find((row) => row.conversation === change.conversation);
    if (known && change.to <= known.version) return;
    const moved = !known || known.version !== change.from || !sameDesk(known.state, change.state);
    if (known) put(updated(known, change));
    else if (change.opened && fits(change.state, change.opened.site)) put(rowOf(change, change.opened));
    // Counts, what else is in the view now, and what was missed come from the server.
    if (moved || change.messages.length > 1) soon();
  }

  function meet(changed: Changed): void {
    rows.value = rows.peek()?.map((row) => ({ ...row, person: personAfter(changed, row.conversation, row.person) }));
  }

  function updated(row: StaffRow, change: StaffChange): StaffRow {
    const latest = [row.last, ...change.messages].flatMap((one) => one ?? []).sort((a, b) => a.seq - b.seq);
    const last = latest.findLast(
      (one) => !change.messages.some(({ id, version }) => id === one.id && version > one.version),
    );
    const mine = change.marks.find((mark) => mark.reader === o.me());
    const fresh = change.messages.filter((one) => one.by === 'visitor' && one.seq > (row.last?.seq ?? 0)).length;
    if (mine && mine.seq < (last?.seq ?? 0)) soon();
    const unread = mine && mine.seq >= (last?.seq ?? 0) ? 0 : row.unread + fresh;
    return { ...row, version: change.to, state: change.state, last: last ?? row.last, unread };
  }

  function rowOf(change: StaffChange, { site, person }: NonNullable<StaffChange['opened']>): StaffRow {
    const { conversation, to, state, messages } = change;
    const last = messages.at(-1) ?? null;
    return { conversation, site, person, version: to, state, last, unread: messages.length };
  }

  function follow({ thread, site, person }: Opened): void {
    const known = rows.peek()?.find((row) => row.conversation === thread.conversation);
    if (!known || known.version > thread.version) return;
    const last = thread.messages.at(-1) ?? null;
    const unread =
      thread.older && readUpTo(thread, o.me()) < (thread.messages[0]?.seq ?? 0)
        ? known.unread
        : unreadIn(thread, o.me());
    if (known.version === thread.version && known.unread === unread) return;
    // The row is up to date from here on: its change, which comes next, would not tell any more that it has moved.
    if (!sameDesk(known.state, thread.state)) soon();
    put({ ...known, site, person, version: thread.version, state: thread.state, last, unread });
  }

  function put(row: StaffRow): void {
    const others = (rows.peek() ?? []).filter((one) => one.conversation !== row.conversation);
    const all = fits(row.state, row.site) ? [...others, row] : others;
    rows.value = all.sort((a, b) => b.state.lastAt - a.state.lastAt || (a.conversation < b.conversation ? 1 : -1));
  }

  function fits(state: StaffState, of: string): boolean {
    if (site.peek() !== null && site.peek() !== of) return false;
    if (team.peek() !== null && team.peek() !== state.team) return false;
    const chosen = view.peek();
    switch (chosen) {
      case 'open':
        return state.status !== 'closed';
      case 'mine':
        return state.status !== 'closed' && state.assignee?.id === o.me();
      case 'unassigned':
        return state.status !== 'closed' && state.assignee === null;
      case 'closed':
        return state.status === 'closed';
      default:
        return chosen satisfies never;
    }
  }
}

function sameDesk(a: StaffState, b: StaffState): boolean {
  return a.status === b.status && a.assignee?.id === b.assignee?.id && a.team === b.team;
}
