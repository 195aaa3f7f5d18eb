import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Tray } from '../../../client/files/Tray.tsx';
import { MAX_TEXT_CHARACTERS } from '../../../protocol/lengths.ts';
import type { Desk } from '../../desk.ts';
import { Emoji } from '../../emoji/Emoji.tsx';
import { useDropped } from '../../files/useDropped.ts';
import { Icon, IconButton } from '../../kit/ui.tsx';
import { nameOf } from '../../people/name.ts';
import { words } from '../../words/en.ts';
import { files as fileWords } from '../../words/files.ts';
import { entered } from '../keys.ts';
import { toEdit } from '../thread/Editor.tsx';
import { Quote } from '../thread/Quote.tsx';
import type { Opened } from '../thread/thread.ts';
import '../../../client/files/tray.css';
import '../../files/tray.css';

const text = words.conversations;
const COUNT_FROM = 9_000;
const TALLEST_PX = 220;

/** Where staff write: a reply to the visitor, or a note that colleagues alone see. The draft is kept per conversation. */
export function Composer({ desk, opened }: { desk: Desk; opened: Opened }) {
  const { conversation } = opened.thread;
  const draft = desk.drafts.of(conversation).value;
  const field = useRef<HTMLTextAreaElement>(null);
  const left = MAX_TEXT_CHARACTERS - [...draft.text].length;
  const files = desk.attaching.of(conversation);
  const staged = files.staged.value;
  const sendable = (draft.text.trim() !== '' || staged.length > 0) && left >= 0 && files.busy.value === 0;
  const [picks, setPicks] = useState(false);
  const [takesFiles, setTakesFiles] = useState(true);
  const drops = useDropped(field, files.take);
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
    void rules().then((known) => setTakesFiles(known?.kinds.length !== 0));
    return desk.presence.stops;
  }, []);

  const rules = () => desk.attaching.rules(opened.site);
  const send = () => {
    if (!sendable) return;
    const body = draft.text.trim() ? draft.text.toWellFormed().replaceAll('\0', '') : '';
    desk.posting.post({ conversation, body, note: draft.note, files: staged, replyTo: draft.replyTo });
    files.staged.value = [];
    setPicks(false);
    desk.drafts.set(conversation, { text: '', replyTo: null });
    desk.presence.stops();
    field.current?.focus();
  };
  const write = (text: string) => {
    desk.drafts.set(conversation, { text });
    if (text) desk.presence.types(conversation, draft.note);
    else desk.presence.stops();
  };
  /** Where one was writing. */
  const put = (sign: string) => {
    const area = field.current as HTMLTextAreaElement;
    area.setRangeText(sign, area.selectionStart, area.selectionEnd, 'end');
    write(area.value);
  };
  const editLast = () => {
    const own = opened.thread.messages.findLast((one) => one.author?.id === desk.me.value.id && one.body);
    toEdit.value = own?.id ?? null;
    return own !== undefined;
  };
  const choose = (note: boolean) => {
    desk.presence.stops();
    // A note can be answered by notes alone.
    const answersNote = opened.thread.messages.some(({ id, note }) => id === draft.replyTo && note);
    desk.drafts.set(conversation, { note, ...(answersNote && !note && { replyTo: null }) });
    field.current?.focus();
  };

  return (
    <form
      class={`composer ${draft.note ? 'noting' : ''} ${drops ? 'drops' : ''}`}
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
      {draft.replyTo && (
        <div class="answers">
          <Quote opened={opened} of={draft.replyTo} />
          <IconButton
            icon="close"
            label={text.answerNone}
            onClick={() => {
              desk.drafts.set(conversation, { replyTo: null });
              field.current?.focus();
            }}
          />
        </div>
      )}
      <div class="tray">
        <Tray files={files} words={fileWords} rules={rules} onDone={() => field.current?.focus()} />
      </div>
      {picks && (
        <Emoji
          desk={desk}
          onChoose={put}
          onLeave={() => {
            setPicks(false);
            field.current?.focus();
          }}
        />
      )}
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        value={draft.text}
        aria-label={draft.note ? text.writeNote : text.writeReply(nameOf(opened.person))}
        placeholder={draft.note ? text.writeNote : text.writeReply(nameOf(opened.person))}
        onInput={(event) => write(event.currentTarget.value)}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0 || !takesFiles) return;
          event.preventDefault();
          files.take(pasted);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' && !event.currentTarget.value && editLast()) event.preventDefault();
          // While an input method composes, Enter picks a word.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="line">
        {takesFiles && (
          <IconButton
            icon="attach"
            label={text.attach}
            expanded={files.menu.value === true}
            onClick={() => {
              files.menu.value = !files.menu.value;
            }}
          />
        )}
        <IconButton icon="emoji" label={text.emoji} expanded={picks} onClick={() => setPicks(!picks)} />
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
