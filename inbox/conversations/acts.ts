import { type ReadonlySignal, signal } from '@preact/signals';
import type { Face, StaffChange, StaffState } from '../../protocol/conversations.ts';
import type { Refused } from '../../protocol/problem.ts';
import type { Ask } from '../connection.ts';
import { toast, toastProblem } from '../toasts.tsx';
import { words } from '../words/en.ts';

/** What staff do to a conversation besides writing. It shows at once and is settled by the server's answer. */
export type Acts = {
  /** What was done here and is not confirmed yet, over the state that is known. */
  pending: ReadonlySignal<ReadonlyMap<string, Partial<StaffState>>>;
  assign(conversation: string, to: Face | null): void;
  close(conversation: string): void;
  reopen(conversation: string): void;
  edit(id: string, body: string): Promise<boolean>;
  takeBack(id: string): void;
};

type Done = { ok: true; change: StaffChange | null } | Refused;

export function openActs(o: { ask: Ask; take(change: StaffChange): void }): Acts {
  const { ask } = o;
  const pending = signal<ReadonlyMap<string, Partial<StaffState>>>(new Map());

  return { pending, assign, close, reopen, edit, takeBack };

  function assign(conversation: string, to: Face | null): void {
    void act(conversation, { assignee: to }, () => ask('conversations:assign', { conversation, to: to?.id ?? null }));
  }

  function close(conversation: string): void {
    void act(conversation, { status: 'closed', waitingSince: null }, () =>
      ask('conversations:close', { conversation }),
    ).then((done) => {
      if (done) toast(words.conversations.closed, { label: words.conversations.undo, act: () => reopen(conversation) });
    });
  }

  function reopen(conversation: string): void {
    void act(conversation, { status: 'open' }, () => ask('conversations:reopen', { conversation }));
  }

  async function edit(id: string, body: string): Promise<boolean> {
    return settle(await ask('conversations:edit', { id, body }));
  }

  function takeBack(id: string): void {
    void ask('conversations:take-back', { id }).then(settle);
  }

  async function act(conversation: string, state: Partial<StaffState>, how: () => Promise<Done>): Promise<boolean> {
    const mine = { ...pending.peek().get(conversation), ...state };
    pending.value = new Map(pending.peek()).set(conversation, mine);
    const done = settle(await how());
    if (pending.peek().get(conversation) === mine) {
      const left = new Map(pending.peek());
      left.delete(conversation);
      pending.value = left;
    }
    return done;
  }

  function settle(answer: Done): boolean {
    if (!answer.ok) toastProblem(answer.problem);
    else if (answer.change) o.take(answer.change);
    return answer.ok;
  }
}
