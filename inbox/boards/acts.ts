import type { Desk } from '../desk.ts';
import { toast, toastProblem } from '../kit/toasts.tsx';
import { words } from '../words/en.ts';

const text = words.boards;

export async function letIn(desk: Desk, idea: string): Promise<void> {
  const answer = await desk.ask('boards:let-in', { idea });
  if (answer.ok) toast(text.letInDone);
  else toastProblem(answer.problem);
}

/** Takes an idea away, with a way back. Whether it is gone. */
export async function remove(desk: Desk, idea: string): Promise<boolean> {
  const answer = await desk.ask('boards:remove', { idea });
  if (answer.ok) toast(text.removed, { label: text.undo, act: () => void desk.ask('boards:bring-back', { idea }) });
  else toastProblem(answer.problem);
  return answer.ok;
}
