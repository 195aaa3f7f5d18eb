import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Face, Reaction, StaffChange, StaffMessage, StaffState } from '../../../protocol/conversations.ts';
import type { Refused } from '../../../protocol/problem.ts';
import type { Ask } from '../../connection.ts';
import { toast, toastProblem } from '../../kit/toasts.tsx';
import { words } from '../../words/en.ts';

/** What staff do to a conversation besides writing. It shows at once and is settled by the server's answer. */
export type Acts = {
  /** What was done here and is not confirmed yet, over the state that is known. */
  pending: ReadonlySignal<ReadonlyMap<string, Partial<StaffState>>>;
  /** The same of messages, by id. */
  changes: ReadonlySignal<ReadonlyMap<string, Partial<StaffMessage>>>;
  assign(conversation: string, to: Face | null): void;
  /** To a team, beside whoever has it; null: to none. */
  assignTeam(conversation: string, team: string | null): void;
  /** False: it is open as before. */
  close(conversation: string): Promise<boolean>;
  reopen(conversation: string): void;
  /** False: it could not be kept. */
  edit(message: StaffMessage, body: string): Promise<boolean>;
  takeBack(message: StaffMessage): void;
  react(message: StaffMessage, emoji: string, on: boolean): void;
};

type Done = { ok: true; change: StaffChange | null } | Refused;

export function openActs(o: {
  ask: Ask;
  me(): Face;
  take(change: StaffChange): void;
  /** What the person of a conversation is called. */
  who(conversation: string): string;
}): Acts {
  const { ask } = o;
  const pending = signal<ReadonlyMap<string, Partial<StaffState>>>(new Map());
  const changes = signal<ReadonlyMap<string, Partial<StaffMessage>>>(new Map());

  return { pending, changes, assign, assignTeam, close, reopen, edit, takeBack, react };

  function assign(conversation: string, to: Face | null): void {
    void act(conversation, { assignee: to }, () => ask('conversations:assign', { conversation, to: to?.id ?? null }));
  }

  function assignTeam(conversation: string, team: string | null): void {
    void act(conversation, { team: team ?? undefined }, () => ask('conversations:assign-team', { conversation, team }));
  }

  async function close(conversation: string): Promise<boolean> {
    const how = () => ask('conversations:close', { conversation });
    const done = await act(conversation, { status: 'closed', waitingSince: null }, how);
    if (done) {
      const act = () => reopen(conversation);
      toast(words.conversations.closed(o.who(conversation)), { label: words.conversations.undo, act, byKey: true });
    }
    return done;
  }

  function reopen(conversation: string): void {
    void act(conversation, { status: 'open' }, () => ask('conversations:reopen', { conversation }));
  }

  function edit({ id }: StaffMessage, body: string): Promise<boolean> {
    return over(changes, id, { body, editedAt: Date.now() }, () => ask('conversations:edit', { id, body }));
  }

  function takeBack({ id }: StaffMessage): void {
    const gone = { body: null, files: undefined, reactions: undefined, takenBackAt: Date.now() };
    void over(changes, id, gone, () => ask('conversations:take-back', { id }));
  }

  function react(message: StaffMessage, emoji: string, on: boolean): void {
    const { id } = message;
    const me = o.me();
    const others = (message.reactions ?? []).filter((one) => one.emoji !== emoji || !isBy(one, me));
    const reactions = on ? [...others, { emoji, by: { id: me.id, name: me.name } }] : others;
    void over(changes, id, { reactions }, async () => {
      const answer = await ask('conversations:react', { id, emoji, on });
      if (answer.ok || answer.problem.code !== 'bad_input') return answer;
      return { ok: false, problem: { ...answer.problem, title: words.conversations.enoughReactions } };
    });
  }

  function act(conversation: string, state: Partial<StaffState>, how: () => Promise<Done>): Promise<boolean> {
    return over(pending, conversation, state, how);
  }

  /** Shows what was done at once, over what is known, until the server has answered. */
  async function over<T extends object>(
    shown: Signal<ReadonlyMap<string, T>>,
    id: string,
    change: T,
    how: () => Promise<Done>,
  ): Promise<boolean> {
    const mine = { ...shown.peek().get(id), ...change } as T;
    shown.value = new Map(shown.peek()).set(id, mine);
    const done = settle(await how());
    if (shown.peek().get(id) === mine) {
      const left = new Map(shown.peek());
      left.delete(id);
      shown.value = left;
    }
    return done;
  }

  function settle(answer: Done): boolean {
    if (!answer.ok) toastProblem(answer.problem);
    else if (answer.change) o.take(answer.change);
    return answer.ok;
  }
}

function isBy({ by }: Reaction, { id }: Face): boolean {
  return by !== 'visitor' && by.id === id;
}
