import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Entry, FormAnswers } from '../../client/outbox.ts';
import type { Storage } from '../../client/storage.ts';
import type { Face, Typed, VisitorChange, VisitorMessage, VisitorRow } from '../../protocol/conversations.ts';
import type { AskedForm } from '../../protocol/forms.ts';
import type { HasNews } from '../../protocol/news.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Here } from '../../protocol/staff.ts';
import type { Welcome } from '../../protocol/welcome.ts';
import { type Connection, openConnection } from '../connection.ts';
import type { Host } from '../contract.ts';
import { type Errands, openErrands } from '../errands.ts';
import { fetcher } from '../fetcher.ts';
import { openVisitorFiles, type VisitorFiles } from '../files/desk.ts';
import { isHidden, keptIn, type Outcome, openSession } from '../session.ts';
import { openRinging, type Ringing } from '../sound/ringing.ts';
import { worked } from '../work/worked.ts';
import { openArrivals } from './arrivals.ts';
import { openSending } from './sending.ts';
import type { Thread } from './thread.ts';
import { openThreads } from './threads.ts';
import { openTyping } from './typing.ts';
import { openWelcome } from './welcome.ts';

const GAVE_MS = 30 * 86_400_000;
const toldPart = fetcher(() => import('../feedback/told.ts'));

/** The visitor's conversations in this browser, the one that is shown, and what can be done with it. */
export type Chat = {
  /** All of them, newest activity first. */
  rows: ReadonlySignal<readonly VisitorRow[]>;
  /** Those that were opened or had news, whole, by id. */
  known: ReadonlySignal<ReadonlyMap<string, Thread>>;
  shown: ReadonlySignal<string | undefined>;
  thread: ReadonlySignal<Thread | undefined>;
  /** Everything that is not sent yet, and what of it belongs to the conversation that is shown. */
  entries: ReadonlySignal<readonly Entry[]>;
  unsent: ReadonlySignal<readonly Entry[]>;
  line: Connection['line'];
  /** Why nothing could be loaded or sent, while that is so. */
  trouble: ReadonlySignal<Problem | null>;
  typing: ReadonlySignal<Face | null>;
  /** Answers that wait, and news. */
  unread: ReadonlySignal<number>;
  /** How much came of what the visitor wished for and asked, and they were not told yet. */
  news: Signal<number>;
  /** What others have said just now. */
  said: Signal<readonly VisitorMessage[]>;
  /** Whether the first answer about an earlier conversation is still awaited. */
  loading: ReadonlySignal<boolean>;
  loadingOlder: ReadonlySignal<boolean>;
  draft: Signal<string>;
  /** What the site tells whoever opens the chat; undefined until it is known. */
  welcome: ReadonlySignal<Welcome | undefined>;
  /** Why this page gets nothing, for good. */
  refused: ReadonlySignal<Problem | null>;
  /** The panel was opened. What is known may be so old, in milliseconds. */
  greet(lasts?: number): void;
  /** Others of the staff are there now. */
  gathered(now: Here): void;
  errands: Errands;
  sound: Pick<Ringing, 'muted' | 'mute'>;
  ask: Connection['ask'];
  /** Opens a session and the line where there is none yet. */
  ready(): Promise<Outcome>;
  /** The person who is proven to be here. */
  proven(): string | null;
  /** Tells the page. */
  emit: Host['emit'];
  /** What this browser keeps for the visitor. */
  kept: Storage;
  /** What is kept is of somebody who has to say first that it is them. */
  isHidden(): boolean;
  files: VisitorFiles;
  settings: Host['settings'];
  /** Where the server is, with a slash at the end. */
  base: string;
  /** The message that the next one answers. */
  replying: ReturnType<typeof openSending>['replying'];
  /** What lies over the conversation: the menu of a message. */
  over: Signal<(() => ComponentChildren) | null>;
  /** Takes what came of something that was asked. */
  take(change: VisitorChange): void;
  /** The visitor has opened it: who is proven to be here sees what is theirs. */
  enter(): void;
  /** What is asked before the conversation that is about to begin; null: nothing, or it has been answered. */
  asked: ReadonlySignal<AskedForm | null>;
  /** Gives the answers, or nothing and shows what is wrong with them. It comes with the form. */
  answering: { give?: () => FormAnswers | undefined };
  /** False: something is asked first. */
  send(body: string): boolean;
  show(conversation: string): void;
  /** The same, of one that may not exist: where that is not known yet, as soon as it is. */
  seek(conversation: string): void;
  /** Where answers wait elsewhere and none here, that conversation is shown. */
  showNews(): void;
  /** The next message starts another conversation. */
  startAnother(): void;
  retry(id: string): void;
  discard(id: string): void;
  /** Sends a message without one of its files. */
  leaveOut(id: string, file: string): void;
  /** The visitor has the end of the thread before them. */
  saw(): void;
  types(): void;
  loadOlder(): Promise<void>;
  remove(): void;
};

export function openChat(o: {
  host: Host;
  storage: Storage;
  now: () => number;
  /** Somebody else is here now, or the same person signed in: this chat is over. */
  other?(how: 'moved' | 'other'): void;
}): Chat {
  const { storage, now, host } = o;
  const site = host.settings.key;
  const session = openSession({ base: host.base, site, storage, page: host, worked });
  /** What is kept of somebody who is hidden is as hidden as they are. */
  const written = () => (isHidden(storage, host) ? '' : (storage.get('draft') ?? ''));
  const draft = signal(written());
  const said = signal<readonly VisitorMessage[]>([]);
  let removed = false;
  const keepDraft = draft.subscribe((text) => {
    if (text !== written()) text ? storage.set('draft', text) : storage.remove('draft');
  });

  const connection = openConnection({
    ...{ base: host.base, site, session, hear, lost },
    catchUp: () => threads.catchUp(),
    other() {
      if (!givesWay()) connection.start();
    },
  });
  const welcome = openWelcome({ base: host.base, site, now });
  const errands = openErrands({ storage, session, connection });
  const threads = openThreads({
    ...{ connection, now, loading: session.token() !== null || host.who?.sub !== undefined, changed },
    trouble: (problem) => {
      sending.trouble.value = problem;
    },
    caughtUp() {
      remember();
      welcome.missed();
      visit.tell();
      void errands.flush();
      tellOn();
      return sending.flush();
    },
  });
  const { shown } = threads;
  const files = openVisitorFiles(host, session, connection.ask);
  const sending = openSending({ storage, site, session, connection, threads, files, now });
  const typing = openTyping({ connection, shown, now });
  const sound = openRinging({ storage, site });
  const visit = openArrivals({ connection, now });
  const unsent = computed(() =>
    sending.entries.value.filter((entry) => (entry.conversation ?? entry.start ?? shown.value) === shown.value),
  );
  const asked = computed(() => {
    const isNew = !threads.loading.value && !threads.exists(shown.value) && unsent.value.length === 0;
    return (isNew && welcome.welcome.value?.form) || null;
  });
  const answering: Chat['answering'] = {};
  /** Whether somebody else is here by now: this chat gives way to theirs. */
  const givesWay = () => {
    const hands = session.hands();
    if (hands !== 'same') o.other?.(hands);
    return hands !== 'same';
  };
  const offChange = storage.onChange((name) => {
    if ((name === 'session' || name === '') && givesWay()) return;
    // Another tab has opened the session: this one listens along.
    if (name === 'session' && session.token()) connection.start();
    // What is sent or written there is no draft of its own here.
    if (name === 'draft') draft.value = written();
  });
  window.addEventListener('pageshow', givesWay);
  if (session.token()) connection.start();
  else if (sending.entries.value.length > 0) void sending.flush();

  const chat: Chat = {
    ...threads,
    ...{
      entries: sending.entries,
      unsent,
      line: connection.line,
      trouble: sending.trouble,
      typing: typing.typing,
      said,
      draft,
      ...{
        welcome: welcome.welcome,
        refused: welcome.refused,
        greet: welcome.greet,
        gathered: welcome.gathered,
        errands,
        sound,
        ask: connection.ask,
        kept: storage,
      },
      ...{ files, settings: host.settings, base: host.base, replying: sending.replying, over: signal(null) },
    },
    ...{ asked, answering, isHidden: () => isHidden(storage, host), ready, proven, emit: host.emit },
    ...{
      enter,
      send,
      retry: sending.retry,
      discard: sending.discard,
      leaveOut: sending.leaveOut,
      types: typing.types,
      remove,
    },
  };
  if (!session.token()) tellOn();
  return chat;

  function proven(): string | null {
    const kept = keptIn(storage, host);
    return kept?.sub === undefined ? null : kept.person;
  }

  async function ready(): Promise<Outcome> {
    const opened = removed ? 'cut' : await session.ensure();
    if (removed) return 'cut';
    if (opened === 'ok') connection.start();
    return opened;
  }

  /** Feedback that was left is sent by its own part. */
  function tellOn(): void {
    if (!removed && storage.names('told:').length > 0) {
      toldPart().then(
        ({ tellingOf }) => tellingOf(chat).flush(),
        () => {},
      );
    }
  }

  function enter(): void {
    if (host.who?.sub !== undefined && !session.token()) {
      void session.ensure().then((opened) => opened === 'ok' && !removed && connection.start());
    }
  }

  function send(body: string): boolean {
    const form = asked.value ? answering.give?.() : undefined;
    if (asked.value && !form) return false;
    // The answers belong to a conversation of their own.
    if (form && !shown.value) threads.startAnother();
    sending.send(body, form);
    typing.stop();
    remember();
    return true;
  }

  function hear(event: string, payload: unknown): void {
    if (event === 'conversations:typed') typing.heard(payload as Typed);
    else if (event === 'staff:gathered') welcome.gathered(payload as Here);
    else if (event === 'news:came') threads.news.value = (payload as HasNews).count;
    else if (event === 'hours:changed') welcome.greet(0);
    else if (event.startsWith('conversations:')) for (const change of payload as VisitorChange[]) threads.take(change);
  }

  function changed(thread: Thread, fresh: readonly VisitorMessage[]): void {
    sending.settle(new Set(thread.messages.map((message) => message.id)));
    if (fresh.length > 0) {
      typing.over(thread.conversation);
      sound.ring(fresh.at(-1)!.at);
      said.value = fresh;
    }
    for (const { body, author } of fresh) host.emit('message', { text: body, author: author?.name ?? null });
    remember();
  }

  /** The loader looks for this on the next page: with it the chat starts by itself. An unread answer counts when it was the last, too. */
  function remember(): void {
    const open = threads.rows.value.some((row) => row.state.status === 'open');
    const gave = Number(storage.get('gave')) > now() - GAVE_MS || storage.names('told:').length > 0;
    const here = open || threads.unread.value > 0 || sending.entries.value.length > 0 || gave;
    if (here !== (storage.get('here') !== null)) here ? storage.set('here', '1') : storage.remove('here');
  }

  /** The server has forgotten this browser: the next message begins anew, and what was not sent goes with it. */
  function lost(): void {
    if (givesWay()) return;
    const wasProven = keptIn(storage, host)?.sub !== undefined;
    session.forget();
    threads.forget();
    // What somebody proven wrote is not sent by whoever comes next.
    if (wasProven) draft.value = '';
    else sending.beginAnew();
    remember();
  }

  function remove(): void {
    removed = true;
    window.removeEventListener('pageshow', givesWay);
    visit.end();
    welcome.end();
    errands.end();
    keepDraft();
    offChange();
    typing.end();
    sound.end();
    sending.end();
    threads.end();
    connection.close();
  }
}
