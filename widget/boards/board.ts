import { type ReadonlySignal, signal } from '@preact/signals';
import { type Reply, request } from '../../client/http.ts';
import { newId } from '../../client/storage.ts';
import type { Alike, Browsed, Card, Order, ReadCard, Status } from '../../protocol/boards.ts';
import type { Chat } from '../conversations/chat.ts';
import type { Errand } from '../errands.ts';
import { openSession, storedIn } from '../session.ts';
import { boards } from '../words/en/boards.ts';
import { wordsOf } from '../words/speech.ts';

const WORDS_CHARACTERS = 200;

/** What of the board is looked at. */
export type Asked = { words: string; status: Status | null; order: Order };
/** `closed`: there is no board. `unknown`: it is not for somebody of whom nobody knows who they are. */
type State = 'loading' | 'there' | 'failed' | 'closed' | 'unknown';
type Giving = Extract<Errand, { name: 'boards:give' }>['payload'];

export type Board = {
  asked: ReadonlySignal<Asked>;
  ideas: ReadonlySignal<readonly Card[]>;
  more: ReadonlySignal<boolean>;
  state: ReadonlySignal<State>;
  /** Whether the votes of whoever is here are counted, as far as is known. */
  counts: ReadonlySignal<boolean>;
  /** Looks from the beginning, at something else or anew. */
  look(change?: Partial<Asked>): Promise<void>;
  /** What is shown stays in its place and is as it is now. */
  refresh(): Promise<void>;
  showMore(): Promise<void>;
  /** Null: it is not there. Undefined: nothing came back. */
  read(idea: string): Promise<Card | null | undefined>;
  alike(words: string): Promise<readonly Card[] | undefined>;
  /** What somebody has tapped shows at once, and is kept until the server has it. */
  vote(idea: string, on: boolean): void;
  voteOf(card: Card): { on: boolean; votes: number };
  /** Whether somebody has voted here since the page is open. */
  hasVoted(): boolean;
  /** Keeps an idea until the server has it. Gives back its id. */
  give(said: { title: string; body: string }): string;
  /** One that is on its way. */
  given(idea: string): Giving | undefined;
};

const opened = new WeakMap<Chat, Board>();

/** What people wish for, as whoever is here sees it. */
export function boardOf(chat: Chat): Board {
  const board = opened.get(chat) ?? openBoard(chat);
  opened.set(chat, board);
  return board;
}

export const boardWords = (): typeof boards => wordsOf('boards', boards);

function openBoard(chat: Chat): Board {
  const { errands } = chat;
  const asked = signal<Asked>({ words: '', status: null, order: 'votes' });
  const ideas = signal<readonly Card[]>([]);
  const more = signal(false);
  const state = signal<State>('loading');
  const counts = signal(false);
  /** What was tapped and is not known to be in what the server has told since. */
  const wanted = signal<ReadonlyMap<string, boolean>>(new Map());
  let hasVoted = false;
  /** There may be an idea that the list does not know of. */
  let hasGiven = false;
  let looks = 0;

  return {
    ...{ asked, ideas, more, state, counts, look, refresh, showMore, read, alike, vote, voteOf, give, given },
    hasVoted: () => hasVoted,
  };

  function look(change: Partial<Asked> = {}): Promise<void> {
    asked.value = { ...asked.value, ...change };
    const gives = errands.left.value.some(({ name }) => name === 'boards:give');
    return take(0, (found) => {
      if (!gives) hasGiven = false;
      return found;
    });
  }

  function refresh(): Promise<void> {
    if (ideas.value.length === 0 || hasGiven) return look();
    return take(0, (found) => ideas.value.map((known) => found.find(({ id }) => id === known.id) ?? known));
  }

  function showMore(): Promise<void> {
    const known = ideas.value;
    return take(known.length, (found) => [...known, ...found.filter((one) => !known.some(({ id }) => id === one.id))]);
  }

  async function take(skip: number, place: (found: readonly Card[]) => readonly Card[]): Promise<void> {
    const look = ++looks;
    const { words, ...how } = asked.value;
    state.value = 'loading';
    const underWay = votesUnderWay();
    const answer = await ask<Browsed>('browse', { ...how, words: words.trim(), skip });
    // Something else is looked at by now.
    if (look !== looks) return;
    if (answer?.ok) {
      settle(underWay);
      ideas.value = place(answer.ideas);
      if (skip > 0 || ideas.value.length <= answer.ideas.length) more.value = answer.more;
      counts.value = answer.counts;
      state.value = 'there';
    } else state.value = whyOf(answer);
  }

  async function read(idea: string): Promise<Card | null | undefined> {
    const underWay = votesUnderWay();
    const answer = await ask<ReadCard>('read', { idea });
    if (!answer?.ok) return answer?.problem.code === 'not_found' ? null : undefined;
    settle(underWay, idea);
    counts.value = answer.counts;
    ideas.value = ideas.value.map((known) => (known.id === answer.idea.id ? answer.idea : known));
    return answer.idea;
  }

  async function alike(words: string): Promise<readonly Card[] | undefined> {
    const answer = await ask<Alike>('alike', { words: [...words].slice(0, WORDS_CHARACTERS).join('') });
    return answer?.ok ? answer.ideas : undefined;
  }

  /** Whoever wished for something hears on the next pages what becomes of it. */
  function wish(): void {
    chat.kept.set('gave', `${Date.now()}`);
    chat.kept.set('here', '1');
  }

  function vote(idea: string, on: boolean): void {
    hasVoted = true;
    wish();
    wanted.value = new Map([...wanted.value, [idea, on]]);
    errands.run('boards:vote', { idea, on });
  }

  function voteOf({ id, voted, votes }: Card): { on: boolean; votes: number } {
    const { refused } = errands;
    const left = errands.left.value.find((one) => one.name === 'boards:vote' && one.payload.idea === id);
    const isRefused = refused.value?.name === 'boards:vote' && refused.value.payload.idea === id;
    const kept = left?.name === 'boards:vote' ? left.payload.on : undefined;
    const on = kept ?? (isRefused ? voted : (wanted.value.get(id) ?? voted));
    return { on, votes: counts.value ? Math.max(0, votes + Number(on) - Number(voted)) : votes };
  }

  function give(said: { title: string; body: string }): string {
    const idea = newId(Date.now());
    hasGiven = true;
    wish();
    errands.run('boards:give', { idea, ...said });
    return idea;
  }

  function given(idea: string): Giving | undefined {
    const left = errands.left.value.find((one) => one.name === 'boards:give' && one.payload.idea === idea);
    return left?.payload as Giving | undefined;
  }

  function votesUnderWay(): readonly string[] {
    return errands.left.value.flatMap((one) => (one.name === 'boards:vote' ? one.payload.idea : []));
  }

  /** What was there before the server was asked is in its answer. */
  function settle(underWay: readonly string[], idea?: string): void {
    const waits = [...underWay, ...votesUnderWay()];
    wanted.value = new Map(
      [...wanted.value].filter(([one]) => waits.includes(one) || (idea !== undefined && idea !== one)),
    );
  }

  async function ask<A extends object>(
    verb: string,
    payload: object,
  ): Promise<({ ok: true } & A) | Refusal | undefined> {
    const path = `api/visitor/boards/${verb}`;
    const said = { site: chat.settings.key, ...payload };
    const token = tokenOf(chat);
    const answer = await request(chat.base, path, said, token);
    if (!token || answer?.ok !== false || !/^token_/.test(answer.problem.code)) return answer as never;
    await openSession({ base: chat.base, site: chat.settings.key, storage: chat.kept }).renew();
    return (await request(chat.base, path, said, tokenOf(chat))) as never;
  }
}

type Refusal = Extract<Reply, { ok: false }>;

function whyOf(answer: Refusal | undefined): State {
  const code = answer?.problem.code;
  return code === 'not_found' ? 'closed' : code === 'identity_missing' ? 'unknown' : 'failed';
}

function tokenOf({ kept, isHidden }: Chat): string | null {
  return isHidden() ? null : (storedIn(kept)?.token ?? null);
}
