import { useEffect, useState } from 'preact/hooks';
import type { Form } from '../../protocol/forms.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { partDraft } from '../sites/draft.ts';
import { SiteParts } from '../sites/SiteParts.tsx';
import { reaches } from '../staff/roles.ts';
import { useSubmit } from '../submit.ts';
import { toast } from '../toasts.tsx';
import { Button, Field, Notice, ProblemNotice } from '../ui.tsx';
import { words } from '../words/en.ts';
import { FormPreview } from './FormPreview.tsx';
import { Questions } from './Questions.tsx';
import './forms.css';

const text = words.forms;

/** What a site asks before the first message of a conversation. */
export function FormPage({ desk, site }: { desk: Desk; site: Site }) {
  const { saved, trouble, keep, load } = useSaved(desk, site.id);
  const draft = partDraft<Form>(desk, site.id, 'form');
  const form = draft.value ?? saved;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const { busy, problem, submit, forget } = useSubmit(
    () => desk.ask('forms:set', { site: site.id, form: sentOf(form as Form) }),
    (answer) => {
      draft.value = undefined;
      keep(answer.form);
      toast(words.sites.saved);
    },
  );
  const change = (next: Form) => {
    draft.value = JSON.stringify(next) === JSON.stringify(saved) ? undefined : next;
    forget();
  };
  const discard = () => {
    const thrown = draft.value;
    draft.value = undefined;
    forget();
    const act = () => {
      draft.value = thrown;
    };
    toast(words.sites.discarded, { label: words.sites.undo, act });
  };

  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="form" />
        {form === undefined ? (
          <Waiting trouble={trouble} load={load} />
        ) : (
          <>
            {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
            <form class="site-form" onSubmit={submit} noValidate>
              <section class="card">
                <h2>{text.title}</h2>
                <p class="soft">{text.more}</p>
                <fieldset disabled={!mayChange} class="stack">
                  <label class="tick">
                    <input
                      type="checkbox"
                      checked={form.on}
                      onInput={(event) => change({ ...form, on: event.currentTarget.checked })}
                    />
                    <span>
                      {text.on} <span class="soft small">{text.onMore}</span>
                    </span>
                  </label>
                  {problem?.field === 'form.fields' && (
                    <p class="wrong" role="alert">
                      {text.noFields}
                    </p>
                  )}
                  <Field
                    {...{ label: text.intro, name: 'intro', value: form.intro, hint: text.introHint }}
                    {...{ rows: 2, maxLength: 300, onInput: (intro: string) => change({ ...form, intro }) }}
                  />
                </fieldset>
              </section>
              <div class="asking">
                <section class="card">
                  <h2>{text.questions}</h2>
                  <fieldset disabled={!mayChange}>
                    <Questions
                      fields={form.fields}
                      problem={problem}
                      onChange={(fields) => change({ ...form, fields })}
                    />
                  </fieldset>
                </section>
                <FormPreview form={form} accent={site.accent} />
              </div>
              {(draft.value || problem) && (
                <div class="save-bar">
                  <ProblemNotice problem={problem} fields={['form']} />
                  <p class="soft small">{words.sites.unsaved}</p>
                  <Button onClick={discard}>{words.sites.discard}</Button>
                  <Button kind="primary" type="submit" disabled={busy || !draft.value}>
                    {words.sites.save}
                  </Button>
                </div>
              )}
            </form>
          </>
        )}
      </div>
    </div>
  );
}

/** What is written at the edges of a choice, and lines without one, are nobody's choices. */
function sentOf(form: Form): Form {
  return {
    ...form,
    fields: form.fields.map((field) => ({
      ...field,
      label: field.label.trim(),
      options: field.kind === 'choice' ? field.options.map((option) => option.trim()).filter(Boolean) : [],
    })),
  };
}

function useSaved(desk: Desk, site: string) {
  const [saved, setSaved] = useState<Form | undefined>();
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const load = () =>
    void desk.ask('forms:get', { site }).then((answer) => {
      if (answer.ok) setSaved(answer.form);
      setTrouble(answer.ok ? null : answer.problem);
    });
  useEffect(load, [desk, site]);
  return { saved, trouble, keep: setSaved, load };
}

function Waiting({ trouble, load }: { trouble: Problem | null; load: () => void }) {
  if (!trouble) return <span class="bone" aria-hidden="true" style={{ height: '240px' }} />;
  return (
    <>
      <ProblemNotice problem={trouble} />
      <div>
        <Button onClick={load}>{words.tryAgain}</Button>
      </div>
    </>
  );
}
