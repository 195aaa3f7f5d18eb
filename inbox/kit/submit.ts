import { useState } from 'preact/hooks';
import type { Problem, Refused } from '../../protocol/problem.ts';

/** Sends a form once at a time and keeps why it was refused, until it is sent again or `forget` is called. */
export function useSubmit<A extends { ok: true }>(
  ask: () => Promise<A | Refused>,
  done: (answer: A) => void,
): { busy: boolean; problem: Problem | null; submit: (event?: Event) => void; forget: () => void } {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    void ask().then((answer) => {
      setBusy(false);
      if (answer.ok) done(answer);
      else setProblem(answer.problem);
    });
  };
  return { busy, problem, submit, forget: () => setProblem(null) };
}
