import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  Feedback,
  FeedbackKind,
  FeedbackList,
  FeedbackRow,
  FeedbackStatus,
  ListFeedback,
} from '../../protocol/feedback.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Ask } from '../connection.ts';
import { toastProblem } from '../kit/toasts.tsx';
import { words } from '../words/en.ts';

const LOOK_AGAIN_MS = 400;
const WORDS_AFTER_MS = 250;

/** Which of it is listed; null: all of it. */
export type Chosen = {
  status: FeedbackStatus | null;
  kind: FeedbackKind | null;
  /** Whose, or 'none'. */
  owner: string | null;
  tag: string | null;
  site: string | null;
  words: string;
};
export const EVERYTHING: Chosen = { status: null, kind: null, owner: null, tag: null, site: null, words: '' };
/** What staff make of it. */
export type Made = Partial<Pick<Feedback, 'status' | 'owner' | 'tags'>>;

/** What visitors gave, newest first, kept live while somebody looks, and the one that is open. */
export type Given = {
  chosen: ReadonlySignal<Chosen>;
  /** Undefined until the first page is here. */
  rows: ReadonlySignal<readonly FeedbackRow[] | undefined>;
  counts: ReadonlySignal<FeedbackList['counts'] | undefined>;
  tags: ReadonlySignal<readonly string[]>;
  more: ReadonlySignal<boolean>;
  problem: ReadonlySignal<Problem | null>;
  /** What was made of it here and is not confirmed yet, over what is known. */
  pending: ReadonlySignal<ReadonlyMap<string, Made>>;
  one: ReadonlySignal<Feedback | undefined>;
  oneProblem: ReadonlySignal<Problem | null>;
  choose(part: Partial<Chosen>): void;
  loadMore(): Promise<void>;
  open(id: string | null): void;
  /** Shows it at once; false: it was refused, and is as it was. */
  make(feedback: string, made: Made): Promise<boolean>;
  take(feedback: Feedback): void;
  /** Somebody looks at the list, until the answer is called. */
  watch(): () => void;
  /** Something may be another by now. */
  look(): void;
};

export function openGiven({ ask }: { ask: Ask }): Given {
  const chosen = signal(EVERYTHING);
  const rows: Signal<readonly FeedbackRow[] | undefined> = signal();
  const counts = signal<FeedbackList['counts'] | undefined>();
  const tags = signal<readonly string[]>([]);
  const more = signal(false);
  const problem = signal<Problem | null>(null);
  const pending = signal<ReadonlyMap<string, Made>>(new Map());
  const one = signal<Feedback | undefined>();
  const oneProblem = signal<Problem | null>(null);
  let wanted: string | null = null;
  let isWatched = false;
  let isLoadingMore = false;
  let next: string | null = null;
  let asked = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  return {
    ...{ chosen, rows, counts, tags, more, problem, pending, one, oneProblem },
    ...{ choose, loadMore, open, make, take, watch, look },
  };

  function choose(part: Partial<Chosen>): void {
    const isTyped = part.words !== undefined && part.words !== chosen.peek().words;
    batch(() => {
      chosen.value = { ...chosen.peek(), ...part };
      if (!isTyped) rows.value = undefined;
    });
    if (isTyped) soon(WORDS_AFTER_MS);
    else void load();
  }

  function watch(): () => void {
    isWatched = true;
    void load();
    return () => {
      isWatched = false;
      clearTimeout(later);
    };
  }

  function look(): void {
    if (isWatched) soon(LOOK_AGAIN_MS);
  }

  function soon(afterMs: number): void {
    clearTimeout(later);
    later = setTimeout(() => {
      void load();
      void loadOne();
    }, afterMs);
  }

  function page(after: string | null) {
    return ask('feedback:list', wishesOf(chosen.peek(), after));
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
      tags.value = answer.tags;
      const oldest = answer.rows.at(-1);
      const below = answer.next === null ? [] : (rows.peek() ?? []).filter((row) => oldest && isBelow(row, oldest));
      if (below.length === 0) next = answer.next;
      rows.value = [...answer.rows, ...below];
      more.value = next !== null;
    });
  }

  async function loadMore(): Promise<void> {
    if (next === null || isLoadingMore) return;
    isLoadingMore = true;
    const turn = asked;
    const answer = await page(next);
    isLoadingMore = false;
    if (turn !== asked) return;
    batch(() => {
      problem.value = answer.ok ? null : answer.problem;
      if (!answer.ok) return;
      next = answer.next;
      rows.value = [...(rows.peek() ?? []), ...answer.rows];
      more.value = next !== null;
    });
  }

  function open(id: string | null): void {
    if (wanted === id && one.peek()) return;
    wanted = id;
    one.value = undefined;
    oneProblem.value = null;
    void loadOne();
  }

  async function loadOne(): Promise<void> {
    const id = wanted;
    if (id === null) return;
    const answer = await ask('feedback:get', { feedback: id });
    if (id !== wanted) return;
    if (answer.ok) take(answer.feedback);
    else oneProblem.value = answer.problem;
  }

  async function make(feedback: string, made: Made): Promise<boolean> {
    const mine = { ...pending.peek().get(feedback), ...made };
    pending.value = new Map(pending.peek()).set(feedback, mine);
    const answer = await ask('feedback:change', { feedback, ...made });
    batch(() => {
      if (pending.peek().get(feedback) === mine) {
        const left = new Map(pending.peek());
        left.delete(feedback);
        pending.value = left;
      }
      if (answer.ok) take(answer.feedback);
    });
    if (!answer.ok) toastProblem(answer.problem, words.feedback.putBack);
    return answer.ok;
  }

  function take(feedback: Feedback): void {
    const { id, status, owner, tags, conversation } = feedback;
    batch(() => {
      if (id === wanted) {
        one.value = feedback;
        oneProblem.value = null;
      }
      rows.value = rows.peek()?.map((row) => (row.id === id ? { ...row, status, owner, tags, conversation } : row));
    });
    look();
  }
}

/** What is chosen as the server is asked for it, from a place in the list on. */
export function wishesOf({ words, ...rest }: Chosen, after: string | null): ListFeedback {
  const wishes = Object.entries({ ...rest, words: words.trim() || null, after }).filter(([, value]) => value !== null);
  return Object.fromEntries(wishes);
}

function isBelow(row: FeedbackRow, oldest: FeedbackRow): boolean {
  return row.at < oldest.at || (row.at === oldest.at && row.id < oldest.id);
}
