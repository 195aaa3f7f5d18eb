import { type ReadonlySignal, signal } from '@preact/signals';
import type { Staged } from '../../client/files/desk.ts';
import { toJson } from '../../client/storage.ts';
import { inTurn } from '../../client/turns.ts';
import type { Give } from '../../protocol/feedback.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Chat } from '../conversations/chat.ts';

const RETRY_MS = 3_000;

/** Something that was told and is not known to be stored yet. Its pictures lie in the browser's own store. */
export type Told = Omit<Give, 'files'> & {
  pictures: readonly Staged[];
  /** Who told it, where they are proven to be somebody; null: whoever uses this browser. */
  owner: string | null;
  /** Why it was refused for good: it waits to be changed. */
  problem: Problem | null;
};

export type Telling = {
  left: ReadonlySignal<readonly Told[]>;
  /** Keeps it in the browser until the server has it. The same id again takes the place of what was told before. */
  tell(told: Omit<Told, 'owner' | 'problem'>): void;
  /** It is not sent any more. Its pictures stay where they are. */
  drop(id: string): void;
  flush(): Promise<void>;
  /** Another tab may have sent something. */
  look(): void;
};

const opened = new WeakMap<Chat, Telling>();

/** What visitors tell beside conversations, on its way: the same promise as for a message. */
export function tellingOf(chat: Chat): Telling {
  const telling = opened.get(chat) ?? openTelling(chat);
  opened.set(chat, telling);
  return telling;
}

function openTelling(chat: Chat): Telling {
  const { kept, files } = chat;
  const left = signal(read());
  let sending: Promise<void> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  return { left, tell, drop, flush, look };

  function look(): void {
    left.value = read();
  }

  function read(): Told[] {
    if (chat.isHidden()) return [];
    const stored = kept.names('told:').flatMap((id) => {
      try {
        const told = JSON.parse(kept.get(`told:${id}`) ?? '') as Told | null;
        return told?.id === id ? [told] : [];
      } catch {
        return [];
      }
    });
    // What somebody else told in this browser is neither shown nor sent.
    return stored.filter(({ owner }) => owner === null || owner === chat.proven());
  }

  function keep(told: Told): void {
    kept.set(`told:${told.id}`, toJson(told));
    // The chat starts by itself on the next page while something is left.
    kept.set('here', '1');
    look();
  }

  function tell(told: Omit<Told, 'owner' | 'problem'>): void {
    keep({ ...told, owner: chat.proven(), problem: null });
    void flush();
  }

  function drop(id: string): void {
    kept.remove(`told:${id}`);
    look();
  }

  function flush(): Promise<void> {
    clearTimeout(again);
    // One tab sends at a time; ids make sending twice harmless.
    sending ??= inTurn(`foyer:${chat.settings.key}:told`, sendAll).finally(() => {
      sending = undefined;
    });
    return sending;
  }

  async function sendAll(): Promise<void> {
    look();
    for (const told of left.value) {
      const stored = kept.get(`told:${told.id}`);
      if (told.problem || stored === null) continue;
      const outcome = await send(told);
      // Something newer under the same id waits for its own turn.
      const same = kept.get(`told:${told.id}`) === stored;
      if (outcome === 'given') {
        if (same) drop(told.id);
        kept.set('gave', `${Date.now()}`);
        files.over({ id: told.id, files: told.pictures }, true);
        chat.emit('feedback', { kind: told.kind, ...(told.score && { rating: told.score }) });
        if (!same) later(0);
      } else if (outcome.final) {
        if (same) keep({ ...told, problem: outcome as Problem });
      } else return later(outcome.retryAfterMs ?? RETRY_MS);
    }
  }

  /** What became of it: given, refused, or not now. */
  async function send(told: Told): Promise<'given' | Pick<Problem, 'final' | 'retryAfterMs'>> {
    const notNow = { final: false };
    const ready = await chat.ready();
    if (ready !== 'ok') return ready === 'cut' ? notNow : ready;
    const { pictures, owner, problem, ...said } = told;
    const carried = pictures.length > 0 ? await files.deliver({ id: told.id, files: pictures }) : [];
    if (carried === 'later') return notNow;
    if ('code' in carried) return carried;
    const given = carried.length > 0 ? { ...said, files: carried.map(({ id }) => id) } : said;
    const answer = await chat.ask('feedback:give', given);
    if (!answer) return notNow;
    return answer.ok ? 'given' : answer.problem;
  }

  function later(afterMs: number): void {
    clearTimeout(again);
    again = setTimeout(() => void flush(), afterMs);
  }
}
