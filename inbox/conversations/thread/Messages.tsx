import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { readUpTo } from '../../../client/thread.ts';
import type { StaffMessage } from '../../../protocol/conversations.ts';
import type { Desk } from '../../desk.ts';
import { Icon } from '../../kit/ui.tsx';
import { nameOf } from '../../people/name.ts';
import { now } from '../../shell/clock.ts';
import { dayOf, sameDay } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import { Unsent } from '../composer/Unsent.tsx';
import { Message } from './Message.tsx';
import { authorOf } from './Quote.tsx';
import type { Opened } from './thread.ts';
import './messages.css';

const text = words.conversations;
const GROUPED_WITHIN_MS = 5 * 60_000;
const NEAR_END_PX = 80;
const LOAD_OLDER_AT_PX = 200;

/** The thread, scrolled to its end unless the reader is elsewhere. */
export function Messages({ desk, opened }: { desk: Desk; opened: Opened }) {
  const { thread, person } = opened;
  const { messages } = thread;
  const me = desk.me.value.id;
  const box = useRef<HTMLDivElement>(null);
  const place = useRef({ first: '', height: 0, atEnd: true });
  const [below, setBelow] = useState(false);
  /** The end is more than a screen away. */
  const [away, setAway] = useState(false);
  // Where "new" begins is settled when the conversation is opened, and anew when the reader turns away from its end.
  const [seen, setSeen] = useState(() => readUpTo(thread, me));
  const turnAway = () => setSeen(readUpTo(desk.threads.opened.peek()?.thread ?? thread, me));
  const entries = desk.posting.entries.value.filter((entry) => entry.conversation === thread.conversation);
  const typing = desk.presence.visitorsTyping.value.has(thread.conversation);
  const first = messages[0]?.id ?? '';
  const newest = messages.at(-1);
  const firstNew = seen > 0 ? messages.find((one) => one.by === 'visitor' && one.seq > seen)?.id : undefined;

  const saw = () => {
    if (place.current.atEnd && document.visibilityState === 'visible' && document.hasFocus()) desk.threads.saw();
  };
  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement;
    const before = place.current;
    const own = newest?.author?.id === me || entries.at(-1)?.parked === null;
    if (before.first !== '' && first !== before.first && !before.atEnd) {
      // Earlier messages came in above: what the reader has before them stays where it is.
      element.scrollTop += element.scrollHeight - before.height;
    } else if (before.atEnd || own) {
      element.scrollTop = element.scrollHeight;
    } else {
      setBelow(true);
    }
    place.current = { first, height: element.scrollHeight, atEnd: isAtEnd(element) };
    saw();
  }, [first, newest?.id, messages.length, entries.length, typing]);
  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement;
    // A composer that grows, a phone's keyboard: the end stays in sight.
    const sized = new ResizeObserver(() => {
      if (place.current.atEnd) element.scrollTop = element.scrollHeight;
    });
    sized.observe(element);
    const back = () => saw();
    addEventListener('focus', back);
    addEventListener('blur', turnAway);
    document.addEventListener('visibilitychange', back);
    return () => {
      sized.disconnect();
      removeEventListener('focus', back);
      removeEventListener('blur', turnAway);
      document.removeEventListener('visibilitychange', back);
    };
  }, []);

  const scrolled = () => {
    const element = box.current as HTMLDivElement;
    const wasAtEnd = place.current.atEnd;
    place.current = { ...place.current, height: element.scrollHeight, atEnd: isAtEnd(element) };
    if (wasAtEnd && !place.current.atEnd) turnAway();
    if (place.current.atEnd) {
      setBelow(false);
      saw();
    }
    setAway(toEnd(element) > element.clientHeight);
    if (element.scrollTop < LOAD_OLDER_AT_PX) void desk.threads.loadOlder();
  };

  /** Leads to a message, with what is earlier where it has to be loaded. */
  const seek = async (id: string) => {
    const found = () => box.current?.querySelector<HTMLElement>(`[data-id="${id}"]`);
    place.current.atEnd = false;
    while (!found() && desk.threads.opened.peek()?.thread.older) {
      const before = desk.threads.opened.peek()?.thread.messages.length;
      await desk.threads.loadOlder();
      if (desk.threads.opened.peek()?.thread.messages.length === before) return;
      await new Promise(requestAnimationFrame);
    }
    const message = found();
    message?.scrollIntoView({ block: 'center' });
    message?.querySelector<HTMLElement>('.menu > button')?.focus({ preventScroll: true });
    message?.animate?.([{ background: 'var(--chosen)' }, { background: 'transparent' }], 1200);
  };
  /** From one message to the next by the arrows, once one of them has the focus. */
  const keys = (event: KeyboardEvent) => {
    const button = (event.target as HTMLElement).closest('.message .menu > button[aria-expanded=false]');
    if (!button || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const all = [...(box.current?.querySelectorAll<HTMLElement>('.message .menu > button') ?? [])];
    const next = all[all.indexOf(button as HTMLElement) + (event.key === 'ArrowUp' ? -1 : 1)];
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
    next?.closest('.message')?.scrollIntoView({ block: 'nearest' });
  };

  const heard = { onScroll: scrolled, onKeyDown: keys };

  return (
    <div class="log">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard */}
      <div class="messages" ref={box} {...heard} role="log" aria-label={text.log} tabIndex={0}>
        {thread.older && (
          <button
            type="button"
            class="button quiet"
            onClick={() => void desk.threads.loadOlder()}
            disabled={desk.threads.loadingOlder.value}
          >
            {text.older}
          </button>
        )}
        {messages.map((message, at) => (
          <Entries
            key={message.id}
            {...{ desk, opened, message, before: messages[at - 1] }}
            onSeek={seek}
            isNew={message.id === firstNew}
          />
        ))}
        {entries.map((entry) => (
          <Unsent key={entry.id} {...{ desk, opened, entry }} onSeek={seek} />
        ))}
        {typing && (
          <p class="writes small soft" role="status">
            <span dir="auto">{nameOf(person)}</span> {text.isTyping}
          </p>
        )}
      </div>
      {(below || away) && (
        <button
          type="button"
          class="button below"
          onClick={() => {
            box.current?.scrollTo({ top: box.current.scrollHeight });
            box.current?.focus({ preventScroll: true });
          }}
        >
          <Icon name="down" size={18} />
          {below ? text.below : text.newest}
        </button>
      )}
    </div>
  );
}

function isAtEnd(element: HTMLElement): boolean {
  return toEnd(element) < NEAR_END_PX;
}

function toEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}

/** A message with what stands around it: the day, where new ones begin, who wrote, how far it got. */
function Entries(p: {
  desk: Desk;
  opened: Opened;
  message: StaffMessage;
  before: StaffMessage | undefined;
  isNew: boolean;
  onSeek: (id: string) => void;
}) {
  const { desk, opened, message, before } = p;
  const { thread } = opened;
  const newDay = !before || !sameDay(before.at, message.at);
  const grouped = !newDay && !p.isNew && before !== undefined && belongTogether(before, message);
  const lastOwn = thread.messages.findLast((one) => one.by === 'staff' && !one.note);
  const state =
    message === lastOwn && message.takenBackAt === null
      ? message.seq <= readUpTo(thread, 'visitor')
        ? text.read
        : text.sent
      : null;
  return (
    <>
      {newDay && (
        <p class="day" dir="auto">
          {dayOf(message.at, now.value)}
        </p>
      )}
      {p.isNew && (
        <p class="fresh">
          <span>{text.fresh}</span>
        </p>
      )}
      <Message
        {...{ desk, opened, message, state }}
        author={grouped ? null : authorOf(message, opened)}
        onSeek={p.onSeek}
      />
    </>
  );
}

function belongTogether(a: StaffMessage, b: StaffMessage): boolean {
  return a.by === b.by && a.author?.id === b.author?.id && a.note === b.note && b.at - a.at < GROUPED_WITHIN_MS;
}
