import { type ReadonlySignal, signal } from '@preact/signals';

/** Where one is in the panel. A conversation is the chat's `shown` one; `what` names a thing of another room, such as an article. */
export type Space = { at: 'home' | 'messages' | 'conversation' | 'help' | 'feedback' | 'article'; what?: string };

export type Spaces = {
  space: ReadonlySignal<Space>;
  /** Enters a space; `back` leads here again. */
  go(space: Space): void;
  /** Where one came from, and Home from everywhere else. */
  back(): void;
};

/** The way through the panel. It begins where one writes: who opens a chat wants to. */
export function openSpaces(): Spaces {
  const space = signal<Space>({ at: 'conversation' });
  let trail: Space[] = [];

  return { space, go, back };

  function go(next: Space): void {
    const here = space.value;
    if (here.at === next.at && here.what === next.what) return;
    trail = next.at === 'home' ? [] : [...trail, here];
    space.value = next;
  }

  function back(): void {
    space.value = trail.pop() ?? { at: 'home' };
  }
}
