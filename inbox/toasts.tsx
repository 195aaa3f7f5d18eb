import { signal } from '@preact/signals';
import type { Problem } from '../protocol/problem.ts';
import { words } from './words/en.ts';

const LASTS_MS = 7_000;
type Toast = { id: number; text: string; action?: { label: string; act: () => void } };

const toasts = signal<readonly Toast[]>([]);
let count = 0;

/** Says something at the edge of the screen for some seconds; `action` offers a way back. */
export function toast(text: string, action?: Toast['action']): void {
  const one: Toast = { id: ++count, text, ...(action ? { action } : {}) };
  toasts.value = [...toasts.value.slice(-2), one];
  setTimeout(() => drop(one.id), LASTS_MS);
}

export function toastProblem(problem: Problem): void {
  toast(words.refusal(problem));
}

function drop(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, action }) => (
        <div class="toast" key={id}>
          <p>{text}</p>
          {action && (
            <button
              type="button"
              onClick={() => {
                drop(id);
                action.act();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
