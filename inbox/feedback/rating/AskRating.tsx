import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../../protocol/problem.ts';
import type { Desk } from '../../desk.ts';
import { toast } from '../../kit/toasts.tsx';
import { ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';

const text = words.surveys.rating;

/** Whether visitors are asked how they liked a conversation. It is switched at once. */
export function AskRating({ desk, site, mayChange }: { desk: Desk; site: string; mayChange: boolean }) {
  const [isOn, setOn] = useState<boolean | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const taken = (answer: Awaited<ReturnType<typeof ask>>) => {
    if (answer.ok) setOn(answer.csat);
    setProblem(answer.ok ? null : answer.problem);
    return answer.ok;
  };
  const ask = () => desk.ask('feedback:asking', { site });
  useEffect(() => void ask().then(taken), [desk, site]);
  const change = (csat: boolean) =>
    void desk.ask('feedback:ask', { site, csat }).then((answer) => taken(answer) && toast(words.sites.saved));
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <label class="tick">
        <input
          type="checkbox"
          checked={isOn ?? false}
          disabled={!mayChange || isOn === undefined}
          onInput={(event) => change(event.currentTarget.checked)}
        />
        <span>
          {text.ask} <span class="soft small">{text.more}</span>
        </span>
      </label>
      <ProblemNotice problem={problem} />
    </section>
  );
}
