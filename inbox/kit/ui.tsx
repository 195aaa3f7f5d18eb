import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Problem } from '../../protocol/problem.ts';
import { words } from '../words/en.ts';

const paths = {
  close: 'm6 6 12 12M18 6 6 18',
  send: 'M4 12 20 4l-4 16-4-6-8-2Z',
  down: 'm6 10 6 6 6-6',
  up: 'm6 14 6-6 6 6',
  back: 'm14 6-6 6 6 6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4 4',
  talk: 'M4 6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H6a2 2 0 0 1-2-2Z',
  book: 'M12 6c-2-1.3-4.7-2-8-2v14c3.3 0 6 .7 8 2 2-1.3 4.7-2 8-2V4c-3.3 0-6 .7-8 2Zm0 0v14',
  vote: 'M5 4h14v16H5Zm3.5 10L12 10l3.5 4',
  site: 'M4 5h16v14H4ZM4 9h16M7 7h.01',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6.5m2 3.5a6 6 0 0 1 3 5.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8a7 7 0 0 1 14 0',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 7v5m0-8h.01',
  assign: 'M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9a6 6 0 0 1 10-4.4M18 14v6m-3-3h6',
  check: 'm5 12 5 5 9-10',
  reopen: 'M4 12a8 8 0 1 1 3 6.2M4 19v-5h5',
  attach: 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.7 1.7 0 0 1-2.3-2.3L14 7.6',
  emoji: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm-3 6h.01M15 10h.01M8.5 14a4 4 0 0 0 7 0',
  note: 'M5 4h14v10l-6 6H5ZM13 20v-6h6',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h10v11H9ZM5 15V4h10',
  pencil: 'm5 19 1-4L16 5l3 3L9 18l-4 1Zm9-12 3 3',
  bug: 'M8 9a4 4 0 0 1 8 0v5a4 4 0 0 1-8 0ZM12 9v9M9 6 7 4m8 2 2-2M8 11H4m4 4-3 3m11-7h4m-4 4 3 3',
  idea: 'M9 17h6m-5 3h4M12 4a6 6 0 0 0-3.5 10.9V17h7v-2.1A6 6 0 0 0 12 4Z',
  rising: 'm4 16 5-5 4 4 7-7m-5 0h5v5',
  praise: 'M12 20S4 15 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5C20 15 12 20 12 20Z',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4l3 2',
};
export type IconName = keyof typeof paths;

export function Icon({ name, size = 20, turns = false }: { name: IconName; size?: number; turns?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" class={turns ? 'icon turns' : 'icon'}>
      <path d={paths[name]} />
    </svg>
  );
}

type ButtonProps = {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  type?: 'button' | 'submit';
  onClick?: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  disabled?: boolean;
  children: ComponentChildren;
};

export function Button({ kind = 'plain', type = 'button', onClick, disabled, children }: ButtonProps) {
  return (
    <button type={type} class={`button ${kind}`} onClick={onClick} disabled={disabled}>
      {children}
    </button>
  );
}

export function IconButton(p: {
  icon: IconName;
  label: string;
  onClick?: () => void;
  type?: 'button' | 'submit';
  kind?: 'quiet' | 'primary' | 'plain';
  disabled?: boolean;
  turns?: boolean;
  pressed?: boolean;
  expanded?: boolean;
}) {
  return (
    <button
      type={p.type ?? 'button'}
      class={`button round ${p.kind ?? 'quiet'}`}
      aria-label={p.label}
      title={p.label}
      aria-pressed={p.pressed}
      aria-expanded={p.expanded}
      onClick={p.onClick}
      disabled={p.disabled}
    >
      <Icon name={p.icon} turns={p.turns ?? false} />
    </button>
  );
}

/** A labelled input. `problem` is shown here when it names this field. */
export function Field(p: {
  label: string;
  name: string;
  value: string;
  onInput: (text: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'email' | 'password' | 'url';
  hint?: ComponentChildren;
  problem?: Problem | null;
  /** What is wrong, where that is known better than the server says it. */
  wrong?: string | null;
  autocomplete?: string;
  required?: boolean;
  readOnly?: boolean;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
  dir?: 'auto' | 'ltr' | 'rtl';
}) {
  const id = useId();
  const refused = p.problem && p.problem.field?.split('.')[0] === p.name ? words.wrongWith(p.problem) : null;
  const wrong = p.wrong ?? refused;
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  // Whoever has sent a form goes on where it is to be mended.
  useEffect(() => {
    if (refused !== null) input.current?.focus();
  }, [p.problem]);
  const shared = {
    id,
    ref: input,
    class: 'input',
    name: p.name,
    value: p.value,
    autocomplete: p.autocomplete ?? 'off',
    required: p.required,
    readOnly: p.readOnly,
    maxLength: p.maxLength,
    placeholder: p.placeholder,
    dir: p.dir ?? 'auto',
    onBlur: p.onBlur,
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': wrong || p.hint ? `${id}-more` : undefined,
  } as const;
  return (
    <div class="field">
      <label class="label" for={id}>
        {p.label}
      </label>
      {p.rows ? (
        <textarea {...shared} rows={p.rows} onInput={(event) => p.onInput(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={(p.type ?? 'text') as 'text'}
          onInput={(event) => p.onInput(event.currentTarget.value)}
        />
      )}
      {(wrong || p.hint) && (
        <p id={`${id}-more`} class={wrong ? 'wrong' : 'hint'}>
          {wrong ?? p.hint}
        </p>
      )}
    </div>
  );
}

/** Why something was refused, in a sentence. Nothing where a field among `fields` says it already. */
export function ProblemNotice({ problem, fields = [] }: { problem: Problem | null; fields?: string[] }) {
  if (!problem || fields.includes(problem.field?.split('.')[0] ?? '')) return null;
  return (
    <div class="notice bad" role="alert">
      <p>{words.refusal(problem)}</p>
    </div>
  );
}

export function Notice({ children, action }: { children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="notice" role="status">
      <p>{children}</p>
      {action}
    </div>
  );
}

/** What stands where a list, or a whole page, has nothing to show. */
export function Blank({
  title,
  children,
  whole = false,
}: {
  title: string;
  children?: ComponentChildren;
  whole?: boolean;
}) {
  return (
    <div class="blank">
      {whole ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  );
}

/** Somebody's initial, and over it the picture of a colleague who has one. */
export function Avatar(p: { name: string; picture?: string | null; tiny?: boolean }) {
  return (
    <span class={p.tiny ? 'avatar tiny' : 'avatar'} aria-hidden="true">
      {p.picture ? (
        <img src={`/api/visitor/faces/${p.picture}`} alt="" />
      ) : (
        ([...p.name.trim()][0]?.toLocaleUpperCase() ?? '?')
      )}
    </span>
  );
}

/** A dialog over the page. Esc and a press beside it close it; the browser gives the focus back. */
export function Dialog(p: {
  title: string;
  onClose: () => void;
  /** A press beside it does nothing: something in it would be lost. */
  stays?: boolean;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => {
      // Whoever is elsewhere by now, by a key or a click, stays there.
      if (document.activeElement === null || document.activeElement === document.body) before?.focus?.();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it, by the browser itself
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={p.onClose}
      onClick={(event) => {
        if (!p.stays && event.target === dialog.current && isBeside(event)) p.onClose();
      }}
    >
      <h2 id={id}>{p.title}</h2>
      {p.children}
    </dialog>
  );
}

function isBeside(event: TargetedMouseEvent<HTMLDialogElement>): boolean {
  const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}

/** Asks before something is lost. */
export function Confirm(p: {
  title: string;
  text: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
  busy?: boolean;
  problem?: Problem | null;
}) {
  return (
    <Dialog title={p.title} onClose={p.onClose}>
      <p>{p.text}</p>
      <ProblemNotice problem={p.problem ?? null} />
      <div class="actions">
        <Button onClick={p.onClose}>{words.cancel}</Button>
        <Button kind="danger" onClick={p.onYes} disabled={p.busy ?? false}>
          {p.yes}
        </Button>
      </div>
    </Dialog>
  );
}
