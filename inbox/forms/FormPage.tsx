import type { Form } from '../../protocol/forms.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { SaveBar, useEditing, Waiting } from '../kit/editing.tsx';
import { Field, Notice } from '../kit/ui.tsx';
import { partDraft } from '../sites/draft.ts';
import { SiteParts } from '../sites/SiteParts.tsx';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { FormPreview } from './FormPreview.tsx';
import { Questions } from './Questions.tsx';
import './forms.css';

const text = words.forms;

/** What a site asks before the first message of a conversation. */
export function FormPage({ desk, site }: { desk: Desk; site: Site }) {
  const editing = useEditing({
    draft: partDraft<Form>(desk, site.id, 'form'),
    load: () => desk.ask('forms:get', { site: site.id }),
    save: (form) => desk.ask('forms:set', { site: site.id, form: sentOf(form) }),
    of: (answer) => answer.form,
  });
  const { value: form, problem, change, submit } = editing;
  const mayChange = reaches(desk.me.value, 'admin', site.id);

  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="form" />
        {form === undefined ? (
          <Waiting {...editing} />
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
              <SaveBar editing={editing} fields={['form']} />
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
