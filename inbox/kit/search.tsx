import { useRef } from 'preact/hooks';
import { words } from '../words/en.ts';
import { Icon, IconButton } from './ui.tsx';

/** Where one writes what to look for: Esc and a button empty it. */
export function SearchField(p: { label: string; value: string; onInput: (words: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    p.onInput('');
    field.current?.focus();
  };
  return (
    <div class="search">
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        class="input"
        aria-label={p.label}
        placeholder={p.label}
        maxLength={200}
        dir="auto"
        value={p.value}
        onInput={(event) => p.onInput(event.currentTarget.value.toWellFormed().replaceAll('\0', ''))}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !p.value) return;
          event.preventDefault();
          clear();
        }}
      />
      {p.value && <IconButton icon="close" label={words.conversations.clearSearch} onClick={clear} />}
    </div>
  );
}
