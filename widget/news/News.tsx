import { useEffect, useState } from 'preact/hooks';
import type { News as Untold } from '../../protocol/news.ts';
import { boardWords } from '../boards/board.ts';
import type { Chat } from '../conversations/chat.ts';
import type { Space, Spaces } from '../panel/spaces.ts';
import { useSheet } from '../sheet.ts';
import { IconButton } from '../ui.tsx';
import { news as english } from '../words/en/news.ts';
import { speech, wordsOf } from '../words/speech.ts';
import css from './news.css?inline';

const AT_MOST = 4;

/** Something that came of what the visitor wished for or asked. */
type Item = { id: string; at: number; title: string; pill?: string; word: string; where: Space };

/** What came of what the visitor wished for and asked: told once, wherever they are in the panel, until they go on. */
export default function News({ chat, spaces, onDone }: { chat: Chat; spaces: Spaces; onDone: () => void }) {
  const words = wordsOf('news', english);
  const root = useSheet<HTMLElement>(css);
  const [items, keep] = useState<readonly Item[]>([]);
  const isWaiting = chat.news.value > 0;
  useEffect(() => {
    let isOver = false;
    /** Told to a page that nobody looks at, it would not be told at all. */
    const look = async () => {
      if (!isWaiting || document.hidden) return;
      const answer = await chat.ask('news:list', { language: speech.peek().language });
      if (isOver || !answer?.ok) return;
      const untold = itemsOf(answer, words);
      keep((known) => [...untold, ...known.filter(({ id }) => !untold.some((one) => one.id === id))]);
      const saw = untold[0] ? await chat.ask('news:saw', { at: untold[0].at }) : answer;
      if (saw?.ok) chat.news.value = 0;
    };
    void look();
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, [chat, isWaiting]);
  // Whoever has it before them reads it there.
  const told = items.filter(({ where }) => spaces.space.value.what !== where.what);
  if (told.length === 0) return null;
  return (
    <aside class="news" ref={root} aria-label={words.title}>
      <div class="top">
        <span role="status">{words.title}</span>
        <IconButton icon="close" label={words.hide} onClick={onDone} />
      </div>
      <ul>
        {told.slice(0, AT_MOST).map(({ id, title, pill, word, where }) => (
          <li key={id}>
            {spaces.has(where.at === 'article' ? 'help' : where.at) ? (
              <button
                type="button"
                class="link"
                onClick={() => {
                  onDone();
                  spaces.go(where);
                }}
              >
                <bdi>{title}</bdi>
              </button>
            ) : (
              <bdi>{title}</bdi>
            )}
            {pill && <span class="status-of">{pill}</span>}
            {word && <p dir="auto">{word}</p>}
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** Newest first. */
function itemsOf({ ideas, articles }: Untold, words: typeof english): Item[] {
  const { statuses } = boardWords();
  return [
    ...ideas.map(({ status, ...idea }) => ({
      ...{ ...idea, pill: statuses[status], where: { at: 'ideas' as const, what: idea.id } },
    })),
    ...articles.map(({ slug, ...article }) => ({
      ...{ ...article, word: words.written, where: { at: 'article' as const, what: slug } },
    })),
  ].sort((a, b) => b.at - a.at);
}
