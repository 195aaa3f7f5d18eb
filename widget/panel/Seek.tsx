import { useRef } from 'preact/hooks';
import { Icon, IconButton } from '../ui.tsx';

/** Where a visitor looks for something in a room. A button empties it. */
export function Seek(p: { label: string; clear: string; value: string; onInput(text: string): void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="seek">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        class="field"
        aria-label={p.label}
        placeholder={p.label}
        maxLength={200}
        dir="auto"
        value={p.value}
        onInput={(event) => p.onInput(event.currentTarget.value)}
      />
      {p.value && (
        <IconButton
          icon="close"
          label={p.clear}
          onClick={() => {
            p.onInput('');
            field.current?.focus();
          }}
        />
      )}
    </div>
  );
}
