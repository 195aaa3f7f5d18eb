import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { seenBy } from '../../client/thread.ts';
import type { Chat } from '../conversations/chat.ts';
import { lazy } from '../lazy.tsx';
import { useSheet } from '../sheet.ts';
import { fill, speech, type Words } from '../words/speech.ts';
import { copy } from './copy.ts';
import css from './menu.css?inline';
import { gist } from './Quoted.tsx';
import { Replying } from './Replying.tsx';
import { isChangeable, talkOf } from './talk.ts';
import { talkWords } from './words.ts';

const Emoji = lazy(() => import('../emoji/Emoji.tsx'));
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

type Props = {
  chat: Chat;
  words: Words;
  id: string;
  onClose: () => void;
  /** Back to where it was opened from. */
  onLeave: () => void;
};

/** What can be done with a message, over the conversation. */
export default function Menu({ chat, words: general, id, onClose, onLeave }: Props) {
  const words = talkWords();
  const talk = talkOf(chat);
  const sheet = useSheet(css);
  const menu = useRef<HTMLDivElement>(null);
  /** The finger that opened it is lifted over it: only a press that began here counts. */
  const isPressed = useRef(false);
  const [isSure, setSure] = useState(false);
  const [picks, setPicks] = useState(false);
  const thread = chat.thread.value;
  const stored = thread?.messages.find((one) => one.id === id);
  const message = stored && { ...stored, ...talk.pending.value.get(id) };
  const leave = () => {
    onClose();
    onLeave();
  };
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useLayoutEffect(() => {
    items()[0]?.focus();
    // A press that comes from elsewhere, such as into another conversation, leaves nothing of it.
    return onClose;
  }, []);
  if (!thread || !message || message.takenBackAt !== null) return null;

  const own = message.by === 'visitor';
  const changes = isChangeable(message, chat.settings.editMinutes);
  const readers = own ? seenBy(thread, message.seq) : undefined;
  const when = new Date(message.at).toLocaleString(speech.value.locale, { dateStyle: 'medium', timeStyle: 'short' });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the menu closes it, as Esc does
    <div
      class="over-all"
      ref={sheet}
      onPointerDown={() => {
        isPressed.current = true;
      }}
      onClickCapture={(event) => {
        if (event.detail > 0 && !isPressed.current) event.stopPropagation();
        else if (event.target === event.currentTarget) leave();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (picks) return;
        const all = items();
        const at = all.indexOf((event.currentTarget.getRootNode() as ShadowRoot).activeElement as HTMLElement);
        const rtl = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
        const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl, ArrowLeft: -rtl }[event.key];
        if (event.key === 'Escape' || event.key === 'Tab') leave();
        else if (step) all.at((at + step) % all.length)?.focus();
        else if (event.key === 'Home') all[0]?.focus();
        else if (event.key === 'End') all.at(-1)?.focus();
        else return;
        event.preventDefault();
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (picks && relatedTarget && !currentTarget.contains(relatedTarget as Node)) onClose();
      }}
    >
      <div class="menu-sheet">
        <p class="facts">
          <bdi>{when}</bdi>
          {readers &&
            readers.length > 0 &&
            ` · ${fill(words.seenBy, { names: new Intl.ListFormat(speech.value.locale).format(readers) })}`}
        </p>
        {picks && (
          <Emoji
            {...{ chat, words: general }}
            onChoose={(emoji) => {
              talk.react(message, emoji);
              leave();
            }}
            onLeave={leave}
          />
        )}
        <div role="menu" hidden={picks} aria-label={fill(words.about, { text: gist(message) })} ref={menu}>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu */}
          <div role="group" aria-label={words.react} class="quick">
            {QUICK.map((emoji) => (
              <button
                type="button"
                key={emoji}
                role="menuitemcheckbox"
                tabIndex={-1}
                aria-checked={(message.reactions ?? []).some((one) => one.emoji === emoji && one.by === 'visitor')}
                onClick={() => {
                  talk.react(message, emoji);
                  leave();
                }}
              >
                {emoji}
              </button>
            ))}
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="all"
              aria-label={words.moreEmoji}
              onClick={() => setPicks(true)}
              onPointerEnter={() => void Emoji.fetch()}
              onFocus={() => void Emoji.fetch()}
            >
              +
            </button>
          </div>
          <Item
            does={words.reply}
            onChoose={() => {
              chat.replying.value = { id, shown: () => <Replying chat={chat} message={message} /> };
              onClose();
              composerOf(menu.current)?.focus();
            }}
          />
          {message.body && (
            <Item
              does={words.copy}
              onChoose={() => {
                void copy(message.body ?? '', menu.current).then((done) => {
                  talk.said.value = { id, text: done ? words.copied : words.notCopied, isWrong: !done };
                });
                leave();
              }}
            />
          )}
          {changes && message.body && (
            <Item
              does={words.edit}
              onChoose={() => {
                onClose();
                talk.editing.value = id;
              }}
            />
          )}
          {changes && (
            <Item
              does={isSure ? words.takeBackSure : words.takeBack}
              kind="bad"
              onChoose={() => {
                if (!isSure) return setSure(true);
                talk.takeBack(id);
                composerOf(menu.current)?.focus();
                onClose();
              }}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function Item({ does, kind, onChoose }: { does: string; kind?: string; onChoose: () => void }) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} class={kind} onClick={onChoose}>
      {does}
    </button>
  );
}

function composerOf(inside: Element | null): HTMLElement | null | undefined {
  return inside?.closest('.panel')?.querySelector<HTMLElement>('.composer textarea');
}
