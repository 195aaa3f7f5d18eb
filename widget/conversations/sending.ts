import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Files } from '../../client/files/desk.ts';
import { type Entry, type FormAnswers, type Outcome, openOutbox } from '../../client/outbox.ts';
import { isOverHttp, isUp } from '../../client/standing.ts';
import { newId, type Storage } from '../../client/storage.ts';
import type { Posted, VisitorChange } from '../../protocol/conversations.ts';
import type { FileFacts } from '../../protocol/files.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';
import type { Threads } from './threads.ts';

const RETRY_MS = 2_000;
const UNHEARD: Problem = { code: 'internal', status: 500, final: false, title: '' };

/** What the visitor says on its way: kept in the browser, sent when the line is there, and put into its thread once it is stored. */
export function openSending(o: {
  storage: Storage;
  site: string;
  session: Session;
  connection: Connection;
  threads: Threads;
  files: Files;
  now: () => number;
}) {
  const { storage, site, session, connection, threads, files, now } = o;
  const arrived = new Map<string, readonly FileFacts[]>();
  /** Why nothing could be sent or loaded, while that is so. */
  const trouble = signal<Problem | null>(null);
  let again: ReturnType<typeof setTimeout> | undefined;
  let removed = false;
  /** How often in turn nothing of ours answered, though the browser has a net. */
  let unheard = 0;
  const outbox = openOutbox({ storage, site, me: session.person, send: sendEntry, posted });

  /** The message that the next one answers, and how that is shown above the place to write. */
  const replying = signal<{ id: string; shown: () => ComponentChildren } | null>(null);

  return { ...outbox, trouble, replying, send, discard, beginAnew, end };

  function send(body: string, form?: FormAnswers): void {
    const at = now();
    const shown = threads.shown.value ?? null;
    const there = shown !== null && threads.exists(shown);
    const place = there ? { conversation: shown, start: null } : { conversation: null, start: shown };
    const staged = files.staged.value;
    files.staged.value = [];
    const replyTo = threads.thread.value?.messages.find((message) => message.id === replying.value?.id)?.id;
    replying.value = null;
    const more = { ...(staged.length > 0 && { files: staged }), ...(replyTo && { replyTo }), ...(form && { form }) };
    outbox.add({ id: newId(at), body, at, ...place, ...more, owner: session.person() });
  }

  async function sendEntry(entry: Entry): Promise<Outcome> {
    connection.warm();
    const opened = await session.ensure();
    if (removed) return { kind: 'later' };
    if (opened === 'cut') {
      if (++unheard > 1) trouble.value = UNHEARD;
      return retryLater();
    }
    unheard = 0;
    if (opened !== 'ok') return refusedOr(opened);
    connection.start();
    const wasOnline = isUp(connection.line.value);
    const { id, body, conversation, start, form } = entry;
    const place = conversation !== null ? { conversation } : start !== null ? { start } : {};
    const told =
      wasOnline && form && start
        ? await connection.ask('forms:answer', { conversation: start, ...form })
        : { ok: true as const };
    if (told?.ok === false) return refusedOr(told.problem);
    const carried = wasOnline && entry.files ? await files.deliver(entry) : undefined;
    if (removed || carried === 'later') return retryLater();
    if (carried && 'code' in carried) return refusedOr(carried);
    if (carried) arrived.set(id, carried);
    const more = {
      ...(carried && { files: carried.map((file) => file.id) }),
      ...(entry.replyTo && { replyTo: entry.replyTo }),
    };
    const answer =
      wasOnline && told ? await connection.ask('conversations:post', { id, body, ...more, ...place }) : undefined;
    // What says yes and names no conversation is not our server's.
    if (!answer || (answer.ok && typeof answer.conversation !== 'string')) {
      // Over HTTP nothing tells an offline browser from a cut line: only a live line that broke counts.
      const cut = wasOnline && !isOverHttp(connection.line.value) && !removed;
      if (!cut) retryLater();
      return cut ? { kind: 'cut' } : { kind: 'later' };
    }
    if (answer.ok) trouble.value = null;
    return answer.ok ? { kind: 'posted', posted: answer } : refusedOr(answer.problem);
  }

  function refusedOr(problem: Problem): Outcome {
    if (problem.final) return { kind: 'refused', problem };
    trouble.value = problem;
    return retryLater(problem.retryAfterMs);
  }

  function retryLater(afterMs = RETRY_MS): Outcome {
    clearTimeout(again);
    if (!removed) again = setTimeout(() => void outbox.flush(), afterMs);
    return { kind: 'later' };
  }

  /** Our own message, confirmed: it moves from the outbox into the thread. */
  function posted(entry: Entry, { conversation, seq, at, from, to }: Posted): void {
    const known = threads.known.value.get(conversation);
    const carried = arrived.get(entry.id)?.map((file) => ({ ...file, address: null, thumbnail: null }));
    files.over(entry, true);
    const message = {
      ...{ id: entry.id, seq, by: 'visitor' as const, author: null, body: entry.body, at },
      ...{ editedAt: null, takenBackAt: null, version: to },
      ...(carried && { files: carried }),
      ...(entry.replyTo && { replyTo: entry.replyTo }),
    };
    const state = {
      status: 'open' as const,
      assignee: known?.state.assignee ?? null,
      startedAt: known?.state.startedAt ?? at,
      lastAt: at,
    };
    threads.take({ conversation, from, to, state, messages: [message], marks: [] } satisfies VisitorChange);
  }

  function discard(id: string): void {
    const entry = outbox.entries.value.find((one) => one.id === id);
    outbox.discard(id);
    if (entry) files.over(entry, false);
  }

  /** Sends as somebody new what was not sent. */
  function beginAnew(): void {
    for (const entry of outbox.entries.value) {
      outbox.discard(entry.id);
      outbox.add({ ...entry, owner: null, conversation: null, start: entry.form ? newId(now()) : null });
    }
  }

  function end(): void {
    removed = true;
    clearTimeout(again);
    outbox.close();
  }
}
