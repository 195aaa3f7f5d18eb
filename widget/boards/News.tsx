import { useEffect, useState } from 'preact/hooks';
import type { Became } from '../../protocol/boards.ts';
import type { Chat } from '../conversations/chat.ts';
import type { Spaces } from '../panel/spaces.ts';
import { useSheet } from '../sheet.ts';
import { IconButton } from '../ui.tsx';
import { fill } from '../words/speech.ts';
import { boardWords } from './board.ts';
import css from './news.css?inline';

const ALL_IN_ONE = 3;

/** What became of the ideas that the visitor voted for: told once, wherever they are in the panel, until they go on. */
export default function News({ chat, spaces, onDone }: { chat: Chat; spaces: Spaces; onDone: () => void }) {
  const words = boardWords();
  const root = useSheet<HTMLElement>(css);
  const [ideas, keep] = useState<readonly Became[]>([]);
  const isWaiting = chat.news.value > 0;
  useEffect(() => {
    let isOver = false;
    /** Told to a page that nobody looks at, it would not be told at all. */
    const look = async () => {
      if (!isWaiting || document.hidden) return;
      const answer = await chat.ask('boards:news', {});
      const newest = answer?.ok ? answer.ideas[0] : undefined;
      if (isOver || !answer?.ok) return;
      if (!newest) {
        chat.news.value = 0;
        return;
      }
      keep((known) => [...answer.ideas, ...known.filter(({ id }) => !answer.ideas.some((one) => one.id === id))]);
      const saw = await chat.ask('boards:saw', { at: newest.at });
      if (saw?.ok) chat.news.value = 0;
    };
    void look();
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, [chat, isWaiting]);
  // Whoever has an idea before them reads it there.
  const told = ideas.filter(({ id }) => spaces.space.value.what !== id);
  if (told.length === 0) return null;
  const title = fill(words.news, { count: told.length });
  return (
    <aside class="news" ref={root} aria-label={title}>
      <div class="top">
        <span role="status">{title}</span>
        <IconButton icon="close" label={words.hide} onClick={onDone} />
      </div>
      <ul>
        {told.slice(0, ALL_IN_ONE).map(({ id, title, status, word }) => (
          <li key={id}>
            {spaces.has('ideas') ? (
              <button
                type="button"
                class="link"
                onClick={() => {
                  onDone();
                  spaces.go({ at: 'ideas', what: id });
                }}
              >
                <bdi>{title}</bdi>
              </button>
            ) : (
              <bdi>{title}</bdi>
            )}
            <span class="status-of">{words.statuses[status]}</span>
            {word && <p dir="auto">{word}</p>}
          </li>
        ))}
      </ul>
      {told.length > ALL_IN_ONE && spaces.has('ideas') && (
        <button
          type="button"
          class="link"
          onClick={() => {
            onDone();
            spaces.go({ at: 'ideas' });
          }}
        >
          {words.more}
        </button>
      )}
    </aside>
  );
}
