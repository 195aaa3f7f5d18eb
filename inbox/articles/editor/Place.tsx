import { useId, useState } from 'preact/hooks';
import type { Audience, Collection, Outline } from '../../../protocol/articles.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Desk } from '../../desk.ts';
import { toast } from '../../kit/toasts.tsx';
import { Field, ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { nameOf } from '../catalog.ts';

const text = words.articles;

/** On which shelf an article stands, who reads it, and on which pages it is suggested. Each is kept at once. */
export function Place(p: { desk: Desk; article: Outline; collections: readonly Collection[]; onDone: () => void }) {
  const { desk, article } = p;
  const id = useId();
  const [pages, setPages] = useState(article.pages.join('\n'));
  const [problem, setProblem] = useState<Problem | null>(null);
  const put = (part: { collection?: string | null; audience?: Audience; pages?: string[] }) =>
    void desk.ask('articles:place', { article: article.id, ...part }).then((answer) => {
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) toast(text.saved);
      p.onDone();
    });
  const leavePages = () => {
    const lines = pages
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.join('\n') !== article.pages.join('\n')) put({ pages: lines });
  };
  return (
    <section class="card">
      <h2>{text.place}</h2>
      <div class="placing">
        <div class="field">
          <label class="label" for={`${id}-shelf`}>
            {text.collection}
          </label>
          <select
            id={`${id}-shelf`}
            class="input"
            value={article.collection ?? ''}
            onInput={(event) => put({ collection: event.currentTarget.value || null })}
          >
            <option value="">{text.loose}</option>
            {p.collections.map((one) => (
              <option key={one.id} value={one.id}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label class="label" for={`${id}-audience`}>
            {text.audience}
          </label>
          <select
            id={`${id}-audience`}
            class="input"
            value={article.audience}
            onInput={(event) => put({ audience: event.currentTarget.value as Audience })}
          >
            <option value="public">{text.audiences.public}</option>
            <option value="internal">{text.audiences.internal}</option>
          </select>
        </div>
        <Field
          {...{ label: text.pages, name: 'pages', value: pages, hint: text.pagesHint, rows: 3, dir: 'ltr' as const }}
          wrong={problem?.field?.startsWith('pages') ? text.wrongPages : null}
          onInput={setPages}
          onBlur={leavePages}
        />
      </div>
      <ProblemNotice problem={problem} fields={['pages']} />
    </section>
  );
}
