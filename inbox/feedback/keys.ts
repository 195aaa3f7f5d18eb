import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { keysAreOn } from '../conversations/keys.ts';
import type { Desk } from '../desk.ts';
import { undoLatest } from '../kit/toasts.tsx';
import { go, to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { stand } from './stand.ts';

/** The same keys as in the conversations, where they mean something here: heard everywhere but where somebody writes. */
export function useKeys(desk: Desk, columns: RefObject<HTMLElement | null>, id: string | null): void {
  useEffect(() => {
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  });

  function hear(event: KeyboardEvent) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector('dialog[open], [role=menu]')) return;
    const target = event.target as HTMLElement;
    if (event.key === 'Escape') return leave(event, target);
    if (!keysAreOn() || target.closest('input, textarea, select')) return;
    const act = actOf(event.key, target);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function actOf(key: string, target: HTMLElement): (() => unknown) | undefined {
    switch (key) {
      case 'j':
        return () => move(1);
      case 'k':
        return () => move(-1);
      case 'ArrowDown':
        return target.closest('.given') ? undefined : () => move(1);
      case 'ArrowUp':
        return target.closest('.given') ? undefined : () => move(-1);
      case '/':
        return () => columns.current?.querySelector<HTMLInputElement>('input[type=search]')?.select();
      case 'r':
        return () => columns.current?.querySelector<HTMLElement>('[data-key=r]')?.focus();
      case 'e':
        return mayChange() ? () => stand(desk.given, isDone() ? 'open' : 'done') : undefined;
      case 'z':
        return undoLatest;
      default:
        return undefined;
    }
  }

  function mayChange(): boolean {
    const one = desk.given.one.peek();
    return id !== null && one?.id === id && reaches(desk.me.peek(), 'agent', one.site);
  }

  function isDone(): boolean {
    return desk.given.one.peek()?.status === 'done';
  }

  function rows(): HTMLElement[] {
    return [...(columns.current?.querySelectorAll<HTMLElement>('.queue a.row') ?? [])];
  }

  /** From the row that has the focus, or else from the one that is open. */
  function move(step: 1 | -1): void {
    const all = rows();
    const focused = all.indexOf(document.activeElement as HTMLElement);
    const from = focused >= 0 ? focused : all.findIndex((row) => row.ariaCurrent === 'true');
    const next = from < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, from + step));
    all[next]?.focus();
    all[next]?.scrollIntoView({ block: 'nearest' });
  }

  /** Out of a field, then back to the list. */
  function leave(event: KeyboardEvent, target: HTMLElement): void {
    if (target.matches('input[type=search]') && (target as HTMLInputElement).value) return;
    event.preventDefault();
    const isField = target.matches('input, textarea, select');
    const row = rows().find((one) => one.ariaCurrent === 'true') ?? rows()[0];
    if (isField) target.blur();
    if (row?.checkVisibility()) row.focus();
    else if (!isField && id !== null) go(to('feedback'));
  }
}
