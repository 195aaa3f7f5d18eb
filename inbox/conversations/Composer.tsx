import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { nameOf } from '../people/name.ts';
import { Icon } from '../ui.tsx';
import { words } from '../words/en.ts';
import { entered } from './keys.ts';
import type { Opened } from './thread.ts';

const text = words.conversations;
const MAX_TEXT_CHARACTERS = 10_000;
const COUNT_FROM = 9_000;
const TALLEST_PX = 220;

/** Where staff write: a reply to the visitor, or a note that colleagues alone see. The draft is kept per conversation. */
export function Composer({ desk, opened }: { desk: Desk; opened: Opened }) {
  const { conversation } = opened.thread;
  const draft = desk.drafts.of(conversation).value;
  const field = useRef<HTMLTextAreaElement>(null);
  const left = MAX_TEXT_CHARACTERS - [...draft.text].length;
  const sendable = draft.text.trim() !== '' && left >= 0;
  const writing = desk.presence.lookers.value.filter((one) => one.typing).map((one) => one.name);

  useLayoutEffect(() => {
    const area = field.current as HTMLTextAreaElement;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, TALLEST_PX)}px`;
  }, [draft.text]);
  useEffect(() => {
    // Who comes from the queue goes on to write; on a phone the keyboard would cover the thread at once. After closing one, the
    // next is only shown: the keys that follow are for it, not for its visitor.
    const fromQueue = entered.peek() === conversation;
    entered.value = null;
    if (fromQueue && matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true });
    return desk.presence.stops;
  }, []);

  const send = () => {
    if (!sendable) return;
    desk.posting.post({ conversation, body: draft.text.toWellFormed().replaceAll('\0', ''), note: draft.note });
    desk.drafts.set(conversation, { text: '' });
    desk.presence.stops();
    field.current?.focus();
  };
  const choose = (note: boolean) => {
    desk.presence.stops();
    desk.drafts.set(conversation, { note });
    field.current?.focus();
  };

  return (
    <form
      class={draft.note ? 'composer noting' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {writing.length > 0 && (
        <p class="notice" role="status">
          {text.writing(writing)}
        </p>
      )}
      <fieldset class="modes" aria-label={text.mode}>
        <button type="button" aria-pressed={!draft.note} onClick={() => choose(false)}>
          {text.reply}
        </button>
        <button type="button" aria-pressed={draft.note} onClick={() => choose(true)}>
          {text.note}
        </button>
      </fieldset>
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        value={draft.text}
        aria-label={draft.note ? text.writeNote : text.writeReply(nameOf(opened.person))}
        placeholder={draft.note ? text.writeNote : text.writeReply(nameOf(opened.person))}
        onInput={(event) => {
          desk.drafts.set(conversation, { text: event.currentTarget.value });
          if (event.currentTarget.value) desk.presence.types(conversation, draft.note);
          else desk.presence.stops();
        }}
        onKeyDown={(event) => {
          // While an input method composes, Enter picks a word.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="line">
        {left < MAX_TEXT_CHARACTERS - COUNT_FROM ? (
          <p class={left < 0 ? 'small bad' : 'small soft'} role="status">
            {text.left(left)}
          </p>
        ) : (
          <p class="small soft hint">{text.hint}</p>
        )}
        <button type="submit" class="button primary" disabled={!sendable}>
          <Icon name={draft.note ? 'note' : 'send'} size={18} turns />
          {draft.note ? text.addNote : text.send}
        </button>
      </div>
    </form>
  );
}
