import { plain } from '../../client/markdown/parse.ts';
import type { VisitorMessage } from '../../protocol/conversations.ts';
import type { Chat } from '../conversations/chat.ts';
import { fill } from '../words/speech.ts';
import { whoseIs } from './talk.ts';
import { talkWords } from './words.ts';

/** The message that is answered, as it is now, and the way to it. */
export function Quoted({ chat, id }: { chat: Chat; id: string }) {
  const words = talkWords();
  const message = chat.thread.value?.messages.find((one) => one.id === id);
  const name = message ? whoseIs(message) : '';
  const text = message ? gist(message) : words.earlier;
  return (
    <button
      type="button"
      class="quote"
      title={fill(words.toQuoted, { name, text })}
      onClick={(event) => void goTo(id, chat, event.currentTarget)}
    >
      {name && <b dir="auto">{name}</b>}
      <span dir="auto">{text}</span>
    </button>
  );
}

/** A message in one line. */
export function gist({ body, files }: VisitorMessage): string {
  const words = talkWords();
  if (body === null) return words.takenBack;
  return plain(body) || files?.[0]?.name || words.file;
}

/** Brings a message before the reader: earlier ones are fetched until it is there. */
async function goTo(id: string, chat: Chat, from: Element): Promise<void> {
  const box = from.closest('.messages');
  const find = () => box?.querySelector<HTMLElement>(`[data-id="${id}"]`);
  while (!find() && chat.thread.value?.older) {
    const before = chat.thread.value.messages.length;
    await chat.loadOlder();
    await new Promise(requestAnimationFrame);
    if (chat.thread.value?.messages.length === before) return;
  }
  const entry = find();
  if (!box || !entry) return;
  const middle = (box.clientHeight - entry.clientHeight) / 2;
  box.scrollTop += entry.getBoundingClientRect().top - box.getBoundingClientRect().top - Math.max(8, middle);
  entry.querySelector<HTMLElement>('.more')?.focus({ preventScroll: true });
  // The message alone, and not what else stands over it, such as the day.
  entry.querySelector('.bubble, .attachments')?.animate([{ boxShadow: '0 0 0 4px var(--soft)' }, {}], 1_600);
}
