import { speech, type Words } from '../words/speech.ts';

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** A day as people say it. */
export function dayOf(at: number, words: Words): string {
  if (sameDay(at, Date.now())) return words.today;
  if (sameDay(at, Date.now() - 86_400_000)) return words.yesterday;
  return new Date(at).toLocaleDateString(speech.value.locale, { weekday: 'long', day: 'numeric', month: 'long' });
}
