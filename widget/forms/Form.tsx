import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AskedForm, Field } from '../../protocol/forms.ts';
import type { Chat } from '../conversations/chat.ts';
import { useSheet } from '../sheet.ts';
import { forms as english } from '../words/en/forms.ts';
import { wordsOf } from '../words/speech.ts';
import { answersOf, type Flaw, flawIn, lasting, remember, rememberedIn, TICKED } from './answers.ts';
import css from './form.css?inline';

const ANSWER_CHARACTERS = 1_000;
const NAME_CHARACTERS = 100;

/** What the site asks before a conversation. It is sent by the composer, together with the first message. */
export default function Form({ chat, form, greeting }: { chat: Chat; form: AskedForm; greeting: string }) {
  const words = formsWords();
  const root = useSheet(css);
  const [values, setValues] = useState(() => rememberedIn(chat, form));
  /** Nobody is corrected before they have tried. */
  const [isTried, setTried] = useState(false);
  const now = useRef(values);
  now.current = values;
  const set = (id: string, value: string) => {
    const next = { ...now.current, [id]: value };
    remember(chat, next);
    setValues(next);
  };

  useLayoutEffect(() => {
    chat.answering.give = () => {
      const wrong = form.fields.find((field) => flawIn(field, now.current));
      if (!wrong) {
        remember(chat, lasting(form, now.current));
        return answersOf(form, now.current);
      }
      setTried(true);
      inputOf(root.current, wrong)?.focus();
      return undefined;
    };
    return () => {
      chat.answering.give = undefined;
    };
  }, [chat, form]);

  useEffect(() => {
    // Whoever has come to write begins with what is asked first.
    const shadow = root.current?.getRootNode() as ShadowRoot;
    const first = form.fields.find(({ id }) => !values[id]);
    if (first && !chat.draft.value && shadow.activeElement?.matches('textarea')) inputOf(root.current, first)?.focus();
  }, []);

  return (
    <div class="messages" ref={root}>
      {greeting && (
        <p class="bubble theirs greeting" dir="auto">
          {greeting}
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: it is sent by the composer, and a fieldset brings a frame of its own */}
      <div class="asked" role="group" aria-label={words.label}>
        {form.intro && (
          <p>
            <bdi>{form.intro}</bdi>
          </p>
        )}
        {form.fields.map((field) => (
          <Asked
            key={field.id}
            field={field}
            value={values[field.id] ?? ''}
            flaw={isTried ? flawIn(field, values) : null}
            onInput={(value) => set(field.id, value)}
          />
        ))}
        <p class="next">{words.next}</p>
      </div>
    </div>
  );
}

const formsWords = () => wordsOf('forms', english);

type Props = { field: Field; value: string; flaw: Flaw | null; onInput: (value: string) => void };

function Asked({ field, value, flaw, onInput }: Props) {
  const words = formsWords();
  const { kind, required, label } = field;
  const id = idOf(field);
  const input = <Input {...{ field, value, flaw, onInput }} />;
  const text = (
    <>
      <bdi>{label}</bdi> {!required && <small>{words.optional}</small>}
    </>
  );
  return (
    <div>
      {kind === 'tick' ? (
        <label class="tick" for={id}>
          {input}
          <span>{text}</span>
        </label>
      ) : (
        <>
          <label for={id}>{text}</label>
          {input}
        </>
      )}
      {flaw && (
        <p class="failed" id={`${id}-flaw`}>
          {words.wrong[flaw]}
        </p>
      )}
    </div>
  );
}

function Input({ field, value, flaw, onInput }: Props) {
  const words = formsWords();
  const { kind, required, options } = field;
  const shared = {
    id: idOf(field),
    'aria-required': required,
    'aria-invalid': flaw !== null,
    'aria-describedby': flaw ? `${idOf(field)}-flaw` : undefined,
  };
  const more = {
    ...{ ...shared, class: 'field', dir: value ? ('auto' as const) : undefined, value },
    maxLength: kind === 'name' ? NAME_CHARACTERS : ANSWER_CHARACTERS,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  switch (kind) {
    case 'tick':
      return (
        <input
          {...shared}
          type="checkbox"
          checked={value === TICKED}
          onInput={(event) => onInput(event.currentTarget.checked ? TICKED : '')}
        />
      );
    case 'choice':
      return (
        <select {...shared} class="field" value={value} onInput={(event) => onInput(event.currentTarget.value)}>
          <option value="">{required ? words.choose : words.nothing}</option>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      );
    case 'long':
      return <textarea {...more} rows={3} />;
    case 'email':
      return <input {...more} type="email" autocomplete="email" dir="ltr" onKeyDown={goOn} />;
    case 'name':
      return <input {...more} autocomplete="name" onKeyDown={goOn} />;
    case 'text':
      return <input {...more} autocomplete="off" onKeyDown={goOn} />;
    default:
      return kind satisfies never;
  }
}

/** Enter leads to what comes next, at last to the composer. */
function goOn(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  const here = event.currentTarget as HTMLElement;
  const all = [
    ...(here.closest('.panel')?.querySelectorAll<HTMLElement>('input:not([hidden]), select, textarea') ?? []),
  ];
  all[all.indexOf(here) + 1]?.focus();
}

const idOf = ({ id }: Field): string => `foyer-${id}`;

function inputOf(root: HTMLElement | null, field: Field): HTMLElement | null {
  return root?.querySelector(`[id="${idOf(field)}"]`) ?? null;
}
