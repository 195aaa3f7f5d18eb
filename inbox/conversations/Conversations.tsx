import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { PersonColumn } from '../people/PersonColumn.tsx';
import { path } from '../router.ts';
import { words } from '../words/en.ts';
import { Keys } from './Keys.tsx';
import { listing, useKeys } from './keys.ts';
import { QueueColumn } from './queue/QueueColumn.tsx';
import { ThreadColumn } from './thread/ThreadColumn.tsx';
import './conversations.css';

/** The queue, the thread and the person: three columns that fold to one. */
export function Conversations({ desk }: { desk: Desk }) {
  const id = path.value[1] ?? null;
  const columns = useRef<HTMLDivElement>(null);
  const [person, setPerson] = useState(false);
  useEffect(() => {
    desk.threads.open(id);
    desk.presence.look(id);
    setPerson(false);
    // After closing one, keys go on from the next.
    const row = columns.current?.querySelector<HTMLElement>('a.row[aria-current]');
    if (document.activeElement === document.body && row?.checkVisibility()) row.focus({ preventScroll: true });
  }, [desk, id]);
  useEffect(() => (person ? overThread(columns, closePerson) : undefined), [person]);
  useEffect(() => () => desk.presence.look(null), [desk]);
  useEffect(() => titled(desk), [desk]);
  const keys = useKeys(desk, columns);
  function closePerson() {
    setPerson(false);
    columns.current?.querySelector<HTMLElement>('.opens-person .button')?.focus();
  }
  const opened = desk.threads.opened.value;

  return (
    <div class={`desk ${id === null ? 'listing' : 'reading'} ${person ? 'with-person' : ''}`} ref={columns}>
      <h1 class="hidden-text">{words.conversations.title}</h1>
      <QueueColumn desk={desk} current={id} />
      <ThreadColumn desk={desk} id={id} keys={keys} onPerson={() => setPerson(!person)} />
      {opened && <PersonColumn desk={desk} opened={opened} onClose={closePerson} />}
      {listing.value && <Keys keys={keys} />}
    </div>
  );
}

/** Where the person lies over the thread, the focus goes there, and Esc leads back. */
function overThread(columns: RefObject<HTMLElement | null>, close: () => void): () => void {
  columns.current?.querySelector<HTMLElement>('.person > header .button')?.focus();
  const hear = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || document.querySelector('dialog[open], [role=menu]')) return;
    event.preventDefault();
    close();
  };
  // Before the desk hears it, for which Esc means the queue.
  addEventListener('keydown', hear, true);
  return () => removeEventListener('keydown', hear, true);
}

/** How many conversations have something unread, in the title of the page. */
function titled(desk: Desk): () => void {
  const end = effect(() => {
    const unread = desk.queue.rows.value?.filter((row) => row.unread > 0).length ?? 0;
    document.title = unread > 0 ? `(${unread}) Foyer` : 'Foyer';
  });
  return () => {
    end();
    document.title = 'Foyer';
  };
}
