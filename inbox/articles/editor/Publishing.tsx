import { useState } from 'preact/hooks';
import type { Standing } from '../../../protocol/articles.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Desk } from '../../desk.ts';
import { toast } from '../../kit/toasts.tsx';
import { Button, ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';

const text = words.articles;

type Props = {
  desk: Desk;
  id: string;
  language: string;
  standing: Standing | undefined;
  busy: boolean;
  isDirty: boolean;
  isEmpty: boolean;
  save(): Promise<boolean>;
  onDone(): void;
};

/** What becomes of a text: it is kept as a draft, published now or later, or taken offline. */
export function Publishing(p: Props) {
  const { desk, id, language, standing } = p;
  const [isPlanning, setPlanning] = useState(false);
  const [at, setAt] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const isPublic = standing !== undefined && standing.state !== 'draft';
  const isThere = standing?.state === 'published' && !p.isDirty;

  const publish = async (due: number | null) => {
    if (!(await p.save())) return;
    const answer = await desk.ask('articles:publish', { article: id, language, at: due });
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setPlanning(false);
    toast(due === null ? text.published : text.plannedFor(longTime(due)));
    p.onDone();
  };
  const unpublish = async () => {
    const answer = await desk.ask('articles:unpublish', { article: id, language });
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) toast(text.unpublished);
    p.onDone();
  };

  return (
    <div class="publishing">
      <ProblemNotice problem={problem} />
      <p class="soft small" role="status">
        {p.isDirty
          ? text.unsaved
          : standing &&
            (standing.publishAt === null ? text.states[standing.state] : text.plannedFor(longTime(standing.publishAt)))}
      </p>
      {isPlanning && (
        <label class="beside">
          {text.laterAt}
          <input
            type="datetime-local"
            class="input"
            value={at}
            min={localNow()}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
          <Button onClick={() => void publish(new Date(at).getTime())} disabled={!at || p.busy}>
            {text.plan}
          </Button>
        </label>
      )}
      {(isPublic || standing?.publishAt != null) && (
        <Button onClick={() => void unpublish()} disabled={p.busy}>
          {text.unpublish}
        </Button>
      )}
      {!isThere && !isPlanning && (
        <Button onClick={() => setPlanning(true)} disabled={p.isEmpty || p.busy}>
          {text.later}
        </Button>
      )}
      <Button type="submit" disabled={!p.isDirty || p.busy}>
        {text.save}
      </Button>
      <Button kind="primary" onClick={() => void publish(null)} disabled={p.isEmpty || isThere || p.busy}>
        {isPublic ? text.publishChanges : text.publish}
      </Button>
    </div>
  );
}

function longTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** As a field for date and time wants it. */
function localNow(): string {
  const date = new Date();
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
