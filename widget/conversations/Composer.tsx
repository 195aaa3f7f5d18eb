import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_TEXT_CHARACTERS } from '../../protocol/lengths.ts';
import { lazy } from '../lazy.tsx';
import { IconButton } from '../ui.tsx';
import { fill, type Words } from '../words/speech.ts';
import type { Chat } from './chat.ts';

const COUNT_FROM = 9_000;
const TALLEST_PX = 140;
/** Anything but spaces and signs that nobody sees. */
export const SEEN = /[^\s\p{Default_Ignorable_Code_Point}]/u;
const Tray = lazy(() => import('../files/Tray.tsx'));
const Emoji = lazy(() => import('../emoji/Emoji.tsx'));

export function Composer({ chat, words }: { chat: Chat; words: Words }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = chat.draft.value;
  const left = MAX_TEXT_CHARACTERS - [...text].length;
  const { files } = chat;
  const [picks, setPicks] = useState(false);
  const sendable = (SEEN.test(text) || files.staged.value.length > 0) && left >= 0 && files.busy.value === 0;

  useLayoutEffect(() => {
    const area = field.current;
    const form = area?.form;
    if (!form) return;
    // While it is measured the thread above it must not grow: its end would be lost.
    form.style.minHeight = `${form.offsetHeight}px`;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, TALLEST_PX)}px`;
    form.style.minHeight = '';
  }, [text]);

  useEffect(() => {
    const panel = field.current?.closest<HTMLElement>('.panel');
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (event.type === 'drop') files.take([...event.dataTransfer.files]);
    };
    panel?.addEventListener('dragover', drop);
    panel?.addEventListener('drop', drop);
    return () => {
      panel?.removeEventListener('dragover', drop);
      panel?.removeEventListener('drop', drop);
    };
  }, []);

  /** Sent while pictures are made smaller: it goes once they are. */
  const due = useRef(false);
  const send = () => {
    due.current = files.busy.value > 0;
    if (!sendable) return;
    if (!chat.send(SEEN.test(text) ? text.toWellFormed().replaceAll('\0', '') : '')) return;
    chat.draft.value = '';
    // What was refused before it goes with it.
    files.menu.value = undefined;
    setPicks(false);
    field.current?.focus();
  };
  useEffect(() => {
    if (due.current && files.busy.value === 0) send();
  }, [files.busy.value]);
  /** Where the visitor was writing. */
  const put = (sign: string) => {
    const area = field.current;
    if (!area) return;
    area.setRangeText(sign, area.selectionStart, area.selectionEnd, 'end');
    chat.draft.value = area.value;
    chat.types();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {chat.replying.value?.shown()}
      {files.menu.value !== undefined && <Tray files={files} words={words} onDone={() => field.current?.focus()} />}
      {picks && (
        <Emoji
          {...{ chat, words }}
          onChoose={put}
          onLeave={() => {
            setPicks(false);
            field.current?.focus();
          }}
        />
      )}
      {chat.welcome.value?.files !== false && (
        <IconButton
          icon="attach"
          label={words.attach}
          expanded={files.menu.value === true}
          onClick={() => {
            files.menu.value = !files.menu.value;
          }}
          onPointerEnter={() => void Tray.fetch()}
        />
      )}
      <textarea
        ref={field}
        rows={1}
        value={text}
        dir={text ? 'auto' : undefined}
        aria-label={words.write}
        placeholder={words.write}
        enterkeyhint="send"
        onInput={(event) => {
          chat.draft.value = event.currentTarget.value;
          if (event.currentTarget.value) chat.types();
        }}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0) return;
          event.preventDefault();
          files.take(pasted);
        }}
        onKeyDown={(event) => {
          // While an input method composes, Enter picks a word.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
      />
      <IconButton
        icon="emoji"
        label={words.emoji}
        expanded={picks}
        onClick={() => setPicks(!picks)}
        onPointerEnter={() => void Emoji.fetch()}
      />
      <IconButton type="submit" class="send" icon="send" label={words.send} disabled={!sendable} />
      {left < MAX_TEXT_CHARACTERS - COUNT_FROM && (
        <p class={left < 0 ? 'count over' : 'count'} role="status">
          {fill(left < 0 ? words.over : words.left, { count: Math.abs(left) })}
        </p>
      )}
    </form>
  );
}
