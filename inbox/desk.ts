import { type ReadonlySignal, signal } from '@preact/signals';
import { openUsed, type Used } from '../client/emoji/used.ts';
import { isOverHttp } from '../client/standing.ts';
import { openStorage } from '../client/storage.ts';
import type { TriedTold } from '../protocol/articles.ts';
import type { StaffChange } from '../protocol/conversations.ts';
import type { Changed } from '../protocol/people.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Site } from '../protocol/sites.ts';
import type { StaffEvents } from '../protocol/sockets.ts';
import type { Member, Team } from '../protocol/staff.ts';
import { sessionEnded } from './account.ts';
import { type Ask, type Connection, openConnection } from './connection.ts';
import { type Drafts, openDrafts } from './conversations/composer/drafts.ts';
import { openPosting, type Posting } from './conversations/composer/posting.ts';
import { openPresence, type Presence } from './conversations/presence.ts';
import { openQueue, type Queue } from './conversations/queue/queue.ts';
import { type Acts, openActs } from './conversations/thread/acts.ts';
import { openThreads, type Threads } from './conversations/thread/threads.ts';
import { type Given, openGiven } from './feedback/given.ts';
import { type Attaching, openAttaching } from './files/attaching.ts';
import { nameOf } from './people/name.ts';
import { words } from './words/en.ts';

const REFRESH_OVER_HTTP_MS = 30_000;

/** What a signed-in staff member works with: the line, and what comes over it. */
export type Desk = {
  /** Who works here; another role shows at once. */
  me: ReadonlySignal<Member>;
  line: Connection['line'];
  ask: Ask;
  queue: Queue;
  threads: Threads;
  presence: Presence;
  posting: Posting;
  drafts: Drafts;
  attaching: Attaching;
  acts: Acts;
  given: Given;
  usedEmoji: Used;
  /** Of whom something new is known, as last told. */
  met: ReadonlySignal<Changed | null>;
  /** Whose articles are others now, as last told; of no site: any may be, after the line was cut. */
  edited: ReadonlySignal<{ site: string | null } | null>;
  /** Of which conversation it is known now what its visitor tried before, as last told. */
  tried: ReadonlySignal<TriedTold | null>;
  /** Whose board is another now, as last told; of no site: any may be, after the line was cut. */
  wished: ReadonlySignal<{ site: string | null } | null>;
  sites: ReadonlySignal<readonly Site[] | undefined>;
  /** The address that snippets begin with. */
  snippetBase: ReadonlySignal<string>;
  /** Everybody who shares a site with me. */
  colleagues: ReadonlySignal<readonly Member[]>;
  /** The teams of my sites. */
  teams: ReadonlySignal<readonly Team[]>;
  /** Asks again who I am, who else is here, and which sites there are; tells what went wrong. */
  refresh(): Promise<Problem | null>;
  /** Puts a changed or new site into the list. */
  keepSite(site: Site): void;
  close(): void;
};

export function openDesk(member: Member): Desk {
  const me = signal(member);
  const sites = signal<readonly Site[] | undefined>();
  const snippetBase = signal(location.origin);
  const colleagues = signal<readonly Member[]>([]);
  const teams = signal<readonly Team[]>([]);
  const met = signal<Changed | null>(null);
  const edited = signal<{ site: string | null } | null>(null);
  const tried = signal<TriedTold | null>(null);
  const wished = signal<{ site: string | null } | null>(null);
  const storage = openStorage('foyer:inbox');
  const connection = openConnection({ hear, catchUp, lost: sessionEnded });
  let refreshedAt = 0;
  const myId = () => me.peek().id;
  const { ask } = connection;
  const queue = openQueue({ ask, me: myId });
  const threads = openThreads({
    ...{ connection, me: myId },
    shown(opened) {
      queue.follow(opened);
      posting.settle(opened.thread.messages.map(({ id }) => id));
    },
  });
  const presence = openPresence({ connection, me: myId });
  const attaching = openAttaching({ ask, me: member.id });
  const given = openGiven({ ask });
  const posting = openPosting({
    ...{ connection, storage, threads, attaching, take },
    ...{ me: () => me.peek(), missed: queue.load },
  });
  const drafts = openDrafts(storage, member.id);
  const acts = openActs({ ask, me: () => me.peek(), take, who });
  const takeAll = (changes: StaffChange[]) => changes.forEach(take);
  /** What is done with each thing that staff are told. */
  const heard: { [E in keyof StaffEvents]: (told: Parameters<StaffEvents[E]>[0]) => void } = {
    'conversations:posted'(changes) {
      presence.posted(changes);
      takeAll(changes);
    },
    'conversations:edited': takeAll,
    'conversations:taken-back': takeAll,
    'conversations:reacted': takeAll,
    'conversations:read': takeAll,
    'conversations:assigned': takeAll,
    'conversations:closed': takeAll,
    'conversations:reopened': takeAll,
    'conversations:typed': presence.typed,
    'conversations:looked': presence.looked,
    'articles:changed'(changed) {
      edited.value = changed;
    },
    'articles:tried'(told) {
      tried.value = told;
    },
    'feedback:changed': given.look,
    'boards:changed'(changed) {
      wished.value = changed;
    },
    'people:changed': meet,
    'staff:changed'() {
      // What is out of reach now is not shown a moment longer.
      queue.choose({});
      catchUp();
    },
    'staff:teams-changed': () => void refresh(),
    // The line itself ends.
    'staff:ended'() {},
  };
  connection.start();

  return {
    ...{
      me,
      line: connection.line,
      ask,
      queue,
      threads,
      presence,
      posting,
      drafts,
      attaching,
      acts,
      given,
      met,
      edited,
      tried,
      wished,
      usedEmoji: openUsed(storage),
    },
    ...{ sites, snippetBase, colleagues, teams, refresh, keepSite, close },
  };

  function hear(event: string, payload: unknown): void {
    if (Object.hasOwn(heard, event)) heard[event as keyof StaffEvents](payload as never);
  }

  function who(conversation: string): string {
    const row = queue.rows.peek()?.find((one) => one.conversation === conversation);
    const person = threads.of(conversation)?.person ?? row?.person;
    return person ? nameOf(person) : words.someone;
  }

  function meet(changed: Changed): void {
    threads.meet(changed);
    queue.meet(changed);
    given.look();
    met.value = changed;
  }

  function take(change: StaffChange): void {
    threads.take(change);
    queue.take(change);
  }

  /** After each connect, and in turns over HTTP: everything that is shown is brought up to now. */
  function catchUp(): void {
    presence.look(threads.current.peek());
    posting.flush();
    void queue.load();
    given.look();
    wished.value = { site: null };
    edited.value = { site: null };
    void threads.catchUp();
    const polls = isOverHttp(connection.line.peek());
    if (!polls || Date.now() - refreshedAt > REFRESH_OVER_HTTP_MS) void refresh();
  }

  async function refresh(): Promise<Problem | null> {
    refreshedAt = Date.now();
    const [who, staff, all] = await Promise.all([ask('staff:me', {}), ask('staff:list', {}), ask('sites:list', {})]);
    if (who.ok) me.value = who.member;
    if (staff.ok) {
      colleagues.value = staff.members;
      teams.value = staff.teams;
    }
    if (all.ok) {
      sites.value = all.sites;
      snippetBase.value = all.snippetBase;
    }
    const refused = [who, staff, all].find((answer) => !answer.ok);
    return refused && !refused.ok ? refused.problem : null;
  }

  function keepSite(site: Site): void {
    const others = sites.value ?? [];
    const known = others.some(({ id }) => id === site.id);
    sites.value = known ? others.map((one) => (one.id === site.id ? site : one)) : [...others, site];
  }

  function close(): void {
    posting.close();
    connection.close();
  }
}
