import { apply, applySynced } from '../../client/thread.ts';
import type { VisitorChange } from '../../protocol/conversations.ts';
import type { Answer as AnswerTo, VisitorRequests } from '../../protocol/sockets.ts';
import type { Thread } from '../../widget/conversations/thread.ts';
import type { Answer, Client } from './server.ts';

type Synced = Extract<AnswerTo<VisitorRequests, 'conversations:sync'>, { ok: true }>;

/**
 * What one client knows of one conversation, kept by the rules of the contract: a change that does not follow on what is known makes
 * it ask `conversations:sync`. Both audiences follow the same rules, so the thread that widget and inbox share serves for both.
 */
export type Book = {
  thread(): Thread | undefined;
  /** Takes the change out of an answer to one's own request. */
  took(answer: Answer): Promise<void>;
  /** Asks for what was missed. */
  catchUp(): Promise<void>;
  /** How often it had to. */
  syncs(): number;
  settled(): Promise<void>;
};

export function openBook(client: Client, conversation: string, known?: Thread): Book {
  let thread = known;
  let syncs = 0;
  let working = Promise.resolve();
  client.socket.onAny((event: string, payload: VisitorChange[]) => {
    if (!event.startsWith('conversations:') || !Array.isArray(payload)) return;
    // Who waits for `settled` hears of an error; a line that was closed meanwhile is none.
    for (const change of payload) if (change.conversation === conversation) later(() => take(change)).catch(() => {});
  });
  return {
    thread: () => thread,
    took: async (answer) => {
      if (answer?.ok && answer.change) await later(() => take(answer.change));
      else if (answer?.ok && answer.to > (thread?.version ?? 0)) await later(catchUp);
    },
    catchUp: () => later(catchUp),
    syncs: () => syncs,
    settled: () => working,
  };

  function later(act: () => Promise<void>): Promise<void> {
    working = working.then(act);
    return working;
  }

  async function take(change: VisitorChange): Promise<void> {
    const next = apply(thread, change);
    if (next) thread = next;
    else await catchUp();
  }

  async function catchUp(): Promise<void> {
    for (let more = true; more; ) {
      syncs++;
      const from = thread === undefined ? {} : { from: thread.version };
      const answer = (await client.ask('conversations:sync', { conversation, ...from })) as Extract<
        AnswerTo<VisitorRequests, 'conversations:sync'>,
        { ok: true }
      > & { ok: true };
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      thread = applySynced(thread, answer);
      more = answer.more;
    }
  }
}

/** The conversation as somebody finds it who knows nothing yet, with its whole history. */
export async function freshThread(client: Client, conversation: string): Promise<Thread> {
  const synced = await client.ask('conversations:sync', { conversation });
  if (!synced.ok) throw new Error(JSON.stringify(synced));
  let thread: Thread = applySynced(undefined, synced as Synced);
  while (thread.older) {
    const before = thread.messages[0]?.seq;
    const page = await client.ask('conversations:history', { conversation, before });
    thread = { ...thread, older: page.older, messages: [...page.messages, ...thread.messages] };
  }
  return tidy(thread);
}

/** Without what two equal threads may differ in: the order of marks, and how much of the history is there. */
export function tidy(thread: Thread | undefined): Thread {
  if (!thread) throw new Error('nothing is known yet');
  const marks = [...thread.marks].sort((a, b) => a.reader.localeCompare(b.reader));
  return { ...thread, older: false, marks };
}
