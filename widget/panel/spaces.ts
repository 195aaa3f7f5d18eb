import { type ReadonlySignal, signal } from '@preact/signals';

/** Where one is in the panel. A conversation is the chat's `shown` one; `what` names a thing of another room, such as an article. */
export type Space = {
  at: 'home' | 'messages' | 'conversation' | 'help' | 'feedback' | 'ideas' | 'article';
  what?: string;
};

export type Spaces = {
  space: ReadonlySignal<Space>;
  /** Enters a space; `back` leads here again. */
  go(space: Space): void;
  /** Where one came from, and the first room that the site has from everywhere else. */
  back(): void;
  /** Whether there is a way back from here. */
  leadsBack(): boolean;
  has(at: Space['at']): boolean;
};

/** The way through the panel, past the rooms that the site does without. It begins where one writes: who opens a chat wants to. */
export function openSpaces(closed: readonly string[] = []): Spaces {
  const space = signal<Space>({ at: 'conversation' });
  let trail: Space[] = [];

  const has = (at: Space['at']) => !closed.includes(at);
  const first = (['home', 'messages', 'conversation'] as const).find(has) ?? 'conversation';

  return { space, go, back, has, leadsBack: () => space.value.at !== first || trail.length > 0 };

  function go(asked: Space): void {
    const next: Space = has(asked.at) ? asked : { at: 'conversation' };
    const here = space.value;
    if (here.at === next.at && here.what === next.what) return;
    trail = next.at === first ? [] : [...trail, here];
    space.value = next;
  }

  function back(): void {
    space.value = trail.pop() ?? { at: first };
  }
}
