import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Entry, type Outbox, type Outcome, openOutbox } from '../../client/outbox.ts';
import { newId, type Storage } from '../../client/storage.ts';
import { apply, applySynced, prepend, readUpTo } from '../../client/thread.ts';
import type { Face, Posted, Typed, VisitorChange } from '../../protocol/conversations.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type Connection, openConnection } from '../connection.ts';
import type { Host } from '../contract.ts';
import { openSession } from '../session.ts';
import { type Thread, unreadIn } from './thread.ts';

const TYPING_LASTS_MS = 6_000;
const TYPING_TOLD_EVERY_MS = 3_000;
const RETRY_MS = 2_000;

/** The conversation that this browser shows, and what can be done with it. */
export type Chat = {
  thread: ReadonlySignal<Thread | undefined>;
  entries: ReadonlySignal<readonly Entry[]>;
  line: Connection['line'];
  /** Why nothing could be loaded or sent, while that is so. */
  trouble: ReadonlySignal<Problem | null>;
  typing: ReadonlySignal<Face | null>;
  unread: ReadonlySignal<number>;
  /** Whether the first answer about an earlier conversation is still awaited. */
  loading: ReadonlySignal<boolean>;
  loadingOlder: ReadonlySignal<boolean>;
  draft: Signal<string>;
  send(body: string): void;
  /** The next message starts another conversation. */
  startAnother(): void;
  retry(id: string): void;
  discard(id: string): void;
  /** The visitor has the end of the thread before them. */
  saw(): void;
  types(): void;
  loadOlder(): Promise<void>;
  remove(): void;
};

export function openChat(o: { host: Host; storage: Storage; now: () => number }): Chat {
  const { storage, now, host } = o;
  const site = host.settings.key;
  const thread = signal<Thread | undefined>();
  const trouble = signal<Problem | null>(null);
  const typing = signal<Face | null>(null);
  const session = openSession({ base: host.base, site, storage });
  const loading = signal(session.token() !== null);
  const loadingOlder = signal(false);
  const draft = signal(storage.get('draft') ?? '');
  const keepDraft = draft.subscribe((text) => {
    if (text !== (storage.get('draft') ?? '')) text ? storage.set('draft', text) : storage.remove('draft');
  });
  let start: string | null = null;
  let typingToldAt = 0;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let _catching: Promise<void> | undefined;
  let behind = false;
  let reading = 0;
  let removed = false;

  const connection = openConnection({ base: host.base, site, session, hear, catchUp, lost });
  const outbox: Outbox = openOutbox({ storage, site, me: session.person, send: sendEntry, posted });
  const unread = computed(() => (thread.value ? unreadIn(thread.value) : 0));
  const offChange = storage.onChange((name) => {
    // Another tab has opened the session: this one listens along.
    if (name === 'session' && session.token()) connection.start();
    // What is sent or written there is no draft of its own here.
    if (name === 'draft') draft.value = storage.get('draft') ?? '';
  });
  const visit = arrivals();
  if (session.token()) connection.start();
  else if (outbox.entries.value.length > 0) void outbox.flush();

  return {
    ...{
      thread,
      entries: outbox.entries,
      line: connection.line,
      trouble,
      typing,
      unread,
      loading,
      loadingOlder,
      draft,
    },
    ...{ send, startAnother, retry: outbox.retry, discard: outbox.discard, saw, types, loadOlder, remove },
  };

  function send(body: string): void {
    const at = now();
    const conversation = start === null ? (thread.value?.conversation ?? null) : null;
    outbox.add({ id: newId(at), body, at, conversation, start, owner: session.person() });
    stopTyping();
    remember();
  }

  function startAnother(): void {
    start = newId(now());
    thread.value = undefined;
  }

  async function sendEntry(entry: Entry): Promise<Outcome> {
    const opened = await session.ensure();
    if (removed) return { kind: 'later' };
    if (opened !== 'ok') return opened === 'cut' ? retryLater() : refusedOr(opened);
    connection.start();
    const wasOnline = connection.line.value === 'live' || connection.line.value === 'http';
    const { id, body, conversation, start } = entry;
    const place = conversation !== null ? { conversation } : start !== null ? { start } : {};
    const answer = wasOnline ? await connection.ask('conversations:post', { id, body, ...place }) : undefined;
    if (!answer) {
      // Over HTTP nothing tells an offline browser from a cut line: only a live line that broke counts.
      const cut = wasOnline && connection.line.value !== 'http' && !removed;
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
    const known = thread.value?.conversation === conversation ? thread.value : undefined;
    const message = {
      ...{ id: entry.id, seq, by: 'visitor' as const, author: null, body: entry.body, at },
      ...{ editedAt: null, takenBackAt: null, version: to },
    };
    const state = {
      status: 'open' as const,
      assignee: known?.state.assignee ?? null,
      startedAt: known?.state.startedAt ?? at,
      lastAt: at,
    };
    if (entry.start === start) start = null;
    take({ conversation, from, to, state, messages: [message], marks: [] });
  }

  function hear(event: string, payload: unknown): void {
    if (event === 'conversations:typed') {
      const { conversation, by, typing: on } = payload as Typed;
      if (conversation === thread.value?.conversation && by !== 'visitor') showTyping(on ? by : null);
    } else if (event.startsWith('conversations:')) {
      for (const change of payload as VisitorChange[]) take(change);
    }
  }

  function showTyping(face: Face | null): void {
    clearTimeout(typingEnds);
    typing.value = face;
    if (face) typingEnds = setTimeout(() => showTyping(null), TYPING_LASTS_MS);
  }

  /** Takes a change of the conversation that is shown; any other one becomes the one that is shown when it has news. */
  function take(change: VisitorChange): void {
    const current = thread.value;
    const other = current !== undefined && current.conversation !== change.conversation;
    const next = apply(other ? undefined : current, change);
    if (other && change.state.lastAt < current.state.lastAt) return;
    if (start !== null && change.messages.every((message) => message.by === 'visitor')) return;
    if (next) show(next);
    else catchUp();
  }

  function show(next: Thread): void {
    const before = thread.value;
    batch(() => {
      thread.value = next;
      loading.value = false;
      outbox.settle(new Set(next.messages.map((message) => message.id)));
    });
    const newest = next.messages.at(-1);
    if (newest && newest.by !== 'visitor' && before && newest.seq > (before.messages.at(-1)?.seq ?? 0)) {
      showTyping(null);
      host.emit('message', { text: newest.body, author: newest.author?.name ?? null });
    }
    remember();
  }

  /** The loader looks for this on the next page: with it the chat starts by itself. An unread answer counts when it was the last, too. */
  function remember(): void {
    const here = thread.value?.state.status === 'open' || unread.value > 0 || outbox.entries.value.length > 0;
    if (here !== (storage.get('here') !== null)) here ? storage.set('here', '1') : storage.remove('here');
  }

  /** Fills in what was missed; asked for twice at once, it runs once more at the end. */
  function catchUp(): void {
    behind = true;
    _catching ??= (async () => {
      while (behind && !removed) {
        behind = false;
        await fillIn();
      }
    })().finally(() => {
      _catching = undefined;
    });
  }

  async function fillIn(): Promise<void> {
    const list = await connection.ask('conversations:list', {});
    if (!list?.ok) {
      if (list) trouble.value = list.problem;
      return;
    }
    trouble.value = null;
    const [row] = list.rows;
    if (!row || start !== null) {
      loading.value = false;
    } else if (thread.value?.conversation !== row.conversation || thread.value.version !== row.version) {
      await sync(row.conversation);
    }
    visit.tell();
    await outbox.flush();
  }

  async function sync(conversation: string): Promise<void> {
    for (let more = true; more; ) {
      const known = thread.value?.conversation === conversation ? thread.value : undefined;
      const answer = await connection.ask(
        'conversations:sync',
        known ? { conversation, from: known.version } : { conversation },
      );
      if (!answer?.ok) return;
      show(applySynced(known && thread.value?.version === known.version ? known : known && thread.value, answer));
      more = answer.more;
    }
  }

  async function loadOlder(): Promise<void> {
    const from = thread.value;
    const first = from?.messages[0];
    if (!from?.older || !first || loadingOlder.value) return;
    loadingOlder.value = true;
    const answer = await connection.ask('conversations:history', {
      conversation: from.conversation,
      before: first.seq,
    });
    loadingOlder.value = false;
    const current = thread.value;
    if (!answer?.ok || !current || current.conversation !== from.conversation) return;
    const next = prepend(current, answer);
    if (!next) return loadOlder();
    thread.value = next;
    // The page is from a later moment than the thread: what changed in between is asked for.
    if (answer.to !== current.version) catchUp();
  }

  function saw(): void {
    const current = thread.value;
    const last = current?.messages.findLast((message) => message.by !== 'visitor');
    if (!current || !last || last.seq <= Math.max(readUpTo(current, 'visitor'), reading)) return;
    reading = last.seq;
    void connection.ask('conversations:read', { conversation: current.conversation, seq: last.seq }).then((answer) => {
      reading = 0;
      if (answer?.ok && answer.change) take(answer.change);
    });
  }

  function types(): void {
    const at = now();
    const conversation = thread.value?.conversation;
    if (!conversation || connection.line.value !== 'live' || at - typingToldAt < TYPING_TOLD_EVERY_MS) return;
    typingToldAt = at;
    void connection.ask('conversations:type', { conversation, typing: true });
  }

  function stopTyping(): void {
    const conversation = thread.value?.conversation;
    if (typingToldAt > 0 && conversation) void connection.ask('conversations:type', { conversation, typing: false });
    typingToldAt = 0;
  }

  /** The server has forgotten this browser: the next message begins anew, and what was not sent goes with it. */
  function lost(): void {
    const left = outbox.entries.value;
    session.forget();
    batch(() => {
      thread.value = undefined;
      loading.value = false;
    });
    for (const entry of left) {
      outbox.discard(entry.id);
      outbox.add({ ...entry, owner: null, conversation: null });
    }
    remember();
  }

  /** Tells once per page where the visitor is: also where an app changes its address without loading. */
  function arrivals() {
    const id = newId(now());
    let told = '';
    const tell = () => {
      if (connection.line.value !== 'live' && connection.line.value !== 'http') return;
      if (told === location.href) return;
      told = location.href;
      const { language } = navigator;
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      void connection.ask('people:arrive', {
        ...{
          id,
          url: clip(location.href, 2000),
          title: clip(document.title, 300),
          referrer: clip(document.referrer, 2000),
        },
        language: /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : '',
        timeZone: /^[A-Za-z0-9_+/-]{1,60}$/.test(timeZone ?? '') ? timeZone : '',
      });
    };
    const target = (window as { navigation?: EventTarget }).navigation ?? window;
    const name = target === window ? 'popstate' : 'currententrychange';
    // The title usually changes after the address.
    const moved = () => void setTimeout(tell, 300);
    target.addEventListener(name, moved);
    return { tell, end: () => target.removeEventListener(name, moved) };
  }

  function remove(): void {
    removed = true;
    clearTimeout(again);
    clearTimeout(typingEnds);
    visit.end();
    keepDraft();
    offChange();
    outbox.close();
    connection.close();
  }
}

function clip(text: string, characters: number): string {
  return text
    .replaceAll('\0', '')
    .slice(0, characters)
    .replace(/[\ud800-\udbff]$/, '');
}
