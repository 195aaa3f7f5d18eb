import { useEffect, useState } from 'preact/hooks';
import type { Card } from '../../protocol/articles.ts';
import type { RoomProps } from '../panel/rooms.ts';
import { useSheet } from '../sheet.ts';
import { IconButton } from '../ui.tsx';
import { fill, speech } from '../words/speech.ts';
import { articleWords, suggest } from './help.ts';
import css from './suggest.css?inline';
import { trailOf } from './trail.ts';

/** Nobody is interrupted while they type. */
const PAUSE_MS = 600;
const LETTERS_AT_LEAST = 4;

/** What the visitor wants to see no more of, as long as the page is open. */
let isUnwanted = false;

/**
 * While the first message is written: what may answer it already. It takes its place from the thread, never from where one writes, and what
 * was found stays until something else is.
 */
export default function Suggest({ chat, spaces }: Pick<RoomProps, 'chat' | 'spaces'>) {
  const words = articleWords();
  const root = useSheet<HTMLElement>(css);
  const [cards, setCards] = useState<Card[]>([]);
  const [isOff, setOff] = useState(isUnwanted);
  const { language } = speech.value;
  const typed = chat.draft.value.trim();
  // What was read before goes along with what is written now.
  trailOf(chat);

  useEffect(() => {
    if (isOff || typed.length < LETTERS_AT_LEAST) return setCards([]);
    let isOver = false;
    const timer = setTimeout(
      () => void suggest(chat, { words: typed }).then((answer) => !isOver && answer && setCards(answer.articles)),
      PAUSE_MS,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [typed, language, isOff]);

  const shown = isOff ? [] : cards;
  return (
    <aside ref={root} class={shown.length > 0 ? 'suggest' : 'hidden'} aria-label={words.mayHelp}>
      <p class="hidden" role="status">
        {shown.length > 0 && fill(words.found, { count: shown.length })}
      </p>
      {shown.length > 0 && (
        <>
          <div class="top">
            <span>{words.mayHelp}</span>
            <IconButton
              icon="close"
              label={words.hide}
              onClick={() => {
                isUnwanted = true;
                setOff(true);
                root.current?.closest('.panel')?.querySelector<HTMLElement>('.composer textarea')?.focus();
              }}
            />
          </div>
          <ul>
            {shown.map(({ id, title }) => (
              <li key={id}>
                <button type="button" class="link" onClick={() => spaces.go({ at: 'article', what: id })}>
                  <bdi>{title}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
