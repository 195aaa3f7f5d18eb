import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../client/outbox.ts';
import { seenUpTo } from '../../client/thread.ts';
import type { VisitorMessage } from '../../protocol/conversations.ts';
import type { VisitorFiles } from '../files/desk.ts';
import { lazy } from '../lazy.tsx';
import { Icon, Status } from '../ui.tsx';
import { fill, speech, type Words } from '../words/speech.ts';
import type { Chat } from './chat.ts';
import { dayOf, sameDay } from './days.ts';
import type { Thread } from './thread.ts';

/** Until its signs can be read, a message shows them. */
const Said = lazy(
  () => import('./Said.tsx'),
  ({ text }) => text,
);
const Attachments = lazy(() => import('../files/Attachments.tsx'));
const GROUPED_WITHIN_MS = 5 * 60_000;
const NEAR_END_PX = 60;
const LOAD_OLDER_AT_PX = 120;

/** The thread, scrolled to its end unless the reader is elsewhere. `onEnd` is called when the end is seen. */
export function Messages({
  chat,
  words,
  greeting,
  onEnd,
}: {
  chat: Chat;
  words: Words;
  greeting: string;
  onEnd: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const place = useRef({ first: '', height: 0, atEnd: true });
  const [below, setBelow] = useState(false);
  const thread = chat.thread.value;
  const entries = chat.unsent.value;
  const messages = thread?.messages ?? [];
  const newest = messages.at(-1);
  const first = messages[0]?.id ?? '';

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const before = place.current;
    if (before.first !== '' && first !== before.first && !before.atEnd) {
      // Earlier messages came in above: what the reader has before them stays where it is.
      element.scrollTop += element.scrollHeight - before.height;
    } else if (before.atEnd || entries.at(-1)?.parked === null) {
      element.scrollTop = element.scrollHeight;
    } else {
      setBelow(true);
    }
    place.current = { first, height: element.scrollHeight, atEnd: isAtEnd(element) };
    if (place.current.atEnd) onEnd();
  }, [first, newest?.id, newest?.seq, messages.length, entries.length, chat.typing.value?.id]);

  const scrolled = () => {
    const element = box.current as HTMLDivElement;
    place.current = { ...place.current, height: element.scrollHeight, atEnd: isAtEnd(element) };
    if (place.current.atEnd) {
      setBelow(false);
      onEnd();
    }
    if (element.scrollTop < LOAD_OLDER_AT_PX) void chat.loadOlder();
  };

  return (
    <div class="thread">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area has to be reached by keyboard */}
      <div class="messages" ref={box} onScroll={scrolled} role="log" aria-label={words.log} tabIndex={0}>
        {thread?.older && (
          <button type="button" class="link" onClick={() => void chat.loadOlder()} disabled={chat.loadingOlder.value}>
            {words.older}
          </button>
        )}
        {!thread?.older && greeting && (
          <p class="bubble theirs greeting" dir="auto">
            {greeting}
          </p>
        )}
        {chat.loading.value && <Status>{words.loading}</Status>}
        {thread && <Bubbles thread={thread} words={words} files={chat.files} last={entries.length === 0} />}
        {entries.map((entry) => (
          <Unsent key={entry.id} entry={entry} chat={chat} words={words} />
        ))}
        {chat.typing.value && (
          <p class="typing" role="status">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {fill(words.typing, { name: chat.typing.value.name })}
          </p>
        )}
      </div>
      {below && (
        <button type="button" class="below" onClick={() => box.current?.scrollTo({ top: box.current.scrollHeight })}>
          <Icon name="down" />
          {words.newMessages}
        </button>
      )}
    </div>
  );
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
}

function Bubbles({ thread, words, files, last }: { thread: Thread; words: Words; files: VisitorFiles; last: boolean }) {
  const seen = seenUpTo(thread);
  const lastOwn = thread.messages.findLast((message) => message.by === 'visitor');
  return thread.messages.map((message, at) => {
    const before = thread.messages[at - 1];
    const newDay = !before || !sameDay(before.at, message.at);
    const grouped = !newDay && before !== undefined && belongTogether(before, message);
    return (
      <div key={message.id} class="entry">
        {newDay && <p class="day">{dayOf(message.at, words)}</p>}
        {!grouped && message.by === 'staff' && <p class="author">{message.author?.name}</p>}
        {(message.body !== '' || !message.files) && <Bubble message={message} words={words} />}
        {message.files && (
          <div class={`carried ${message.by === 'visitor' ? 'mine' : ''}`}>
            <Attachments files={files} shown={message.files} words={words} />
          </div>
        )}
        {message === lastOwn && last && <p class="state">{message.seq <= seen ? words.read : words.sent}</p>}
      </div>
    );
  });
}

function Bubble({ message, words }: { message: VisitorMessage; words: Words }) {
  const whose = message.by === 'visitor' ? 'own' : 'theirs';
  const time = new Date(message.at);
  return (
    <div
      class={`bubble ${whose} ${message.body === null ? 'gone' : ''}`}
      dir="auto"
      title={time.toLocaleString(speech.value.locale)}
    >
      {message.body === null ? words.takenBack : <Said text={message.body} words={words} />}
      {message.editedAt !== null && message.body !== null && <small> {words.edited}</small>}
    </div>
  );
}

function Unsent({ entry, chat, words }: { entry: Entry; chat: Chat; words: Words }) {
  const { parked } = entry;
  return (
    <div class="entry">
      {entry.body && (
        <div class={`bubble own ${parked ? 'parked' : 'sending'}`} dir="auto">
          <Said text={entry.body} words={words} />
        </div>
      )}
      {entry.files && (
        <div class="carried mine">
          <Attachments files={chat.files} entry={entry} words={words} onStop={() => chat.discard(entry.id)} />
        </div>
      )}
      {parked ? (
        <p class="state failed" role="alert">
          {fill(words.notSent, { why: whyNot(parked, words) })}{' '}
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

function whyNot({ problem }: NonNullable<Entry['parked']>, words: Words): string {
  return problem ? (words.refused[problem.code as keyof Words['refused']] ?? problem.title) : words.cutOff;
}

function belongTogether(a: VisitorMessage, b: VisitorMessage): boolean {
  return a.by === b.by && a.author?.id === b.author?.id && b.at - a.at < GROUPED_WITHIN_MS;
}
