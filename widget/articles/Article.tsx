import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Blocks } from '../../client/articles/Blocks.tsx';
import blocksCss from '../../client/articles/blocks.css?inline';
import type { Block, Inline, Article as Text } from '../../protocol/articles.ts';
import { Room } from '../panel/Room.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { useSheet } from '../sheet.ts';
import { Status } from '../ui.tsx';
import { isRtl } from '../words/sentence.ts';
import { speech } from '../words/speech.ts';
import ownCss from './articles.css?inline';
import { Helped } from './Helped.tsx';
import { articleWords, read } from './help.ts';
import { comeBack, leave } from './left.ts';
import { trailOf } from './trail.ts';

const css = blocksCss + ownCss;
/** An outline is of use from so many headings on. */
const OUTLINED_FROM = 3;

/** One article, to be read, and the way to ask where it was no answer. */
export default function Article({ chat, spaces, what = '' }: RoomProps) {
  const words = articleWords();
  const root = useSheet(css);
  const [article, setArticle] = useState<Text | null | 'failed' | undefined>();
  const { language } = speech.value;
  const load = () => {
    setArticle(undefined);
    void read(chat, what).then((answer) => {
      setArticle(answer === undefined ? 'failed' : answer);
      if (answer) trailOf(chat).read({ article: answer.id, language: answer.language });
    });
  };
  useEffect(load, [what, language]);
  const isRead = article !== undefined;
  useLayoutEffect(() => {
    if (isRead) comeBack(`article ${what}`, root.current);
  }, [isRead, what]);

  return (
    <Room>
      <div class="reading" ref={root}>
        {article === undefined && <Status>{words.loading}</Status>}
        {article === null && <p>{words.gone}</p>}
        {article === 'failed' && (
          <Status>
            {words.failed}{' '}
            <button type="button" class="link" onClick={load}>
              {words.tryAgain}
            </button>
          </Status>
        )}
        {article && article !== 'failed' && (
          <>
            <h3 class="name" dir="auto">
              {article.title}
            </h3>
            <Outline blocks={article.tree} />
            <div class="article" lang={article.language} dir={isRtl(article.language) ? 'rtl' : 'ltr'}>
              <Blocks
                blocks={article.tree}
                film={words.film}
                pictureAt={(from) => chat.base + from.slice(1)}
                onArticle={(slug) => {
                  leave(`article ${what}`, root.current);
                  spaces.go({ at: 'article', what: slug });
                }}
              />
            </div>
            <Helped key={`${article.id} ${article.language}`} {...{ chat, article }} />
          </>
        )}
        {article !== undefined && (
          <div class="nothing">
            <p>{words.more}</p>
            <button type="button" class="primary" onClick={() => spaces.go({ at: 'conversation' })}>
              {words.ask}
            </button>
            {article && <p class="fine">{words.seen}</p>}
          </div>
        )}
      </div>
    </Room>
  );
}

function Outline({ blocks }: { blocks: readonly Block[] }) {
  const headings = blocks.filter((block) => block.is === 'heading');
  if (headings.length < OUTLINED_FROM) return null;
  const go = (from: Element, anchor: string) => {
    const headings = [...(from.closest('.reading')?.querySelectorAll<HTMLElement>('[data-anchor]') ?? [])];
    const heading = headings.find(({ dataset }) => dataset.anchor === anchor);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
  };
  return (
    <nav aria-label={articleWords().contents} class="contents">
      <ul>
        {headings.map(({ anchor, level, parts }) => (
          <li key={anchor} class={level > 2 ? 'deeper' : undefined}>
            <button type="button" class="link" dir="auto" onClick={(event) => go(event.currentTarget, anchor)}>
              {wordsOf(parts)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function wordsOf(parts: readonly Inline[]): string {
  return parts.map((part) => ('parts' in part ? wordsOf(part.parts) : 'text' in part ? part.text : ' ')).join('');
}
