import type { FeedbackStatus } from '../../protocol/feedback.ts';
import { toast } from '../kit/toasts.tsx';
import { words } from '../words/en.ts';
import type { Given } from './given.ts';

const text = words.feedback;

/** Says how the open one stands now. It can be undone for a while: one press is easily a slip. */
export async function stand(given: Given, status: FeedbackStatus): Promise<void> {
  const one = given.one.peek();
  if (!one) return;
  const before = given.pending.peek().get(one.id)?.status ?? one.status;
  if (status === before || !(await given.make(one.id, { status }))) return;
  const act = () => void given.make(one.id, { status: before });
  toast(text.marked(text.views[status]), { label: words.conversations.undo, act, byKey: true });
}
