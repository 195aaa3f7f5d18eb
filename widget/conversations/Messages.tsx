import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../client/outbox.ts';
import { seenBy } from '../../client/thread.ts';
import type { VisitorMessage } from '../../protocol/conversations.ts';
import { lazy } from '../lazy.tsx';
import { Icon, Status } from '../ui.tsx';
import { fill, speech, type Words } from '../words/speech.ts';
import type { Chat } from './chat.ts';
import { dayOf, sameDay } from './days.ts';
import { type Thread, unreadOf } from './thread.ts';

/** Until a message's signs can be read and something done with it, its text is there as it was written. */
export const Bubble = lazy(() => import('../talk/Bubble.tsx'), Plain);
const Attachments = lazy(() => import('../files/Attachments.tsx'));
const GROUPED_WITHIN_MS = 5 * 60_000;
const NEAR_END_PX = 60;
const LOAD_OLDER_AT_PX = 120;

/** The thread, scrolled to where the news begin, or its end, and then to where the reader is. `onEnd` is called when the end is seen. */
export function Messages({ chat, words, onEnd }: { chat: Chat; words: Words; onEnd: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const all = useRef<HTMLDivElement>(null);
  /**
   * What the reader has before them: the end, or the first thing in sight and how far below the panel's upper edge it ends. Where it begins
   * is another thing: the day and the name over it go when something older stands there. The log's own edge moves with what is said above it.
   */
  const place = useRef<{ atEnd: boolean; anchor?: Element | undefined; ends: number; at?: number; high?: number }>({
    atEnd: true,
    ends: 0,
  });
  const entered = useRef(false);
  const lastSent = useRef<string>(undefined);
  const [away, setAway] = useState(false);
  /** The first message that was new when the reader came, or that came while they were elsewhere. */
  const [fresh, setFresh] = useState<string>();
  const thread = chat.thread.value;
  const entries = chat.unsent.value;
  const messages = thread?.messages ?? [];
  const newest = messages.at(-1);
  const news = thread ? unreadOf(thread) : [];

  const topOf = (element: Element) =>
    element.getBoundingClientRect().top - (box.current as Element).getBoundingClientRect().top;
  const edge = () => -topOf((box.current as Element).closest('.panel') as Element);
  const endOf = (element: Element) => topOf(element) + element.clientHeight;
  const note = () => {
    const element = box.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    const anchor = [...(all.current as Element).children].find((one) => endOf(one) > 0 && !one.matches('.link'));
    place.current = {
      atEnd,
      anchor,
      ends: anchor ? endOf(anchor) + edge() : 0,
      at: element.scrollTop,
      high: highOf(element),
    };
    setAway(!atEnd);
    if (atEnd && !document.hidden) onEnd();
  };
  /** Whatever came in above or below, or grew: what the reader has before them stays where it is. */
  const settle = () => {
    const element = box.current;
    if (!element) return;
    const { atEnd, anchor, ends } = place.current;
    if (atEnd) element.scrollTop = element.scrollHeight;
    else if (anchor?.isConnected) element.scrollTop += endOf(anchor) + edge() - ends;
    note();
  };

  useLayoutEffect(() => {
    if (thread && news[0] && (entered.current ? !fresh && (!place.current.atEnd || document.hidden) : true)) {
      setFresh(news[0].id);
    } else {
      // Whoever writes looks at what they wrote; what waits longer moves nobody.
      const last = entries.at(-1);
      if (last?.parked === null && last.id !== lastSent.current) place.current.atEnd = true;
      settle();
    }
    lastSent.current = entries.at(-1)?.id ?? lastSent.current;
    entered.current ||= thread !== undefined;
  }, [messages[0]?.id, newest?.id, newest?.seq, messages.length, entries.length, chat.typing.value?.id]);
  useLayoutEffect(() => {
    const mark = all.current?.querySelector('.fresh');
    if (mark && place.current.atEnd) (box.current as Element).scrollTop += topOf(mark) - 8;
    if (mark) note();
  }, [fresh]);
  useEffect(() => {
    const grown = new ResizeObserver(settle);
    for (const { current } of [box, all]) if (current) grown.observe(current);
    document.addEventListener('visibilitychange', note);
    return () => {
      grown.disconnect();
      document.removeEventListener('visibilitychange', note);
    };
  }, []);

  const scrolled = () => {
    const element = box.current as Element;
    const { scrollTop } = element;
    // What has grown or shrunk in the same moment moved it: nobody went away from the end.
    if (place.current.atEnd && place.current.high !== highOf(element)) settle();
    // Told late of our own scrolling, when a picture has grown since: nobody went anywhere.
    else if (scrollTop !== place.current.at) note();
    if (scrollTop < LOAD_OLDER_AT_PX) void chat.loadOlder();
  };

  return (
    <div class="thread">
      <div
        class="messages"
        ref={box}
        onScroll={scrolled}
        role="log"
        aria-live="off"
        aria-label={words.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard
        tabIndex={0}
      >
        <div ref={all}>
          {thread?.older && (
            <button type="button" class="link" onClick={() => void chat.loadOlder()} disabled={chat.loadingOlder.value}>
              {words.older}
            </button>
          )}
          {!thread?.older && words.greeting && (
            <p class="bubble theirs greeting" dir="auto">
              {words.greeting}
            </p>
          )}
          {chat.loading.value && <Status>{words.loading}</Status>}
          {thread && <Stored {...{ thread, chat, words, fresh }} last={entries.length === 0} />}
          {/* Where it will stand once it is stored: nothing jumps then. */}
          {entries[0] && !(newest && sameDay(newest.at, entries[0].at)) && (
            <p class="day">{dayOf(entries[0].at, words)}</p>
          )}
          {entries.map((entry) => (
            <Unsent key={entry.id} entry={entry} chat={chat} words={words} />
          ))}
          {/* It is there before it says something: only then is it read out. */}
          <p class="typing" role="status">
            {chat.typing.value && (
              <>
                <span class="dots" aria-hidden="true">
                  <i />
                  <i />
                  <i />
                </span>
                {fill(words.typing, { name: chat.typing.value.name })}
              </>
            )}
          </p>
        </div>
      </div>
      {away && (
        <button
          type="button"
          class="below"
          onClick={() => {
            box.current?.scrollTo({ top: box.current.scrollHeight });
            box.current?.focus();
          }}
        >
          <Icon name="down" />
          {news.length > 0 ? fill(words.newMessages, { count: news.length }) : words.newest}
        </button>
      )}
    </div>
  );
}

function Stored(p: { thread: Thread; chat: Chat; words: Words; fresh: string | undefined; last: boolean }) {
  const { thread, chat, words } = p;
  const lastOwn = thread.messages.findLast((message) => message.by === 'visitor');
  return thread.messages.map((message, at) => {
    const before = thread.messages[at - 1];
    const newDay = !before || !sameDay(before.at, message.at);
    const isFresh = message.id === p.fresh;
    const grouped = !newDay && !isFresh && before !== undefined && belongTogether(before, message);
    return (
      <div key={message.id} class="entry" data-id={message.id}>
        {newDay && <p class="day">{dayOf(message.at, words)}</p>}
        {isFresh && <p class="fresh">{words.fresh}</p>}
        {!grouped && message.by === 'staff' && <p class="author">{message.author?.name}</p>}
        <Bubble {...{ chat, words, message }}>
          {message.files && (
            <div class={`carried ${message.by === 'visitor' ? 'mine' : ''}`}>
              <Attachments files={chat.files} shown={message.files} words={words} />
            </div>
          )}
        </Bubble>
        {message === lastOwn && p.last && <p class="state">{stateOf(message, thread, words)}</p>}
      </div>
    );
  });
}

function stateOf(message: VisitorMessage, thread: Thread, words: Words): string {
  const names = seenBy(thread, message.seq);
  if (!names) return words.sent;
  return names.length > 0
    ? fill(words.readBy, { names: new Intl.ListFormat(speech.value.locale).format(names) })
    : words.read;
}

type Said = { chat: Chat; words: Words; children?: ComponentChildren; message?: VisitorMessage; entry?: Entry };

function Plain({ message, entry, words, children }: Said) {
  const body = (entry ?? message)?.body;
  return (
    <>
      {body !== '' && (
        <div class={`bubble ${message?.by !== 'staff' ? 'own' : 'theirs'}`} dir="auto">
          {body ?? words.takenBack}
        </div>
      )}
      {children}
    </>
  );
}

function Unsent({ entry, chat, words }: { entry: Entry; chat: Chat; words: Words }) {
  const { parked } = entry;
  return (
    <div class="entry">
      <Bubble {...{ chat, words, entry }}>
        {entry.files && (
          <div class="carried mine">
            <Attachments
              {...{ files: chat.files, entry, words }}
              onStop={() => chat.discard(entry.id)}
              onLeaveOut={(file) => chat.leaveOut(entry.id, file)}
            />
          </div>
        )}
      </Bubble>
      {parked ? (
        <p class="state failed" role="alert">
          {fill(words.notSent, { why: whyNot(entry, words) })}{' '}
          <button type="button" class="link" onClick={() => chat.retry(entry.id)}>
            {words.tryAgain}
          </button>{' '}
          <button type="button" class="link" onClick={() => chat.discard(entry.id)}>
            {words.discard}
          </button>
        </p>
      ) : (
        <p class="state">{words.sending}</p>
      )}
    </div>
  );
}

function whyNot({ parked, files }: Entry, words: Words): string {
  const problem = parked?.problem;
  if (!problem) return words.cutOff;
  const why = words.refused[problem.code as keyof Words['refused']] ?? words.refused.bad_input;
  const file = files?.find(({ id }) => id === problem.field);
  return file ? `\u2068${file.name}\u2069: ${why}` : why;
}

/** How much of it there is to scroll. */
function highOf({ scrollHeight, clientHeight }: Element): number {
  return scrollHeight - clientHeight;
}

function belongTogether(a: VisitorMessage, b: VisitorMessage): boolean {
  return a.by === b.by && a.author?.id === b.author?.id && b.at - a.at < GROUPED_WITHIN_MS;
}
