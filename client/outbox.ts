import { type Signal, signal } from '@preact/signals';
import type { Posted } from '../protocol/conversations.ts';
import type { AnswerForm } from '../protocol/forms.ts';
import type { Problem } from '../protocol/problem.ts';
import { type Storage, toJson } from './storage.ts';
import { inTurn } from './turns.ts';

/** The answers to a site's form, before it is known which conversation they begin. */
export type FormAnswers = Omit<AnswerForm, 'conversation'>;

/** A message that is not known to be stored yet, of a visitor or of staff. */
export type Entry = {
  id: string;
  body: string;
  at: number;
  /** Null: wherever the server puts a message that names no conversation. */
  conversation: string | null;
  /** Starts a conversation under this id, on purpose. */
  start: string | null;
  /** What goes with it: sent before it. The bytes lie in the browser's own store. */
  files?: readonly { id: string; name: string; type: string; size: number; durationMs?: number }[];
  /** The message that it answers. */
  replyTo?: string;
  /** What was answered before the conversation that it starts: told before it. */
  form?: FormAnswers;
  /** Staff alone see it. */
  note?: boolean;
  /** Who wrote it; null before this browser had a session. */
  owner: string | null;
  /** How often the line was cut while it was under way. */
  cuts: number;
  /** Set aside: it is not sent again unless the visitor says so. */
  parked: { problem: Problem | null } | null;
};

export type Outcome =
  | { kind: 'posted'; posted: Posted }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'cut' }
  | { kind: 'later' };

export type Outbox = {
  entries: Signal<readonly Entry[]>;
  add(entry: Omit<Entry, 'cuts' | 'parked'>): void;
  retry(id: string): void;
  discard(id: string): void;
  /** Sends what is left of a message without one of its files. Where nothing is left it is gone. */
  leaveOut(id: string, file: string): void;
  /** What is stored on the server needs no sending any more. */
  settle(ids: ReadonlySet<string>): void;
  /** Sends what waits, oldest first, one after another. */
  flush(): Promise<void>;
  close(): void;
};

const CUTS_BEFORE_PARKED = 3;

/**
 * What the visitor wrote and the server has not confirmed. It is kept in the browser's storage, one name per message, so that tabs do
 * not overwrite each other's. `send` gives what became of a message: 'cut' counts against it, 'later' does not.
 */
export function openOutbox(o: {
  storage: Storage;
  site: string;
  me(): string | null;
  send(entry: Entry): Promise<Outcome>;
  posted(entry: Entry, posted: Posted): void;
}): Outbox {
  const { storage } = o;
  const entries = signal<readonly Entry[]>(read());
  const off = storage.onChange((name) => {
    if (name === '' || name.startsWith('out:')) entries.value = read();
  });
  let sending: Promise<void> | undefined;

  return { entries, add, retry, discard, leaveOut, settle, flush, close: off };

  function read(): Entry[] {
    const stored = storage.names('out:').flatMap((name) => {
      try {
        const entry = JSON.parse(storage.get(`out:${name}`) ?? '') as Entry | null;
        // Anything else under our names is the page's own doing.
        return entry?.id === name && (entry.body || entry.files) ? [entry] : [];
      } catch {
        return [];
      }
    });
    // What somebody else wrote in this browser is neither shown nor sent.
    return stored.filter((entry) => entry.owner === null || entry.owner === o.me());
  }

  function write(entry: Entry): void {
    storage.set(`out:${entry.id}`, toJson(entry));
    entries.value = read();
  }

  function add(entry: Omit<Entry, 'cuts' | 'parked'>): void {
    write({ ...entry, cuts: 0, parked: null });
    void flush();
  }

  function retry(id: string): void {
    const entry = entries.value.find((entry) => entry.id === id);
    if (entry) write({ ...entry, cuts: 0, parked: null });
    void flush();
  }

  function discard(id: string): void {
    storage.remove(`out:${id}`);
    entries.value = read();
  }

  function leaveOut(id: string, file: string): void {
    const known = entries.value.find((entry) => entry.id === id);
    if (!known) return;
    const { files = [], ...entry } = known;
    const left = files.filter((one) => one.id !== file);
    if (entry.body || left.length > 0) add({ ...entry, ...(left.length > 0 && { files: left }) });
    else discard(id);
  }

  function settle(ids: ReadonlySet<string>): void {
    for (const { id } of entries.value) if (ids.has(id)) discard(id);
  }

  function flush(): Promise<void> {
    // One tab sends at a time; ids make sending twice harmless.
    sending ??= inTurn(`foyer:${o.site}:outbox`, sendAll).finally(() => {
      sending = undefined;
    });
    return sending;
  }

  async function sendAll(): Promise<void> {
    entries.value = read();
    for (let entry = next(); entry; entry = next()) {
      const outcome = await o.send(entry);
      if (outcome.kind === 'posted') {
        o.posted(entry, outcome.posted);
        discard(entry.id);
      } else if (outcome.kind === 'refused') {
        keep({ ...entry, parked: { problem: outcome.problem } });
      } else {
        const cuts = entry.cuts + (outcome.kind === 'cut' ? 1 : 0);
        keep({ ...entry, cuts, parked: cuts >= CUTS_BEFORE_PARKED ? { problem: null } : null });
        return;
      }
    }
  }

  /** Unless the visitor discarded it meanwhile. */
  function keep(entry: Entry): void {
    if (storage.get(`out:${entry.id}`) !== null) write(entry);
  }

  function next(): Entry | undefined {
    return entries.value.find((entry) => entry.parked === null);
  }
}
