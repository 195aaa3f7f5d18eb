import { useId, useState } from 'preact/hooks';
import { STATUSES, type Status, type WholeIdea } from '../../protocol/boards.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { toast } from '../kit/toasts.tsx';
import { Button, Field, ProblemNotice } from '../kit/ui.tsx';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';

const text = words.boards;

/** What is to become of an idea, with a word about it, and what was said of that until now. */
export function Becoming({ desk, whole, mayWrite }: { desk: Desk; whole: WholeIdea; mayWrite: boolean }) {
  const { idea, steps } = whole;
  const id = useId();
  // What somebody has begun to change stays theirs, whatever a colleague does meanwhile.
  const [draft, setDraft] = useState<{ status: Status; word: string } | undefined>();
  const { status, word } = draft ?? idea;
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('boards:set-status', { idea: idea.id, status, word }),
    () => {
      setDraft(undefined);
      toast(text.saved);
    },
  );
  return (
    <form class="card" onSubmit={submit} noValidate>
      <fieldset class="stack" disabled={!mayWrite}>
        <div class="field narrow-field">
          <label class="label" for={id}>
            {text.status}
          </label>
          <select
            id={id}
            class="input"
            value={status}
            onInput={(event) => setDraft({ status: event.currentTarget.value as Status, word })}
          >
            {STATUSES.map((one) => (
              <option key={one} value={one}>
                {text.views[one]}
              </option>
            ))}
          </select>
        </div>
        <Field
          {...{ label: text.word, name: 'word', value: word, hint: text.wordHint, rows: 2, maxLength: 1_000 }}
          onInput={(said) => setDraft({ status, word: said })}
        />
        <ProblemNotice problem={problem} />
        {mayWrite && (
          <div>
            <Button kind="primary" type="submit" disabled={busy || !draft}>
              {text.save}
            </Button>
          </div>
        )}
      </fieldset>
      {steps.length > 0 && (
        <>
          <h2>{text.history}</h2>
          <ol class="idea-steps">
            {steps.map((step) => (
              <li key={step.at}>
                <span class={`badge ${step.status}`}>{text.views[step.status]}</span>
                <span class="soft small">{shortly(step.at, now.value)}</span>
                {step.word && <p dir="auto">{step.word}</p>}
              </li>
            ))}
          </ol>
        </>
      )}
    </form>
  );
}
