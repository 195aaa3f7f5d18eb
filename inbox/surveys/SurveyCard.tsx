import { useState } from 'preact/hooks';
import type { Problem } from '../../protocol/problem.ts';
import type { Survey, SurveyTold } from '../../protocol/surveys.ts';
import type { Desk } from '../desk.ts';
import { Select } from '../kit/Select.tsx';
import { Field, ProblemNotice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { SurveyResult } from './SurveyResult.tsx';

const text = words.surveys;
const KINDS = ['nps', 'ces', 'own'] as const;
const DAYS = [7, 30, 90, 180, 365];

/** One survey: what is asked, where and how often, and what came of it. `survey`: one that is not saved yet, which may be of any kind. */
export function SurveyCard(p: {
  desk: Desk;
  mayChange: boolean;
  told?: SurveyTold;
  survey?: Survey;
  onSave: (survey: Survey) => Promise<Problem | null>;
}) {
  const { told } = p;
  const [draft, setDraft] = useState<Survey>((told?.survey ?? p.survey) as Survey);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = (part: Partial<Survey>) => setDraft({ ...draft, ...part });
  const submit = async (event: Event) => {
    event.preventDefault();
    setProblem(await p.onSave({ ...draft, page: draft.page.trim(), question: draft.question.trim() }));
  };
  const isOwn = draft.kind === 'own';
  const wrong = { 'survey.question': text.needed, 'survey.page': text.pageWrong }[problem?.field ?? ''];
  const at = (field: string) => (problem?.field === field ? { wrong: wrong ?? null } : {});
  return (
    <form class="card survey" noValidate aria-label={text.kinds[draft.kind]} onSubmit={(event) => void submit(event)}>
      <h2>{text.kinds[draft.kind]}</h2>
      {told && <SurveyResult desk={p.desk} told={told} />}
      <fieldset class="stack" disabled={!p.mayChange}>
        {!told && (
          <Select
            {...{ label: text.kind, value: draft.kind, disabled: !p.mayChange }}
            values={KINDS.map((value) => ({ value, name: text.kinds[value] }))}
            onChoose={(kind) => change({ kind: kind as Survey['kind'] })}
          />
        )}
        <Field
          {...{ label: text.question, name: `question-${draft.id}`, value: draft.question, maxLength: 200 }}
          {...{ hint: isOwn ? text.ownHint : text.questionHint, ...at('survey.question') }}
          onInput={(question: string) => change({ question })}
        />
        <Field
          {...{ label: text.page, name: `page-${draft.id}`, value: draft.page, maxLength: 200 }}
          {...{ hint: text.pageHint, ...at('survey.page') }}
          onInput={(page: string) => change({ page })}
        />
        <Select
          {...{ label: text.every, value: `${draft.everyDays}`, disabled: !p.mayChange }}
          values={[...new Set([...DAYS, draft.everyDays])]
            .sort((a, b) => a - b)
            .map((days) => ({ value: `${days}`, name: text.days(days) }))}
          onChoose={(days) => change({ everyDays: Number(days) })}
        />
        <label class="tick">
          <input type="checkbox" checked={draft.on} onInput={(event) => change({ on: event.currentTarget.checked })} />
          <span>{text.on}</span>
        </label>
        {problem && !wrong && <ProblemNotice problem={problem} />}
        <button type="submit" class="button primary">
          {text.save}
        </button>
      </fieldset>
    </form>
  );
}
