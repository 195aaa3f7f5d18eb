import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Refused } from '../../../protocol/problem.ts';
import { toastProblem } from '../../kit/toasts.tsx';
import { Icon } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';

const text = words.articles.order;

/** So long may what was moved and the server's list differ. */
const SETTLED_AFTER_MS = 5_000;

/** One place up or down. */
export type Step = -1 | 1;

/**
 * Things in an order that staff change. What one moves shows at once; what a colleague moves comes with `ids`. Each is put behind another by
 * name, never at a number, so that two who move at the same moment both get what they meant.
 */
export function useOrder(
  ids: readonly string[],
  put: (id: string, after: string | null) => Promise<{ ok: true } | Refused>,
): { order: readonly string[]; move(id: string, by: Step): void } {
  const there = ids.join(' ');
  const [moved, setMoved] = useState<readonly string[] | undefined>();
  const waiting = useRef(Promise.resolve());
  const last = useRef<{ id: string; by: Step; until: number } | undefined>(undefined);
  const order = moved ?? ids;
  // A list that was read before the last move comes in late: it is not shown, unless it stays so.
  useEffect(() => {
    if (moved === undefined) return;
    if (there === moved.join(' ')) return setMoved(undefined);
    const timer = setTimeout(() => setMoved(undefined), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [there, moved]);
  // What moves in the page loses the focus, which is to stay on what was moved.
  useLayoutEffect(() => {
    if (!last.current || last.current.until < Date.now()) return;
    const { id, by } = last.current;
    const row = document.querySelector(`[data-order="${id}"]`);
    const buttons = [...(row?.querySelectorAll<HTMLButtonElement>('[data-move]') ?? [])].slice(0, 2);
    const [up, down] = buttons;
    const wanted = by < 0 ? up : down;
    const { activeElement: at, body } = document;
    const isElsewhere = at !== null && at !== body && !row?.contains(at);
    // A list that comes in late may move it once more, and back: the focus stays with it until somebody takes it elsewhere.
    if (isElsewhere) last.current = undefined;
    else (wanted?.disabled ? (by < 0 ? down : up) : wanted)?.focus();
  }, [order.join(' '), moved === undefined]);

  const move = (id: string, by: Step) => {
    const at = order.indexOf(id);
    const rest = order.filter((one) => one !== id);
    const after = rest[at + by - 1] ?? null;
    const next = [...rest.slice(0, at + by), id, ...rest.slice(at + by)];
    last.current = { id, by, until: Date.now() + 2 * SETTLED_AFTER_MS };
    setMoved(next);
    waiting.current = waiting.current.then(async () => {
      const answer = await put(id, after);
      if (answer.ok) return;
      setMoved(undefined);
      toastProblem(answer.problem);
    });
  };
  return { order, move };
}

/** Two buttons that move something among others, and say where it is. */
export function Movers(p: { name: string; nth: number; of: number; onMove(by: Step): void }) {
  const { name, nth, of, onMove } = p;
  return ([-1, 1] as const).map((by) => {
    const label = by < 0 ? text.up(name, nth + 1, of) : text.down(name, nth + 1, of);
    return (
      <button
        key={by}
        type="button"
        class="button round quiet mover"
        data-move={by}
        aria-label={label}
        title={label}
        disabled={by < 0 ? nth === 0 : nth === of - 1}
        onClick={() => onMove(by)}
      >
        <Icon name={by < 0 ? 'up' : 'down'} />
      </button>
    );
  });
}
