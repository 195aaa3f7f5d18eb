import { useEffect, useState } from 'preact/hooks';
import type { Tried } from '../../protocol/articles.ts';
import type { Desk } from '../desk.ts';
import { to } from '../router.ts';
import { words } from '../words/en.ts';
import './tried.css';

const text = words.articles.tried;

/** What the visitor searched for and read before they asked, and what was written because of it. */
export function TriedFact({ desk, conversation, look }: { desk: Desk; conversation: string; look: unknown }) {
  const { steps, written } = useTried(desk, conversation, look);
  return (
    <>
      {steps.length > 0 && (
        <section>
          <h3>{text.title}</h3>
          <ol class="tried">
            {steps.map((step, at) => (
              <li key={`${at} ${step.is}`}>
                {step.is === 'searched' ? (
                  <>
                    {text.searched} <q dir="auto">{step.words}</q>
                    {!step.found && <span class="soft small"> {text.foundNothing}</span>}
                  </>
                ) : (
                  <>
                    {text.read}{' '}
                    <a href={to('articles', step.article, step.language)} dir="auto">
                      {step.title}
                    </a>
                    {step.helped !== null && (
                      <span class="soft small"> {step.helped ? text.itHelped : text.itDidNot}</span>
                    )}
                  </>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      {written.length > 0 && (
        <section>
          <h3>{text.written}</h3>
          <ul class="tried">
            {written.map(({ article, language, title }) => (
              <li key={article}>
                <a href={to('articles', article, language)} dir="auto">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function useTried(desk: Desk, conversation: string, look: unknown): Tried {
  const [tried, setTried] = useState<Tried>({ steps: [], written: [] });
  const told = desk.tried.value;
  const isAbout = told?.conversation === conversation ? told : undefined;
  useEffect(() => {
    let isOver = false;
    void desk.ask('articles:tried', { conversation }).then((answer) => {
      if (!isOver && answer.ok) setTried(answer);
    });
    return () => {
      isOver = true;
    };
  }, [desk, conversation, look, isAbout]);
  return tried;
}
