import type { Chat } from '../conversations/chat.ts';
import { hours } from '../words/en/hours.ts';
import { wordsOf } from '../words/speech.ts';
import { Faces } from './Faces.tsx';
import { saidOf, useHere } from './here.ts';

/** Beside the name over a conversation: the faces of who is there now. */
export default function InHead({ chat }: { chat: Chat }) {
  const here = useHere(chat);
  if (here.length === 0) return null;
  const said = saidOf(here, wordsOf('hours', hours));
  return (
    <span role="img" aria-label={said} title={said}>
      <Faces here={here} base={chat.base} />
    </span>
  );
}
