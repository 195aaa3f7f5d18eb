import { type ReadonlySignal, signal } from '@preact/signals';
import type { Looked, Looker, StaffChange, Typed } from '../../protocol/conversations.ts';
import type { Connection } from '../connection.ts';

const TYPING_LASTS_MS = 6_000;
const TYPING_TOLD_EVERY_MS = 3_000;

/** Who else has the current conversation before them, and who is writing where. */
export type Presence = {
  /** Colleagues who look at the current conversation, without me. */
  lookers: ReadonlySignal<readonly Looker[]>;
  /** Conversations in which the visitor is writing. */
  visitorsTyping: ReadonlySignal<ReadonlySet<string>>;
  looked(looked: Looked): void;
  typed(typed: Typed): void;
  /** What somebody was writing has come: they are done, even where the word of it is lost or late. */
  posted(changes: readonly StaffChange[]): void;
  /** Tells what I have before me now; said again after each connect. */
  look(conversation: string | null): void;
  /** I am writing: told every few seconds. */
  types(conversation: string, note: boolean): void;
  stops(): void;
};

export function openPresence(o: { connection: Connection; me(): string }): Presence {
  const { askNow, line } = o.connection;
  const lookers = signal<readonly Looker[]>([]);
  const visitorsTyping = signal<ReadonlySet<string>>(new Set());
  const ends = new Map<string, ReturnType<typeof setTimeout>>();
  let before: string | null = null;
  let told: { conversation: string; note: boolean; at: number } | null = null;

  return { lookers, visitorsTyping, looked, typed, posted, look, types, stops };

  function looked({ conversation, lookers: all }: Looked): void {
    if (conversation !== before) return;
    lookers.value = all.filter(({ id }) => id !== o.me());
    for (const { id, typing } of all) if (typing) fades(`${conversation}:${id}`, () => colleague(id, false));
  }

  function typed({ conversation, by, typing }: Typed): void {
    if (by === 'visitor') {
      visitor(conversation, typing);
      if (typing) fades(conversation, () => visitor(conversation, false));
    } else if (conversation === before && by.id !== o.me()) {
      colleague(by.id, typing);
      if (typing) fades(`${conversation}:${by.id}`, () => colleague(by.id, false));
    }
  }

  function posted(changes: readonly StaffChange[]): void {
    for (const { conversation, messages } of changes) {
      for (const { by, author } of messages) {
        if (by === 'visitor') visitor(conversation, false);
        else if (conversation === before && author) colleague(author.id, false);
      }
    }
  }

  function visitor(conversation: string, typing: boolean): void {
    const all = new Set(visitorsTyping.peek());
    if (typing) all.add(conversation);
    else all.delete(conversation);
    visitorsTyping.value = all;
  }

  function colleague(id: string, typing: boolean): void {
    lookers.value = lookers.peek().map((one) => (one.id === id ? { ...one, typing } : one));
  }

  /** Typing counts for some seconds unless it is said again. */
  function fades(what: string, end: () => void): void {
    clearTimeout(ends.get(what));
    ends.set(what, setTimeout(end, TYPING_LASTS_MS));
  }

  function look(conversation: string | null): void {
    if (conversation !== before) {
      stops();
      lookers.value = [];
    }
    before = conversation;
    if (line.peek() === 'live') void askNow('conversations:look', { conversation });
  }

  function types(conversation: string, note: boolean): void {
    const at = Date.now();
    const again = told?.conversation === conversation && told.note === note && at - told.at < TYPING_TOLD_EVERY_MS;
    if (again || line.peek() !== 'live') return;
    told = { conversation, note, at };
    void askNow('conversations:type', { conversation, typing: true, note });
  }

  function stops(): void {
    if (told) void askNow('conversations:type', { conversation: told.conversation, typing: false, note: told.note });
    told = null;
  }
}
