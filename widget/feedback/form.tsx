import { useId } from 'preact/hooks';
import type { Chat } from '../conversations/chat.ts';
import { giving } from '../words/en/giving.ts';
import { fill, type Words, wordsOf } from '../words/speech.ts';

/** As many as the server takes. */
export const MOST_CHARACTERS = 5_000;
const COUNTED_FROM = 200;

/** `onSent` gets the id of what is on its way now. */
export type FormProps = { chat: Chat; talk: Words; onSent: (id: string) => void };

/** A place for as much as somebody wants to say. What does not fit is not cut off: it is counted. */
export function Long(p: {
  label: string;
  hint?: string;
  value: string;
  talk: Words;
  rows: number;
  wrong?: boolean;
  onInput: (text: string) => void;
}) {
  const id = useId();
  const left = MOST_CHARACTERS - p.value.trim().length;
  return (
    <>
      <label for={id}>{p.label}</label>
      <textarea
        class="field"
        id={id}
        rows={p.rows}
        dir={p.value ? 'auto' : undefined}
        placeholder={p.hint}
        value={p.value}
        aria-invalid={p.wrong || left < 0 || undefined}
        aria-describedby={p.wrong ? 'foyer-needed' : undefined}
        ref={(field) => {
          if (p.wrong) field?.focus();
        }}
        onInput={(event) => p.onInput(event.currentTarget.value)}
      />
      {left < COUNTED_FROM && (
        <p class={left < 0 ? 'failed' : 'soft'} role="status">
          {fill(left < 0 ? p.talk.over : p.talk.left, { count: Math.abs(left) })}
        </p>
      )}
    </>
  );
}

export function Send({ isNeeded, disabled }: { isNeeded: boolean; disabled?: boolean }) {
  const words = wordsOf('giving', giving);
  return (
    <>
      {isNeeded && (
        <p class="failed" id="foyer-needed" role="alert">
          {words.needed}
        </p>
      )}
      <button type="submit" class="primary" disabled={disabled}>
        {words.send}
      </button>
    </>
  );
}
