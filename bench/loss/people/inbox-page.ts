import type { Storage } from '../../../client/storage.ts';
import { type Connection, openConnection } from '../../../inbox/connection.ts';
import { openPosting, type Posting } from '../../../inbox/conversations/composer/posting.ts';
import { openQueue, type Queue } from '../../../inbox/conversations/queue/queue.ts';
import { openThreads, type Threads } from '../../../inbox/conversations/thread/threads.ts';
import { openAttaching } from '../../../inbox/files/attaching.ts';
import type { StaffChange } from '../../../protocol/conversations.ts';
import type { Problem } from '../../../protocol/problem.ts';
import { pause } from '../../harness.ts';
import type { View } from '../history.ts';
import type { Member } from '../house.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { beBrowserAt, followOutbox } from './browser.ts';

type Desk = {
  connection: Connection;
  queue: Queue;
  threads: Threads;
  posting: Posting;
  take(change: StaffChange): void;
};

/** A staff member's tab with the inbox's own code, put together as inbox/desk.ts does it, without what draws. */
export function openInboxPage(o: { me: Member; url: string; storage: Storage; random: Random }): Actor {
  const { me } = o;
  const opened = new Set<string>();
  let desk = open();
  const outbox = followOutbox(
    () => ({
      entries: () => desk.posting.entries.value,
      placeOf(message) {
        for (const conversation of opened) {
          const row = desk.threads.of(conversation)?.thread.messages.find(({ id }) => id === message);
          if (row) return { conversation, seq: row.seq };
        }
        return undefined;
      },
      retry: (message) => desk.posting.retry(message),
    }),
    o.random,
  );
  outbox.watch();

  return {
    ...{ name: me.name, audience: 'staff', reader: me.id, begins: false, keepsWriting: true },
    ...{ view, write, change, reload, isSettled, showAll, close },
  };

  function open(): Desk {
    beBrowserAt(o.url);
    const hear = (event: string, payload: unknown) => {
      if (/^conversations:(?!typed|looked)/.test(event)) for (const change of payload as StaffChange[]) take(change);
    };
    const catchUp = () => {
      posting.flush();
      void queue.load();
      void threads.catchUp();
    };
    const lost = () => {
      throw new Error(`${me.name} was signed out`);
    };
    const connection = openConnection({ hear, catchUp, lost });
    const queue = openQueue({ ask: connection.ask, me: () => me.id });
    const threads: Threads = openThreads({
      ...{ connection, me: () => me.id },
      shown(shown) {
        queue.follow(shown);
        posting.settle(shown.thread.messages.map(({ id }) => id));
        outbox?.look();
      },
    });
    const posting: Posting = openPosting({
      ...{ connection, storage: o.storage, me: () => me, threads, take, missed: queue.load },
      attaching: openAttaching({ ask: connection.ask, me: me.id }),
    });
    connection.start();
    return { connection, queue, threads, posting, take };

    function take(change: StaffChange): void {
      threads.take(change);
      queue.take(change);
    }
  }

  function openQueued(): void {
    for (const { conversation } of desk.queue.rows.peek() ?? []) {
      if (!opened.has(conversation)) desk.threads.open(conversation);
      opened.add(conversation);
    }
  }

  function view(): View {
    openQueued();
    const known = [...opened].flatMap((conversation) => desk.threads.of(conversation)?.thread ?? []);
    const seen = known.map(({ conversation, version, state, messages, marks }) => [
      conversation,
      { version, state, messages: [...messages], marks: [...marks].sort((a, b) => (a.reader < b.reader ? -1 : 1)) },
    ]);
    return Object.fromEntries(seen);
  }

  function write({ body, conversation, note }: { body: string; conversation?: string; note: boolean }) {
    desk.threads.open(conversation!);
    desk.posting.post({ conversation: conversation!, body, note });
    const entry = desk.posting.entries.peek().find((one) => one.body === body);
    if (!entry) throw new Error(`the inbox of ${me.name} did not keep "${body}"`);
    return { id: entry.id, settled: outbox.settled(entry.id) };
  }

  /** Where the inbox says that the line is down, people do it again. */
  async function change(event: string, payload: object): Promise<Problem | undefined> {
    for (;;) {
      const { connection, take } = desk;
      const answer = await connection.ask(event as 'conversations:edit', payload as never);
      if (answer.ok && answer.change) take(answer.change);
      if (answer.ok) return undefined;
      if (answer.problem.final) return answer.problem;
      await pause(100);
    }
  }

  function reload(): void {
    closeDesk();
    desk = open();
    outbox.watch();
    const current = [...opened].at(-1);
    if (current) desk.threads.open(current);
  }

  function isSettled(): boolean {
    const { connection, posting } = desk;
    return connection.line.peek() === 'live' && posting.entries.peek().length === 0 && outbox.waiting() === 0;
  }

  async function showAll(): Promise<void> {
    for (const view of ['closed', 'open'] as const) {
      desk.queue.choose({ view });
      await desk.queue.load();
      openQueued();
    }
    for (const conversation of opened) {
      desk.threads.open(conversation);
      await desk.threads.catchUp();
      while (desk.threads.opened.peek()?.thread.older) await desk.threads.loadOlder();
    }
  }

  function closeDesk(): void {
    desk.posting.close();
    desk.connection.close();
  }

  function close(): void {
    outbox.end();
    closeDesk();
  }
}
