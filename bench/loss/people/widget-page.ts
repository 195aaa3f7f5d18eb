import type { Storage } from '../../../client/storage.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Host } from '../../../widget/contract.ts';
import { type Chat, openChat } from '../../../widget/conversations/chat.ts';
import { pause } from '../../harness.ts';
import type { View } from '../history.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { beBrowserAt, followOutbox } from './browser.ts';

/** A visitor's tab with the widget's own code: connection, outbox, thread and all, without the panel. */
export function openWidgetPage(o: {
  name: string;
  url: string;
  site: string;
  storage: Storage;
  begins: boolean;
  random: Random;
}): Actor {
  const settings = { key: o.site, name: 'Tea & Co', greeting: '' };
  const quiet = { emit() {} };
  const reads = new Set<{ conversation: string; seq: number; settle(): void }>();
  let chat = open();
  const outbox = followOutbox(
    () => ({
      entries: () => chat.entries.value,
      placeOf(message) {
        for (const { conversation, messages } of chat.known.value.values()) {
          const row = messages.find(({ id }) => id === message);
          if (row) return { conversation, seq: row.seq };
        }
        return undefined;
      },
      retry: (message) => chat.retry(message),
    }),
    o.random,
  );
  outbox.watch();
  let endReads = chat.known.subscribe(lookAtMarks);

  return {
    ...{ name: o.name, audience: 'visitor', reader: 'visitor', begins: o.begins, keepsWriting: true },
    ...{ view, write, change, saw, reload, isSettled, showAll, close, startAnother: () => chat.startAnother() },
  };

  function open(): Chat {
    beBrowserAt(o.url);
    const host = { ...quiet, settings, base: `${o.url}/` } as unknown as Host;
    return openChat({ host, storage: o.storage, now: Date.now });
  }

  function view(): View {
    const shown: View = {};
    for (const { conversation, version, state, messages, marks } of chat.known.peek().values())
      shown[conversation] = { version, state, messages: [...messages], marks: [...marks].sort(byReader) };
    return shown;
  }

  function write({ body }: { body: string }) {
    chat.send(body);
    const entry = chat.entries.peek().find((one) => one.body === body);
    if (!entry) throw new Error(`the widget of ${o.name} did not keep "${body}"`);
    return { id: entry.id, settled: outbox.settled(entry.id) };
  }

  async function change(event: string): Promise<Problem | undefined> {
    throw new Error(`the widget has no way to ask for ${event}`);
  }

  function saw() {
    const thread = chat.thread.peek();
    const last = thread?.messages.findLast((message) => message.by !== 'visitor');
    if (!thread || !last) return undefined;
    const { conversation } = thread;
    const settled = new Promise<void>((settle) => reads.add({ conversation, seq: last.seq, settle }));
    chat.saw();
    return { conversation, seq: last.seq, settled };
  }

  function lookAtMarks(): void {
    for (const read of reads) {
      const mark = chat.known
        .peek()
        .get(read.conversation)
        ?.marks.find(({ reader }) => reader === 'visitor');
      if ((mark?.seq ?? 0) < read.seq) continue;
      reads.delete(read);
      read.settle();
    }
  }

  function reload(): void {
    endReads();
    chat.remove();
    chat = open();
    outbox.watch();
    endReads = chat.known.subscribe(lookAtMarks);
  }

  function isSettled(): boolean {
    return chat.line.peek() === 'live' && chat.entries.peek().length === 0 && outbox.waiting() === 0;
  }

  async function showAll(): Promise<void> {
    for (const conversation of chat.known.peek().keys()) {
      chat.show(conversation);
      while (chat.thread.peek()?.older) {
        await chat.loadOlder();
        await pause(5);
      }
    }
  }

  function close(): void {
    outbox.end();
    endReads();
    chat.remove();
  }
}

const byReader = (a: { reader: string }, b: { reader: string }) => (a.reader < b.reader ? -1 : 1);
