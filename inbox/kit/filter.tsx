import { words } from '../words/en.ts';
import { Blank } from './ui.tsx';

/** Lists shorter than this are seen at a glance. */
const FROM_ENTRIES = 9;

/** Narrows a long list down; nothing where the list is short. */
export function Filter(p: { count: number; label: string; value: string; onInput: (typed: string) => void }) {
  if (p.count < FROM_ENTRIES) return null;
  return (
    <input
      type="search"
      class="input filter"
      aria-label={p.label}
      placeholder={p.label}
      dir="auto"
      value={p.value}
      onInput={(event) => p.onInput(event.currentTarget.value)}
    />
  );
}

/** Whether one of these texts has what is looked for. */
export function fits(typed: string, ...texts: string[]): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return texts.some((text) => text.toLocaleLowerCase().includes(wanted));
}

export function NothingFits() {
  return (
    <Blank title={words.conversations.nothingFound}>
      <p>{words.nothingFits}</p>
    </Blank>
  );
}
