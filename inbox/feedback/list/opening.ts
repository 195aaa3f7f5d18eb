import type { FeedbackRow } from '../../../protocol/feedback.ts';
import { words } from '../../words/en.ts';

/** The first words of it, or what it is where there are none. */
export function openingOf({ title, opening, score, files }: FeedbackRow): string {
  const said = title || opening;
  if (score !== null) return [words.people.rating.score(score), said].filter(Boolean).join(': ');
  if (said) return said;
  return files > 0 ? words.feedback.pictureAlone : words.feedback.tapAlone;
}
