import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT_CHARACTERS } from '../../protocol/lengths.ts';
import { SEEN } from '../conversations/Composer.tsx';
import type { Chat } from '../conversations/chat.ts';
import { talkOf } from './talk.ts';
import { talkWords } from './words.ts';

type Props = {
  chat: Chat;
  id: string;
  body: string;
  /** It goes, and the focus was in it. */
  onLeave: () => void;
};

/** One's own message being changed, where it stands. A change that is refused is given back to be tried again. */
export default function Editor({ chat, id, body, onLeave }: Props) {
  const words = talkWords();
  const talk = talkOf(chat);
  const [value, setValue] = useState(body);
  const end = (text: string | null) => {
    talk.editing.value = null;
    if (text !== null && text !== body) void talk.edit(id, text);
  };
  const isRight = SEEN.test(value);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const current = form.current as HTMLFormElement;
    // Whole, with its buttons, and above the keyboard, which makes the log smaller.
    const inSight = new ResizeObserver(() => current.scrollIntoView({ block: 'nearest' }));
    inSight.observe(current.closest('.messages') as Element);
    return () => {
      inSight.disconnect();
      if (current.matches(':focus-within')) onLeave();
    };
  }, []);
  return (
    <form
      class="editor"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) end(value.toWellFormed().replaceAll('\0', ''));
      }}
    >
      <textarea
        rows={Math.min(6, value.split('\n').length + 1)}
        aria-label={words.editing}
        maxLength={MAX_TEXT_CHARACTERS}
        dir="auto"
        value={value}
        ref={begin}
        onInput={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.isComposing || event.keyCode === 229) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            end(null);
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      <button type="button" class="link" onClick={() => end(null)}>
        {words.cancel}
      </button>
      <button type="submit" class="primary" disabled={!isRight}>
        {words.save}
      </button>
    </form>
  );
}

function begin(field: HTMLTextAreaElement | null): void {
  if (!field || field.dataset.begun) return;
  field.dataset.begun = 'yes';
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
