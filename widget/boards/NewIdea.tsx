import { useEffect, useRef, useState } from 'preact/hooks';
import type { Card } from '../../protocol/boards.ts';
import { draftOf, keepDraft } from '../feedback/draft.ts';
import feedbackCss from '../feedback/feedback.css?inline';
import { Long, MOST_CHARACTERS, Send } from '../feedback/form.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { useSheet } from '../sheet.ts';
import { giving } from '../words/en/giving.ts';
import { fill, wordsOf } from '../words/speech.ts';
import { boardOf, boardWords } from './board.ts';
import { Vote } from './Vote.tsx';

const TITLE_CHARACTERS = 120;
/** Nobody is interrupted while they type. */
const PAUSE_MS = 400;
const LETTERS_AT_LEAST = 4;

/** Suggests an idea. What is like it shows while one writes: to vote for instead. */
export function NewIdea({ chat, spaces, words: talk }: RoomProps) {
  const words = wordsOf('giving', giving);
  const root = useSheet<HTMLFormElement>(feedbackCss);
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(() => draftOf(chat, 'idea'));
  const [isNeeded, setNeeded] = useState(false);
  // The panel looks for a place to write, and would take the second one.
  useEffect(() => field.current?.focus(), []);
  const change = (part: Partial<typeof draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(chat, 'idea', next);
    setNeeded(false);
  };
  const send = () => {
    const title = draft.title.trim();
    if (!title) {
      field.current?.focus();
      return setNeeded(true);
    }
    if (draft.body.trim().length > MOST_CHARACTERS || title.length > TITLE_CHARACTERS) return;
    const idea = boardOf(chat).give({ title, body: draft.body.trim() });
    keepDraft(chat, 'idea', { title: '', body: '', pictures: [] });
    // The way back leads to all ideas, not to an empty form.
    spaces.back();
    spaces.go({ at: 'ideas', what: idea });
  };
  return (
    <form
      class="telling"
      noValidate
      ref={root}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label for="foyer-wish">{words.idea}</label>
      <input
        class="field"
        id="foyer-wish"
        ref={field}
        dir={draft.title ? 'auto' : undefined}
        maxLength={TITLE_CHARACTERS}
        value={draft.title}
        aria-invalid={isNeeded || undefined}
        aria-describedby={isNeeded ? 'foyer-needed' : undefined}
        onInput={(event) => change({ title: event.currentTarget.value })}
      />
      <Alike {...{ chat, spaces }} typed={draft.title.trim()} />
      <Long label={words.why} value={draft.body} talk={talk} onInput={(body) => change({ body })} rows={5} />
      <Send isNeeded={isNeeded} />
    </form>
  );
}

/** What was found stays until something else is. */
function Alike({ chat, spaces, typed }: Pick<RoomProps, 'chat' | 'spaces'> & { typed: string }) {
  const words = boardWords();
  const [cards, setCards] = useState<readonly Card[]>([]);
  useEffect(() => {
    if (typed.length < LETTERS_AT_LEAST) return setCards([]);
    let isOver = false;
    const timer = setTimeout(
      () =>
        void boardOf(chat)
          .alike(typed)
          .then((found) => !isOver && found && setCards(found)),
      PAUSE_MS,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [typed]);
  return (
    <aside class={cards.length > 0 ? 'alike' : 'hidden'} aria-label={words.alike}>
      <p class="hidden" role="status">
        {cards.length > 0 && fill(words.found, { count: cards.length })}
      </p>
      {cards.length > 0 && (
        <>
          <p>{words.alike}</p>
          <ul class="ideas">
            {cards.map((card) => (
              <li key={card.id}>
                <Vote {...{ chat, card }} />
                <button type="button" class="idea" onClick={() => spaces.go({ at: 'ideas', what: card.id })}>
                  <b dir="auto">{card.title}</b>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
