import { useEffect, useState } from 'preact/hooks';
import type { Outline, Said } from '../../protocol/articles.ts';
import type { Desk } from '../desk.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';
import { languageName } from './catalog.ts';

const text = words.articles.readers;

/** How many an article helped, and what they missed in it. */
export function ReadersSay({ desk, article }: { desk: Desk; article: Outline }) {
  const [said, setSaid] = useState<Said[]>([]);
  const { yes, no } = article.helped;
  useEffect(() => {
    let isOver = false;
    void desk.ask('articles:helped', { article: article.id }).then((answer) => {
      if (!isOver && answer.ok) setSaid(answer.words);
    });
    return () => {
      isOver = true;
    };
  }, [desk, article.id, yes, no, desk.edited.value]);
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <p class="soft">{yes + no === 0 ? text.nobody : text.helped(yes, yes + no)}</p>
      {said.length > 0 && (
        <ul class="versions">
          {said.map(({ id, language, helped, word, at }) => (
            <li key={id}>
              <q dir="auto">{word}</q>
              <span class="soft small">
                {helped ? text.yes : text.no} · {languageName(language)} · <bdi>{shortly(at, now.value)}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
