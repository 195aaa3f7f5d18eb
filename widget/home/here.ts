import { useEffect } from 'preact/hooks';
import { isUp } from '../../client/standing.ts';
import type { Present } from '../../protocol/staff.ts';
import type { Chat } from '../conversations/chat.ts';
import type { hours } from '../words/en/hours.ts';
import { isRtl } from '../words/sentence.ts';
import { fill, speech } from '../words/speech.ts';

/** What is told over the line comes at once. Whoever has none, or lost something on it, is right again by then. */
const LOOKS_EVERY_MS = 60_000;
const NOBODY: readonly Present[] = [];

/** Who is there now; asked for, and kept right, as long as somebody looks at it. */
export function useHere(chat: Chat): readonly Present[] {
  const hasLine = isUp(chat.line.value);
  useEffect(() => {
    const look = () => {
      if (document.hidden) return;
      if (!hasLine) chat.greet(LOOKS_EVERY_MS);
      else void chat.ask('staff:watch', {}).then((answer) => answer?.ok && chat.gathered(answer));
    };
    look();
    const timer = setInterval(look, LOOKS_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [chat, hasLine]);
  const welcome = chat.welcome.value;
  // Who told of it may not know yet that it has closed.
  return (welcome?.opening?.open !== false && welcome?.here) || NOBODY;
}

/** The names in a sentence. */
export function saidOf(here: readonly Present[], words: typeof hours): string {
  const { locale } = speech.value;
  // Each name in its own direction, so that the list keeps the language's.
  const names = here.map(({ name }) => (isRtl(locale) ? `\u2068${name}\u2069` : name));
  return fill(words.here, { names: new Intl.ListFormat(locale).format(names), count: names.length });
}
