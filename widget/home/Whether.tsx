import type { Chat } from '../conversations/chat.ts';
import { backWhen } from '../hours/when.ts';
import { hours } from '../words/en/hours.ts';
import { wordsOf } from '../words/speech.ts';
import { Faces } from './Faces.tsx';
import { saidOf, useHere } from './here.ts';

/** Who is there now, by face and name; when somebody is back while it is closed; and where nobody is although it is open, that. */
export function Whether({ chat }: { chat: Chat }) {
  const words = wordsOf('hours', hours);
  const here = useHere(chat);
  const welcome = chat.welcome.value;
  const isClosed = welcome?.opening?.open === false;
  // Its place is there before anything is known: nothing below it moves.
  return (
    <p class="whether">
      {here.length > 0 ? (
        <>
          <Faces here={here} base={chat.base} />
          <span>{saidOf(here, words)}</span>
        </>
      ) : (
        welcome && (
          <>
            <span class="lamp" aria-hidden="true" />
            <span>{isClosed && welcome.opening ? backWhen(welcome.opening, Date.now(), words) : words.nobody}</span>
          </>
        )
      )}
    </p>
  );
}
