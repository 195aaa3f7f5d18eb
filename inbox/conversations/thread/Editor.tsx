import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { MAX_TEXT_CHARACTERS } from '../../../protocol/lengths.ts';
import { Button } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';

const text = words.conversations;

/** The message that is to be changed next, as the composer's arrow asks for. */
export const toEdit = signal<string | null>(null);

/** Where one's own message is changed. `body` is what stands there at first. */
export function Editor(p: { body: string; onSave: (body: string) => void; onEnd: () => void }) {
  const [value, setValue] = useState(p.body);
  const save = () => {
    if (value.trim()) p.onSave(value.toWellFormed().replaceAll('\0', ''));
  };
  return (
    <form
      class="editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        class="input"
        rows={Math.min(8, value.split('\n').length + 1)}
        aria-label={text.editing}
        maxLength={MAX_TEXT_CHARACTERS}
        dir="auto"
        value={value}
        ref={focus}
        onInput={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            p.onEnd();
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            save();
          }
        }}
      />
      <div class="actions">
        <Button onClick={p.onEnd}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={!value.trim()}>
          {text.save}
        </Button>
      </div>
    </form>
  );
}

function focus(field: HTMLTextAreaElement | null): void {
  if (!field || field.dataset.focused) return;
  field.dataset.focused = 'yes';
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
