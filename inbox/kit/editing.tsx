import type { Signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Problem, Refused } from '../../protocol/problem.ts';
import { words } from '../words/en.ts';
import { useSubmit } from './submit.ts';
import { toast } from './toasts.tsx';
import { Button, ProblemNotice } from './ui.tsx';

type Answered<A> = Promise<({ ok: true } & A) | Refused>;

export type Editing<T> = {
  /** As it stands on the page; undefined: it is not here yet, and `trouble` says why. */
  value: T | undefined;
  /** As the server has it. */
  saved: T | undefined;
  trouble: Problem | null;
  load(): void;
  isDirty: boolean;
  change(value: T): void;
  /** With a way back. */
  discard(): void;
  submit(event?: Event): void;
  busy: boolean;
  problem: Problem | null;
};

/**
 * Something of the server's that is changed on a page of its own: loaded, kept as a draft while one goes elsewhere, saved whole or thrown
 * away. A page about another one is drawn with another `key`.
 */
export function useEditing<T, A>(o: {
  draft: Signal<T | undefined>;
  load(): Answered<A>;
  save(value: T): Answered<A>;
  of(answer: A): T;
}): Editing<T> {
  const { draft } = o;
  const [saved, keep] = useState<T | undefined>();
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const value = draft.value ?? saved;
  const load = () =>
    void o.load().then((answer) => {
      if (answer.ok) keep(o.of(answer));
      setTrouble(answer.ok ? null : answer.problem);
    });
  useEffect(load, []);
  const { busy, problem, submit, forget } = useSubmit(
    () => o.save(value as T),
    (answer) => {
      draft.value = undefined;
      keep(o.of(answer));
      toast(words.sites.saved);
    },
  );
  return {
    ...{ value, saved, trouble, load, submit, busy, problem, isDirty: draft.value !== undefined },
    change(next) {
      draft.value = JSON.stringify(next) === JSON.stringify(saved) ? undefined : next;
      forget();
    },
    discard() {
      const thrown = draft.value;
      draft.value = undefined;
      forget();
      const act = () => {
        draft.value = thrown;
      };
      toast(words.sites.discarded, { label: words.sites.undo, act });
    },
  };
}

/** What stands there until it is loaded. */
export function Waiting({ trouble, load }: Pick<Editing<unknown>, 'trouble' | 'load'>) {
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

/** Says that something is not saved, and saves it. Problems of `fields` stand elsewhere already. */
export function SaveBar({ editing, fields }: { editing: Editing<unknown>; fields: string[] }) {
  const { isDirty, problem, busy, discard } = editing;
  if (!isDirty && !problem) return null;
  return (
    <div class="save-bar">
      <ProblemNotice problem={problem} fields={fields} />
      <p class="soft small">{words.sites.unsaved}</p>
      <Button onClick={discard}>{words.sites.discard}</Button>
      <Button kind="primary" type="submit" disabled={busy || !isDirty}>
        {words.sites.save}
      </Button>
    </div>
  );
}
