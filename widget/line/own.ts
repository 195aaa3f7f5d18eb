import { effect } from '@preact/signals-core';
import { type Line, openLine } from '../../client/line.ts';
import { type Part, seen, type TabsOptions } from './part.ts';

/** Where the browser cannot say which tab is first: each tab that is seen has a line of its own. */
export function openOwn(o: TabsOptions): Part {
  let line: Line | undefined;
  let unfollow: (() => void) | undefined;
  const look = () => (seen() ? open() : shut());

  return {
    enter() {
      document.addEventListener('visibilitychange', look);
      look();
    },
    leave() {
      document.removeEventListener('visibilitychange', look);
      shut();
    },
    ask: async (name, payload) => line?.ask(name, payload),
  };

  function open(): void {
    if (line) return;
    const opened = openLine(o);
    line = opened;
    opened.start();
    unfollow = effect(() => {
      o.standing.value = opened.standing.value;
    });
  }

  function shut(): void {
    unfollow?.();
    line?.close();
    line = undefined;
  }
}
