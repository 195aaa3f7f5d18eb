import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Field as Asked, FieldKind } from '../../protocol/forms.ts';
import type { Problem } from '../../protocol/problem.ts';
import { toast } from '../kit/toasts.tsx';
import { Button, Field, Icon, IconButton } from '../kit/ui.tsx';
import { words } from '../words/en.ts';

const text = words.forms;
const KINDS = Object.keys(text.kinds) as FieldKind[];
/** As many as the protocol takes. */
const MOST_FIELDS = 10;
const ONCE: readonly FieldKind[] = ['name', 'email'];

type Props = { fields: readonly Asked[]; problem: Problem | null; onChange: (fields: Asked[]) => void };

/** The questions of a form, in the order in which they are asked. */
export function Questions({ fields, problem, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const count = useRef(fields.length);
  const now = useRef(fields);
  now.current = fields;
  const [told, tell] = useState('');
  useLayoutEffect(() => {
    // A question that was added begins with its words.
    if (fields.length === count.current + 1)
      list.current?.querySelector<HTMLElement>('li:last-child .label ~ .input:not(select)')?.focus();
    count.current = fields.length;
  }, [fields.length]);

  const moved = useRef<{ id: string; by: 1 | -1; to: number } | null>(null);
  useLayoutEffect(() => {
    // What is put elsewhere loses the focus. At an end of the list the button can do no more: the other one takes it.
    const { id, by, to = -1 } = moved.current ?? {};
    // What was drawn before the move may be looked at after it: it is not there yet.
    if (fields[to]?.id !== id) return;
    moved.current = null;
    const [up, down] = list.current?.children[to]?.querySelectorAll<HTMLButtonElement>('.question-moves button') ?? [];
    (by === -1 ? [up, down] : [down, up]).find((button) => button && !button.disabled)?.focus();
  }, [fields]);

  const set = (at: number, part: Partial<Asked>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)));
  const add = () => {
    const kind = ONCE.find((one) => !fields.some((field) => field.kind === one)) ?? 'text';
    onChange([...fields, { id: newId(Date.now()), kind, label: text.first[kind], required: false, options: [] }]);
  };
  const remove = (at: number) => {
    const gone = fields[at] as Asked;
    onChange(fields.filter((_, index) => index !== at));
    const act = () => {
      if (!now.current.some(({ id }) => id === gone.id)) onChange(now.current.toSpliced(at, 0, gone));
    };
    toast(text.removed, { label: words.sites.undo, act });
  };
  const move = (at: number, by: 1 | -1) => {
    const field = fields[at] as Asked;
    moved.current = { id: field.id, by, to: at + by };
    onChange(fields.toSpliced(at, 1).toSpliced(at + by, 0, field));
    tell(text.moved(at + by + 1));
  };

  return (
    <>
      {fields.length === 0 && <p class="soft small">{text.none}</p>}
      <ol class="questions" ref={list}>
        {fields.map((field, at) => (
          <Question
            key={field.id}
            {...{ field, at, last: fields.length - 1, wrong: wrongWith(problem, at) }}
            set={(part) => set(at, part)}
            remove={() => remove(at)}
            move={(by) => move(at, by)}
          />
        ))}
      </ol>
      <p class="hidden-text" role="status">
        {told}
      </p>
      {fields.length < MOST_FIELDS ? (
        <div class="beside">
          <Button onClick={add}>
            <Icon name="plus" size={18} />
            {text.add}
          </Button>
        </div>
      ) : (
        <p class="soft small">{text.most(MOST_FIELDS)}</p>
      )}
    </>
  );
}

function Question(p: {
  field: Asked;
  at: number;
  last: number;
  wrong: Partial<Record<'label' | 'kind' | 'options', string>>;
  set: (part: Partial<Asked>) => void;
  remove: () => void;
  move: (by: 1 | -1) => void;
}) {
  const { field, at, wrong, set } = p;
  const id = useId();
  const isTick = field.kind === 'tick';
  /** The words that came with a kind go with it; those that somebody wrote stay. */
  const turn = (kind: FieldKind) =>
    set({ kind, ...(field.label === text.first[field.kind] ? { label: text.first[kind] } : {}) });
  return (
    <li aria-label={text.nth(at + 1)}>
      <div class="question">
        <div class="field">
          <label class="label" for={id}>
            {text.kind}
          </label>
          <select
            id={id}
            class="input"
            value={field.kind}
            aria-invalid={wrong.kind ? true : undefined}
            aria-describedby={wrong.kind ? `${id}-wrong` : undefined}
            onInput={(event) => turn(event.currentTarget.value as FieldKind)}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {text.kinds[kind]}
              </option>
            ))}
          </select>
          {wrong.kind && (
            <p class="wrong" id={`${id}-wrong`}>
              {wrong.kind}
            </p>
          )}
        </div>
        <Field
          {...{ label: isTick ? text.tickLabel : text.label, name: 'label', value: field.label, maxLength: 300 }}
          {...{ wrong: wrong.label ?? null, onInput: (label: string) => set({ label }) }}
        />
        {field.kind === 'choice' && (
          <Field
            {...{ label: text.options, name: 'options', rows: 4, value: field.options.join('\n') }}
            {...{ wrong: wrong.options ?? null }}
            onInput={(typed) => set({ options: typed.split('\n').slice(0, 20) })}
          />
        )}
        <label class="tick">
          <input
            type="checkbox"
            checked={field.required}
            onInput={(event) => set({ required: event.currentTarget.checked })}
          />
          {isTick ? text.tickRequired : text.required}
        </label>
      </div>
      <div class="question-moves">
        <IconButton icon="up" label={text.up(at + 1)} disabled={at === 0} onClick={() => p.move(-1)} />
        <IconButton icon="down" label={text.down(at + 1)} disabled={at === p.last} onClick={() => p.move(1)} />
        <IconButton icon="close" label={text.remove(at + 1)} onClick={p.remove} />
      </div>
    </li>
  );
}

/** What is wrong with a question, by its part. */
function wrongWith(problem: Problem | null, at: number): Partial<Record<'label' | 'kind' | 'options', string>> {
  const [, part] = new RegExp(`^form\\.fields\\.${at}\\.(label|kind|options)`).exec(problem?.field ?? '') ?? [];
  return part ? { [part]: text.wrong[part as keyof typeof text.wrong] } : {};
}
