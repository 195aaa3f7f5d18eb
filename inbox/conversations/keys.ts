import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { undoLatest } from '../kit/toasts.tsx';
import { go, to } from '../router.ts';

const KEPT_AS = 'foyer:inbox:keys';

/** Whether the list of keys is open. */
export const listing = signal(false);

/** The conversation that somebody went into from the queue, by a click or Enter: there they go on to write. */
export const entered = signal<string | null>(null);

/** What is being made of the conversation that is open. */
export const making = signal<'idea' | 'article' | null>(null);

/** What keys open: the menu of who to assign to. `on`: single keys work (WCAG 2.1.4 asks for a way to switch them off). */
export type KeyState = {
  on: boolean;
  setOn(on: boolean): void;
  assigning: boolean;
  assign(assigning: boolean): void;
};

/** The keys of the desk. They are heard everywhere but where somebody writes or a dialog is open. */
export function useKeys(desk: Desk, columns: RefObject<HTMLElement | null>): KeyState {
  const [on, setOn] = useState(keysAreOn());
  const [assigning, assign] = useState(false);

  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target as HTMLElement;
      if (document.querySelector('dialog[open], [role=menu]')) return;
      if (event.key === 'Escape') return leave(event, target);
      if (target.closest('input, textarea, select, [contenteditable], .emoji-picker')) return;
      if (!on && event.key !== '?') return;
      const act = actOf(event.key, target);
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  });

  return {
    ...{ on, assigning, assign },
    setOn(value) {
      setOn(value);
      keep(value);
    },
  };

  function actOf(key: string, target: HTMLElement): (() => unknown) | undefined {
    const id = desk.threads.current.peek();
    switch (key) {
      case 'j':
        return () => move(1);
      case 'k':
        return () => move(-1);
      case 'ArrowDown':
        return scrolls(target) ? undefined : () => move(1);
      case 'ArrowUp':
        return scrolls(target) ? undefined : () => move(-1);
      case '/':
        return () => find<HTMLInputElement>('input[type=search]')?.select();
      case '?':
        return () => {
          listing.value = true;
        };
      case 'r':
      case 'n':
        return id === null ? undefined : () => write(id, key === 'n');
      case 'a':
        return id === null ? undefined : () => assign(true);
      case 'e':
        return id === null ? undefined : () => find<HTMLButtonElement>('[data-key=e]')?.click();
      case 'i':
      case 'w':
        return id === null ? undefined : () => make(key === 'i' ? 'idea' : 'article');
      case 'z':
        return undoLatest;
      default:
        return undefined;
    }
  }

  function make(what: 'idea' | 'article'): void {
    making.value = what;
  }

  function find<E extends HTMLElement>(selector: string): E | null | undefined {
    return columns.current?.querySelector<E>(selector);
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

  function write(id: string, note: boolean): void {
    const { replyTo } = desk.drafts.of(id).peek();
    const answersNote = desk.threads.of(id)?.thread.messages.some((one) => one.id === replyTo && one.note);
    desk.drafts.set(id, { note, ...(answersNote && !note && { replyTo: null }) });
    find<HTMLTextAreaElement>('.composer textarea')?.focus();
  }

  /** Out of a field, then back to the queue. */
  function leave(event: KeyboardEvent, target: HTMLElement): void {
    const id = desk.threads.current.peek();
    if (target.matches('input[type=search]') && (target as HTMLInputElement).value) return;
    event.preventDefault();
    const inField = target.matches('input, textarea, select');
    const row = rows().find((one) => one.ariaCurrent === 'true') ?? rows()[0];
    if (inField) target.blur();
    if (row?.checkVisibility()) row.focus();
    else if (!inField && id !== null) go(to('conversations'));
  }
}

/** The log of messages takes the arrows itself. */
function scrolls(target: HTMLElement): boolean {
  return target.closest('.messages, .person') !== null;
}

/** Whether this browser’s person wants single keys to work. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off';
  } catch {
    return true;
  }
}

function keep(on: boolean): void {
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  } catch {}
}
