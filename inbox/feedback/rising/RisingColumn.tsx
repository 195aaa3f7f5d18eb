import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../../protocol/problem.ts';
import type { Rising, Trends } from '../../../protocol/trends.ts';
import type { Desk } from '../../desk.ts';
import { Blank, Button, Icon } from '../../kit/ui.tsx';
import { to } from '../../router.ts';
import { now } from '../../shell/clock.ts';
import { shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import { Back } from '../Back.tsx';
import './rising.css';

const text = words.trends;

/** What more people ask and tell of this week than before, on the site that is chosen in the list, with the sentences behind it. */
export function RisingColumn({ desk }: { desk: Desk }) {
  const { site } = desk.given.chosen.value;
  const { trends, problem, again } = useRising(desk, site);
  const isEmpty = trends?.words.length === 0 && trends.tags.length === 0;
  return (
    <section class="thread-column" aria-label={text.title} aria-busy={!trends && !problem}>
      <header>
        <Back />
        <div class="title">
          <h2 class="one-line">{text.title}</h2>
        </div>
      </header>
      {problem && (
        <Blank title={words.unreachable}>
          <p>{words.refusal(problem)}</p>
          <Button onClick={again}>{words.tryAgain}</Button>
        </Blank>
      )}
      {!trends && !problem && (
        <p class="given soft" role="status">
          {text.looking}
        </p>
      )}
      {isEmpty && (
        <Blank title={text.none}>
          <p>{text.noneMore}</p>
        </Blank>
      )}
      {trends && !isEmpty && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard
        <div class="given" tabIndex={0}>
          <p class="soft">{text.about}</p>
          <Part title={text.words} rising={trends.words} />
          <Part title={text.tags} rising={trends.tags} />
          <p class="small soft">{text.read(trends.read, trends.whole)}</p>
        </div>
      )}
    </section>
  );
}

function Part({ title, rising }: { title: string; rising: readonly Rising[] }) {
  if (rising.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ol class="rising">
        {rising.map((one) => (
          <li key={one.what}>
            <details>
              <summary>
                <strong dir="auto">{one.what}</strong> <span class="soft">{text.counts(one.people, one.before)}</span>
              </summary>
              <ul class="sayings" aria-label={text.sayings(one.what)}>
                {one.sayings.map((saying) => (
                  <li key={`${saying.id}${saying.text}`}>
                    <a href={to(saying.in === 'conversation' ? 'conversations' : 'feedback', saying.id)}>
                      <Icon name={saying.in === 'conversation' ? 'talk' : 'idea'} size={16} />
                      <span dir="auto">{saying.text}</span>
                    </a>{' '}
                    <small class="soft">{shortly(saying.at, now.value)}</small>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

function useRising(desk: Desk, site: string | null) {
  const [trends, setTrends] = useState<Trends | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isOver = false;
    setTrends(null);
    setProblem(null);
    void desk.ask('trends:rising', site === null ? {} : { site }).then((answer) => {
      if (isOver) return;
      if (answer.ok) setTrends(answer);
      else setProblem(answer.problem);
    });
    return () => {
      isOver = true;
    };
  }, [desk, site, turn]);
  return { trends, problem, again: () => setTurn(turn + 1) };
}
