import { plain } from '../../../client/markdown/parse.ts';
import type { StaffMessage } from '../../../protocol/conversations.ts';
import { nameOf } from '../../people/name.ts';
import { words } from '../../words/en.ts';
import type { Opened } from './thread.ts';

const text = words.conversations;

/** The message that is answered, in short, as it is now; with `onSeek` a press leads to it. */
export function Quote(p: { opened: Opened; of: string; onSeek?: (id: string) => void }) {
  const { opened, of, onSeek } = p;
  const original = opened.thread.messages.find(({ id }) => id === of);
  const inside = (
    <>
      {original && (
        <span class="one-line small who" dir="auto">
          {authorOf(original, opened)}
        </span>
      )}
      <span class="one-line" dir="auto">
        {original ? inShort(original) : text.earlierMessage}
      </span>
    </>
  );
  if (!onSeek) return <div class="quote">{inside}</div>;
  return (
    <button type="button" class="quote" onClick={() => onSeek(of)} title={text.toOriginal}>
      {inside}
    </button>
  );
}

/** Who wrote a message, as staff call them. */
export function authorOf(message: StaffMessage, { person }: Opened): string | null {
  if (message.by === 'visitor') return nameOf(person);
  return message.by === 'staff' ? (message.author?.name ?? words.someone) : null;
}

/** What a message says, in one line. */
export function inShort({ body, files }: Pick<StaffMessage, 'body' | 'files'>): string {
  if (body === null) return text.takenBack;
  return plain(body).slice(0, 200) || (files?.map(({ name }) => name).join(', ') ?? '');
}
