import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Problem } from '../../protocol/problem.ts';
import { words } from '../words/en.ts';

const LASTS_MS = 7_000;
const KEPT = 5;
/** `byKey`: the desk's key for undoing takes it, too. */
type Action = { label: string; act: () => void; byKey?: true };
type Toast = { id: number; text: string; bad: boolean; until: number; action?: Action };

/** What was said lately, newest last. One of it is shown; whoever undoes that sees the one before, while its time lasts. */
const toasts = signal<readonly Toast[]>([]);
let count = 0;

/** Says something at the edge of the screen for some seconds; `action` offers a way back. */
export function toast(text: string, action?: Action): void {
  add({ text, bad: false, ...(action ? { action } : {}) });
}

/** What was refused is shown beside what went well: neither hides the other. `after` says what it means. */
export function toastProblem(problem: Problem, after = ''): void {
  add({ text: `${words.refusal(problem)} ${after}`.trim(), bad: true });
}

/** Undoes what was said last to have been done; false: there is nothing. */
export function undoLatest(): boolean {
  const latest = toasts.peek().findLast(({ action }) => action?.byKey);
  if (!latest) return false;
  take(latest);
  return true;
}

function add(one: Omit<Toast, 'id' | 'until'>): void {
  toasts.value = [...toasts.peek().slice(1 - KEPT), { ...one, id: ++count, until: Date.now() + LASTS_MS }];
}

function take({ id, action }: Toast): void {
  toasts.value = toasts.peek().filter((one) => one.id !== id);
  // What had the focus is gone, and nobody is told that it left.
  hold(false);
  action?.act();
}

/** Nothing goes away while somebody has the pointer or the focus on it. */
function hold(held: boolean): void {
  const until = held ? Number.POSITIVE_INFINITY : Date.now() + LASTS_MS;
  toasts.value = toasts.peek().map((one) => ({ ...one, until }));
}

export function Toasts() {
  const all = toasts.value;
  const shown = [all.findLast(({ bad }) => bad), all.findLast(({ bad }) => !bad)].filter((one) => one !== undefined);
  const next = Math.min(...all.map(({ until }) => until));
  useEffect(() => {
    if (!Number.isFinite(next)) return;
    const timer = setTimeout(() => {
      toasts.value = toasts.peek().filter(({ until }) => until > Date.now());
    }, next - Date.now());
    return () => clearTimeout(timer);
  }, [next]);
  return (
    <div
      class="toasts"
      role="status"
      aria-live="polite"
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocusIn={() => hold(true)}
      onFocusOut={() => hold(false)}
    >
      {shown.map((one) => (
        <div class="toast" key={one.id}>
          <p dir="auto">{one.text}</p>
          {one.action && (
            <button type="button" title={one.action.byKey && words.undoKey} onClick={() => take(one)}>
              {one.action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
