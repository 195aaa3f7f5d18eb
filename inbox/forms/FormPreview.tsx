import type { Field, Form } from '../../protocol/forms.ts';
import { words } from '../words/en.ts';

const text = words.forms;

/** The form as visitors see it. It is a picture: nothing in it can be filled in. */
export function FormPreview({ form, accent }: { form: Form; accent: string }) {
  return (
    <section class="card form-preview" aria-label={text.preview}>
      <h2>{text.preview}</h2>
      <div class={form.on ? 'panel-like' : 'panel-like is-off'} inert style={{ '--site': accent }}>
        {form.intro && <p dir="auto">{form.intro}</p>}
        {form.fields.map((field) => (
          <Shown key={field.id} field={field} />
        ))}
        {form.fields.length > 0 && <p class="soft small">{text.together}</p>}
        <div class="composer-like" aria-hidden="true" />
      </div>
    </section>
  );
}

function Shown({ field: { kind, label, required } }: { field: Field }) {
  const said = (
    <span>
      <bdi>{label || '…'}</bdi> {!required && <span class="soft small">{text.optional}</span>}
    </span>
  );
  if (kind === 'tick')
    return (
      <p class="tick-like">
        <i aria-hidden="true" />
        {said}
      </p>
    );
  return (
    <div>
      <p class="label">{said}</p>
      <div class={kind === 'long' ? 'field-like tall' : 'field-like'}>{kind === 'choice' ? text.choose : ''}</div>
    </div>
  );
}
