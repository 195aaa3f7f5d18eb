import type { ComponentChildren, TargetedMouseEvent, TargetedPointerEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Marked } from '../../client/markdown/Marked.tsx';
import markedCss from '../../client/markdown/marked.css?inline';
import type { Entry } from '../../client/outbox.ts';
import type { VisitorMessage } from '../../protocol/conversations.ts';
import type { Chat } from '../conversations/chat.ts';
import { lazy } from '../lazy.tsx';
import { useSheet } from '../sheet.ts';
import { speech, type Words } from '../words/speech.ts';
import { Quoted } from './Quoted.tsx';
import { Reactions } from './Reactions.tsx';
import talkCss from './talk.css?inline';
import { talkOf } from './talk.ts';
import { talkWords } from './words.ts';

const Menu = lazy(() => import('./Menu.tsx'));
const Editor = lazy(
  () => import('./Editor.tsx'),
  () => null,
);
const HELD_MS = 450;
const MOVED_PX = 8;
const css = markedCss + talkCss;

type Props = { chat: Chat; words: Words; children?: ComponentChildren; message?: VisitorMessage; entry?: Entry };

/** A message, or one on its way, as it is meant, and with what can be done with it. */
export default function Bubble({ chat, words, children, message, entry }: Props) {
  const root = useSheet(css);
  return (
    <div class="spoken" ref={root}>
      {message && <Said {...{ chat, words, children, message }} />}
      {entry && (
        <>
          {entry.body && (
            <div class={`bubble own ${entry.parked ? 'parked' : 'sending'}`} dir="auto">
              <Text {...{ chat, body: entry.body, replyTo: entry.replyTo }} />
            </div>
          )}
          {children}
        </>
      )}
    </div>
  );
}

function Said({ chat, words, children, message: stored }: Props & { message: VisitorMessage }) {
  const talk = talkOf(chat);
  const message = { ...stored, ...talk.pending.value.get(stored.id) };
  const { id, body, files, takenBackAt } = message;
  const more = useRef<HTMLButtonElement>(null);
  const [isTold, tell] = useState(false);
  const said = talk.said.value?.id === id ? talk.said.value : null;
  const [whose, side] = message.by === 'visitor' ? ['own', 'is-own'] : ['theirs', ''];
  const close = () => {
    chat.over.value = null;
  };
  const open = () => {
    chat.over.value = () => <Menu {...{ chat, words, id }} onClose={close} onLeave={() => more.current?.focus()} />;
  };
  const held = useHeld(open);
  const isEdited = talk.editing.value === id && body !== null;
  const edits = useRef(false);
  // Whoever was in the editor is back where they opened it from.
  useLayoutEffect(() => {
    if (edits.current && !isEdited) more.current?.focus();
    edits.current = false;
  }, [isEdited]);
  if (isEdited) {
    const onLeave = () => {
      edits.current = true;
    };
    return <Editor {...{ chat, words, id, body, onLeave }} />;
  }

  return (
    <>
      {message.by === 'visitor' && <p class="hidden">{talkWords().you}</p>}
      <div class={`line ${side} ${isTold ? 'told' : ''}`}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a finger's short way to what the button beside it does */}
        <div
          class="held"
          {...held.on}
          onClick={(event) => {
            if (held.isTouch() && !(event.target as Element).closest('a, button, input')) tell(!isTold);
          }}
        >
          {(body !== '' || !files) && (
            <div
              class={`bubble ${whose} ${body === null ? 'gone' : ''}`}
              dir="auto"
              title={new Date(message.at).toLocaleString(speech.value.locale)}
            >
              {body === null ? words.takenBack : <Text {...{ chat, body, replyTo: message.replyTo }} />}
              {message.editedAt !== null && body !== null && <small>{words.edited}</small>}
            </div>
          )}
          {takenBackAt === null && children}
        </div>
        {takenBackAt === null && (
          <button
            type="button"
            class="more"
            ref={more}
            aria-label={talkWords().options}
            aria-haspopup="menu"
            tabIndex={chat.thread.value?.messages.at(-1)?.id === id ? 0 : -1}
            onClick={open}
            onPointerEnter={() => void Menu.fetch()}
            onFocus={() => void Menu.fetch()}
            onKeyDown={goAlong}
          >
            <span aria-hidden="true">⋯</span>
          </button>
        )}
      </div>
      {isTold && (
        <time class={`when ${side}`} dateTime={new Date(message.at).toISOString()}>
          {new Date(message.at).toLocaleTimeString(speech.value.locale, { hour: 'numeric', minute: '2-digit' })}
        </time>
      )}
      {message.reactions && <Reactions {...{ chat, message }} />}
      {said && (
        <p class={`state ${said.isWrong ? 'failed' : ''}`} role={said.isWrong ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
    </>
  );
}

function Text({ chat, body, replyTo }: { chat: Chat; body: string; replyTo: string | undefined }) {
  return (
    <>
      {replyTo && <Quoted chat={chat} id={replyTo} />}
      <div class="marked">
        <Marked text={body} />
      </div>
    </>
  );
}

/** A finger that stays on a message opens its menu; one that moves scrolls. */
function useHeld(open: () => void) {
  const state = useRef({ timer: 0, x: 0, y: 0, kind: '', opened: false }).current;
  const stop = () => clearTimeout(state.timer);
  return {
    /** What was pressed last was tapped with a finger, and nothing opened. */
    isTouch: () => state.kind === 'touch' && !state.opened,
    on: {
      onPointerDown(event: TargetedPointerEvent<HTMLElement>) {
        Object.assign(state, { x: event.clientX, y: event.clientY, kind: event.pointerType, opened: false });
        stop();
        if (event.pointerType !== 'touch') return;
        void Menu.fetch();
        state.timer = window.setTimeout(() => {
          state.opened = true;
          open();
        }, HELD_MS);
      },
      onPointerMove(event: TargetedPointerEvent<HTMLElement>) {
        if (Math.hypot(event.clientX - state.x, event.clientY - state.y) > MOVED_PX) stop();
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onContextMenu(event: TargetedMouseEvent<HTMLElement>) {
        if (state.kind === 'touch') event.preventDefault();
      },
    },
  };
}

/** From one message's menu to the next with the arrow keys. */
function goAlong(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const here = event.currentTarget as HTMLElement;
  const all = [...(here.closest('.messages')?.querySelectorAll<HTMLElement>('.more') ?? [])];
  all[all.indexOf(here) + step]?.focus();
}
