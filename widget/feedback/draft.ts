import type { Staged } from '../../client/files/desk.ts';
import { toJson } from '../../client/storage.ts';
import type { FeedbackKind } from '../../protocol/feedback.ts';
import type { Chat } from '../conversations/chat.ts';

/** What is typed for a kind of feedback and not sent. */
export type Draft = { title: string; body: string; pictures: readonly Staged[] };

const EMPTY: Draft = { title: '', body: '', pictures: [] };

/** As this browser keeps it over a reload, unless it is of somebody who is hidden. */
export function draftOf({ kept, isHidden }: Chat, kind: FeedbackKind): Draft {
  try {
    const draft = JSON.parse((!isHidden() && kept.get(`giving:${kind}`)) || '{}') as Partial<Draft>;
    return { ...EMPTY, ...draft };
  } catch {
    return EMPTY;
  }
}

export function keepDraft({ kept }: Chat, kind: FeedbackKind, draft: Draft): void {
  const { title, body, pictures } = draft;
  if (title || body || pictures.length > 0) kept.set(`giving:${kind}`, toJson(draft));
  else kept.remove(`giving:${kind}`);
}
