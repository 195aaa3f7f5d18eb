import { useEffect, useState } from 'preact/hooks';
import type { SurveyTold, SurveyWords } from '../../protocol/surveys.ts';
import type { Desk } from '../desk.ts';
import { words } from '../words/en.ts';

const text = words.surveys;
const LEAST = { nps: 0, ces: 1, own: 1 };

/** What came of a survey: how many answered, the value that its kind is known by, how often each score was given, and what was said. */
export function SurveyResult({ desk, told }: { desk: Desk; told: SurveyTold }) {
  const { survey, asked, scores } = told;
  const [said, setSaid] = useState<SurveyWords['words']>([]);
  useEffect(() => {
    void desk.ask('surveys:words', { survey: survey.id }).then((answer) => answer.ok && setSaid(answer.words));
  }, [desk, survey.id]);
  const least = LEAST[survey.kind];
  const count = scores.reduce((sum, one) => sum + one, 0);
  const most = Math.max(...scores, 1);
  return (
    <>
      <p class="soft">
        {text.shown(asked, count)} {count > 0 && <strong>{figureOf(told, count)}</strong>}
      </p>
      {count > 0 && (
        <ul class="scores" aria-label={text.scores}>
          {scores.map((one, at) => (
            <li key={at} aria-label={text.score(least + at, one)}>
              <meter min={0} max={most} value={one} aria-hidden="true" /> <span aria-hidden="true">{least + at}</span>
            </li>
          ))}
        </ul>
      )}
      {said.length > 0 && (
        <details>
          <summary>{text.words}</summary>
          <ul class="said">
            {said.map(({ score, word, page, at }) => (
              <li key={at}>
                <strong>{score}</strong> <span dir="auto">{word}</span> <small class="soft">{page}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** NPS: the share of 9 and 10 less that of 0 to 6, in points of a hundred. Others: the mean. */
function figureOf({ survey, scores }: SurveyTold, count: number): string {
  const sum = (from: number, to: number) => scores.slice(from, to).reduce((all, one) => all + one, 0);
  if (survey.kind === 'nps') return text.nps(Math.round(((sum(9, 11) - sum(0, 7)) / count) * 100));
  const total = scores.reduce((all, one, at) => all + one * (LEAST[survey.kind] + at), 0);
  return text.average((total / count).toFixed(1));
}
