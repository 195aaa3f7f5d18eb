import { useEffect, useState } from 'preact/hooks';
import type { Found } from '../../../protocol/articles.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { ProblemNotice } from '../../kit/ui.tsx';
import { to } from '../../router.ts';
import { words } from '../../words/en.ts';

const text = words.synonyms.trial;
const AFTER_MS = 200;

type Props = { desk: Desk; site: Site; language: string; groups: string[][]; isDirty: boolean };
type Tried = { before: Found[]; after: Found[] };

/** What visitors find with words that mean the same, a moment after either was typed. */
export function SearchTrial(p: Props) {
  const { desk, language, isDirty } = p;
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState<Tried | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const wanted = typed.trim();
  const synonyms = p.groups;
  useEffect(() => {
    if (!wanted) return setTried(undefined);
    let isOver = false;
    setBusy(true);
    const timer = setTimeout(() => {
      void desk.ask('articles:try-synonyms', { site: p.site.id, language, synonyms, words: wanted }).then((answer) => {
        if (isOver) return;
        setBusy(false);
        setProblem(answer.ok ? null : answer.problem);
        if (answer.ok) setTried(answer);
      });
    }, AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, p.site.id, language, wanted, JSON.stringify(synonyms), isDirty, desk.edited.value]);

  return (
    <section class="card trial" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p class="soft">{text.more}</p>
      <input
        type="search"
        class="input"
        dir="auto"
        aria-label={text.label}
        placeholder={text.label}
        maxLength={200}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <p class="soft small" role="status">
        {!wanted ? '' : tried ? text.found(tried.after.length) : busy ? text.searching : ''}
      </p>
      <ProblemNotice problem={problem} />
      {wanted && tried && <Results {...tried} isDirty={isDirty} language={language} />}
    </section>
  );
}

/** What is found, what is so since the words were changed, and what is not any more. */
function Results({ before, after, isDirty, language }: Tried & { isDirty: boolean; language: string }) {
  const isIn = (some: readonly Found[], one: Found) => some.some(({ id }) => id === one.id);
  const gone = before.filter((one) => !isIn(after, one));
  const isSame = gone.length === 0 && after.every((one) => isIn(before, one));
  return (
    <>
      {after.length === 0 && gone.length === 0 && <p>{text.nothing}</p>}
      <ol class="trial-found">
        {[...after, ...gone].map((one) => (
          <li key={one.id} class={isIn(after, one) ? undefined : 'is-gone'}>
            <a href={to('articles', one.id, language)} dir="auto">
              {one.title}
            </a>
            {!isIn(before, one) && <span class="badge is-new">{text.isNew}</span>}
            {!isIn(after, one) && <span class="badge">{text.isGone}</span>}
            <span class="soft small" dir="auto">
              {one.snippet.map(({ text: piece, hit }) => (hit ? <mark>{piece}</mark> : piece))}
            </span>
          </li>
        ))}
      </ol>
      {isDirty && isSame && <p class="soft small">{text.same}</p>}
    </>
  );
}
