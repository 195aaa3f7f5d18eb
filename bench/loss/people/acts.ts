import type { Problem } from '../../../protocol/problem.ts';
import { pause } from '../../harness.ts';
import type { Act, Said, Seen } from '../history.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import type { Actor, Settled } from './actor.ts';

/** Stands in every note, so that a proxy sees one that leaks. */
export const SECRET = 'for-staff-alone';
const WAITING_AT_MOST = 6;

type Deed = 'post' | 'note' | 'edit' | 'take-back' | 'react' | 'read' | 'assign' | 'status' | 'another' | 'reload';
const deeds: Record<'page' | Actor['audience'], [Deed, number][]> = {
  page: [
    ['post', 70],
    ['read', 22],
    ['another', 4],
    ['reload', 4],
  ],
  visitor: [
    ['post', 60],
    ['edit', 15],
    ['take-back', 7],
    ['react', 10],
    ['read', 18],
  ],
  staff: [
    ['post', 40],
    ['note', 15],
    ['edit', 12],
    ['take-back', 5],
    ['react', 10],
    ['read', 12],
    ['assign', 8],
    ['status', 8],
  ],
};

const words = [
  'Does the teapot come in green?',
  `🫖 ${'tea '.repeat(40)}`,
  'שלום',
  'Thank you.\nAnd in blue?',
  '"quoted" \\ <b>',
];

export type Stage = { recorder: Recorder; staff: readonly string[]; until(): boolean };

/** Somebody does one thing after another until the stage says that it is enough. */
export async function act(actor: Actor, random: Random, stage: Stage, everyMs: [number, number]): Promise<void> {
  const { recorder } = stage;
  const own = new Map<string, { conversation: string; note: boolean }>();
  let written = 0;
  let waiting = 0;
  while (!stage.until()) {
    await pause(random.int(...everyMs));
    const view = actor.view();
    const conversations = Object.keys(view);
    if (conversations.length === 0) {
      if (actor.begins) await post(undefined, false);
      continue;
    }
    const conversation = random.pick(conversations);
    await doOne(weighted(deeds[actor.saw ? 'page' : actor.audience], random), conversation, view[conversation]!);
  }
  while (waiting > 0) await pause(20);

  async function doOne(deed: Deed, conversation: string, seen: Seen): Promise<void> {
    if (deed === 'post' || deed === 'note') {
      if (waiting >= WAITING_AT_MOST) return;
      const settled = post(conversation, deed === 'note');
      if (!actor.keepsWriting) await settled;
    } else if (deed === 'edit' || deed === 'take-back') {
      const mine = [...own].filter(([, one]) => one.conversation in actor.view());
      if (mine.length > 0) await changeOwn(deed, ...random.pick(mine));
    } else if (deed === 'react') {
      await react(conversation, seen);
    } else if (deed === 'read') {
      await read(conversation, seen);
    } else if (deed === 'assign') {
      const to = random.pick([null, ...stage.staff]);
      await change('conversations:assign', { conversation, to }, conversation, { kind: 'assign', to });
    } else if (deed === 'status') {
      const to = random.pick(['open', 'closed'] as const);
      const event = to === 'open' ? 'conversations:reopen' : 'conversations:close';
      await change(event, { conversation }, conversation, { kind: 'status', to });
    } else if (deed === 'another') {
      // As the panel offers it.
      if (seen.state.status !== 'closed' || waiting >= WAITING_AT_MOST) return;
      actor.startAnother?.();
      void post(undefined, false);
    } else {
      actor.reload?.();
    }
  }

  async function post(conversation: string | undefined, note: boolean): Promise<void> {
    const body = `${actor.name} ${++written}: ${note ? `${SECRET} ` : ''}${random.pick(words)}`;
    const said = recorder.began(actor.name, conversation ?? null, { kind: 'post', message: '', body, note });
    waiting += 1;
    const { id, settled } = actor.write({ body, note, ...(conversation ? { conversation } : {}) });
    (said.act as { message: string }).message = id;
    take(said, await settled);
    waiting -= 1;
    if (said.conversation !== null && said.acked !== null) own.set(id, { conversation: said.conversation, note });
  }

  function take(said: Said, settled: Settled): void {
    if (settled.ok) {
      // A page writes into what it shows, which need not be the conversation that was meant.
      const { conversation, seq, setAside } = settled;
      Object.assign(said, { conversation, seq, setAside });
      recorder.acked(said);
    } else {
      said.refused = sentenceOf(settled.problem);
    }
  }

  async function changeOwn(deed: 'edit' | 'take-back', id: string, one: { conversation: string; note: boolean }) {
    if (deed === 'edit') {
      const body = `${actor.name} ${++written}, better: ${one.note ? `${SECRET} ` : ''}${random.pick(words)}`;
      await change('conversations:edit', { id, body }, one.conversation, { kind: 'edit', message: id, body });
    } else {
      own.delete(id);
      await change('conversations:take-back', { id }, one.conversation, { kind: 'take-back', message: id });
    }
  }

  /** What was taken back meanwhile has no reactions any more: that refusal is no fault, and neither yes nor no counts. */
  async function react(conversation: string, seen: Seen): Promise<void> {
    const there = seen.messages.filter(({ body }) => body !== null);
    if (there.length === 0) return;
    const { id } = random.pick(there);
    const [emoji, on] = [random.pick(['👍', '🫖']), random.next() < 0.7];
    const act: Act = { kind: 'react', message: id, reader: actor.reader, emoji, on };
    const said = recorder.began(actor.name, conversation, act);
    const problem = await actor.change('conversations:react', { id, emoji, on });
    if (!problem) recorder.acked(said);
    else if (problem.code !== 'conflict') said.refused = sentenceOf(problem);
  }

  async function read(conversation: string, seen: Seen): Promise<void> {
    if (actor.saw) {
      // A page reads what it shows, which need not be this conversation.
      const saw = actor.saw();
      if (!saw) return;
      const said = recorder.began(actor.name, saw.conversation, { kind: 'read', reader: actor.reader, seq: saw.seq });
      void saw.settled.then(() => recorder.acked(said));
    } else {
      const seq = seen.messages.at(-1)?.seq;
      if (seq === undefined) return;
      const act: Act = { kind: 'read', reader: actor.reader, seq };
      await change('conversations:read', { conversation, seq }, conversation, act);
    }
  }

  async function change(event: string, payload: object, conversation: string, act: Act): Promise<void> {
    const said = recorder.began(actor.name, conversation, act);
    const problem = await actor.change(event, payload);
    if (problem) said.refused = sentenceOf(problem);
    else recorder.acked(said);
  }
}

function weighted(from: readonly [Deed, number][], random: Random): Deed {
  let left = random.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [deed, weight] of from) {
    left -= weight;
    if (left < 0) return deed;
  }
  return from[0]![0];
}

function sentenceOf({ code, field, detail }: Problem): string {
  return [code, field, detail].filter(Boolean).join(' ');
}
