import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Fault, faultsOf, type History, type Said, type View } from '../../bench/loss/history.ts';
import type { Meddler } from '../../bench/loss/proxy.ts';
import { runTrial, type Trial } from '../../bench/loss/trial.ts';
import type { StaffChange } from '../../protocol/conversations.ts';

/** A checker that finds nothing proves nothing: faults are planted in real runs, and each has to be caught. */
const CALM_MS = 1_500;
let clean: Trial;
beforeAll(async () => {
  clean = await runTrial({ seed: 1, stormMs: 2_500, calmMs: 500 });
}, 60_000);

test('where nothing is planted nothing is found, although the server was killed and the networks failed', () => {
  expect(faultsOf(clean.history)).toEqual([]);
  expect(clean.kills).toBeGreaterThanOrEqual(2);
  expect(clean.trouble.cuts).toBeGreaterThan(0);
  expect(clean.history.said.filter(isPost).length).toBeGreaterThan(50);
});

test('all five in one run: dropped, doubled and reordered in the data, an ack before the commit and missed edits on the wire', async () => {
  const planted = { dropped: '', doubled: '', reordered: '', acked: '', edited: '' };
  const trial = await runTrial({
    ...{ seed: 2, stormMs: 0, calmMs: CALM_MS },
    meddlers: {
      Vera: acksTooEarly((body) => Object.assign(planted, { acked: body })),
      Agnes: losesEdits((body) => Object.assign(planted, { edited: body })),
    },
    meanwhile(folder, said) {
      const data = new DatabaseSync(join(folder, 'foyer.db'));
      const [dropped, doubled] = [untouched(said, 'Bela')[1]!, untouched(said, 'Otto')[1]!];
      const [earlier, later] = untouched(said, 'Wanda').slice(-2);
      data.prepare('delete from messages where id = ?').run(dropped.id);
      double(data, doubled.id);
      swap(data, earlier!.id, later!.id);
      Object.assign(planted, { dropped: dropped.body, doubled: doubled.body, reordered: later!.body });
      data.close();
    },
  });
  for (const body of Object.values(planted)) expect(body).not.toBe('');
  const faults = faultsOf(trial.history);
  expect(about(faults, 'lost', planted.dropped)).toHaveLength(1);
  expect(about(faults, 'lost', planted.acked)).toHaveLength(1);
  expect(about(faults, 'lost', 'is not stored')).toHaveLength(2);
  expect(about(faults, 'doubled', planted.doubled).length).toBeGreaterThan(0);
  expect(about(faults, 'doubled', '').every(({ text }) => text.includes(planted.doubled))).toBe(true);
  expect(about(faults, 'reordered', planted.reordered).length).toBeGreaterThan(0);
  expect(about(faults, 'out of step', 'Agnes shows').length).toBeGreaterThan(0);
});

/** Answers one of its client's posts as the server would, and lets the post itself vanish: as if killed before the commit. */
function acksTooEarly(planted: (body: string) => void): Meddler {
  const last = { seq: 0, to: 0 };
  let posts = 0;
  return {
    up(text, answer) {
      const [, number, payload] = /^42\/visitor,(\d+)\["conversations:post",(.*)\]$/s.exec(text) ?? [];
      if (payload === undefined || ++posts !== 5) return text;
      const { body, conversation } = JSON.parse(payload);
      planted(body);
      const posted = { conversation, seq: last.seq + 1, at: Date.now(), from: last.to, to: last.to + 1 };
      answer(`43/visitor,${number}[${JSON.stringify({ ok: true, ...posted })}]`);
      return undefined;
    },
    down(text) {
      const [, seq, to] = /^43\/visitor,\d+\[\{"ok":true,.*"seq":(\d+),.*"to":(\d+)\}\]$/.exec(text) ?? [];
      if (seq !== undefined) Object.assign(last, { seq: Number(seq), to: Number(to) });
      return text;
    },
  };
}

/** Its client is told that something was edited, and not what: as by a server that forgets the rows. */
function losesEdits(planted: (body: string) => void): Meddler {
  return {
    down(text) {
      const [, changes] = /^42\/staff,\["conversations:edited",(.*)\]$/s.exec(text) ?? [];
      if (changes === undefined) return text;
      const without = JSON.parse(changes).map((change: StaffChange) => {
        planted(change.messages[0]!.body!);
        return { ...change, messages: [] };
      });
      return `42/staff,["conversations:edited",${JSON.stringify(without)}]`;
    },
  };
}

describe('anywhere in what was recorded', () => {
  const messages = (view: View) => Object.values(view).flatMap((seen) => seen.messages);
  /** Plants a fault into a copy, at a place that is picked by `nth`, and gives what has to be found. Undefined: nothing is there. */
  const plants: Record<string, (history: History, nth: number) => Fault['kind'] | undefined> = {
    'a message that was acked and is not there'(history, nth) {
      const { id } = pick(messages(history.stored), nth);
      for (const view of everywhere(history)) {
        for (const seen of Object.values(view)) seen.messages = seen.messages.filter((row) => row.id !== id);
      }
      return 'lost';
    },
    'a message that somebody sees twice'(history, nth) {
      const seen = pick(Object.values(pick(views(history), nth).shown), nth);
      if (!seen || seen.messages.length === 0) return undefined;
      seen.messages.push(pick(seen.messages, nth));
      return 'doubled';
    },
    'a message that is stored twice'(history, nth) {
      const copy = { ...pick(messages(history.stored), nth) };
      for (const view of everywhere(history)) {
        for (const seen of Object.values(view)) {
          const before = seen.messages.find(({ id }) => id === copy.id);
          if (before) seen.messages.push({ ...before, id: 'another' });
        }
      }
      return 'doubled';
    },
    'two messages of one person in the wrong order'(history, nth) {
      const author = pick(history.said.filter(isPost), nth).client;
      const own = history.said.filter(
        (one) => isPost(one) && one.client === author && !one.setAside && one.seq !== null,
      );
      const at = nth % Math.max(1, own.length - 1);
      const [first, second] = own.slice(at, at + 2);
      if (!first || !second || first.conversation !== second.conversation) return undefined;
      const [a, b] = [messageOf(first), messageOf(second)];
      for (const view of everywhere(history)) exchange(messages(view), a, b);
      // Not even where the acks told the same.
      [first.seq, second.seq] = [second.seq, first.seq];
      return 'reordered';
    },
    'an edit or take-back that somebody missed'(history, nth) {
      const rows = views(history).flatMap(({ shown }) => messages(shown));
      const changed = rows.filter((row) => row.editedAt !== null || row.takenBackAt !== null);
      if (changed.length === 0) return undefined;
      pick(changed, nth).body = 'what it said before';
      return 'out of step';
    },
    'an edit that was acked and is not there'(history, nth) {
      const edits = history.said.filter(({ act, acked }) => act.kind === 'edit' && acked !== null);
      const final = edits.filter((one) => isLastChange(history.said, one));
      if (final.length === 0) return undefined;
      const id = messageOf(pick(final, nth));
      for (const view of everywhere(history)) {
        for (const row of messages(view)) if (row.id === id) row.body = 'what it said before';
      }
      return 'lost';
    },
    'a change of the state that somebody missed'(history, nth) {
      const seen = pick(
        views(history).flatMap(({ shown }) => Object.values(shown)),
        nth,
      );
      seen.state.status = seen.state.status === 'open' ? 'closed' : 'open';
      return 'out of step';
    },
    'a note that a visitor loads'(history, nth) {
      const notes = Object.entries(history.stored).flatMap(([conversation, { messages }]) =>
        messages.filter((row) => 'note' in row && row.note).map((row) => ({ conversation, row })),
      );
      const { conversation, row } = pick(notes, nth);
      for (const { audience, shown, fresh } of views(history)) {
        if (audience === 'visitor') for (const view of [shown, fresh]) view[conversation]?.messages.push(row);
      }
      return 'out of step';
    },
    'a note that reached a visitor’s wire'(history, nth) {
      const visitors = views(history).filter(({ audience }) => audience === 'visitor');
      Object.assign(pick(visitors, nth), { leaked: ['42/visitor,…'] });
      return 'leaked';
    },
  };

  test.for(Object.entries(plants))('%s', async ([, plant]) => {
    let caught = 0;
    await fc.assert(
      fc.property(fc.nat(10_000), (nth) => {
        const history = structuredClone(clean.history);
        const due = plant(history, nth);
        fc.pre(due !== undefined);
        expect(faultsOf(history).map(({ kind }) => kind)).toContain(due);
        caught++;
      }),
      { numRuns: 40, maxSkipsPerRun: 1_000 },
    );
    expect(caught).toBeGreaterThan(0);
  });
});

const isPost = ({ act }: Said) => act.kind === 'post';
const messageOf = ({ act }: Said) => ('message' in act ? act.message : '');
const views = (history: History) => Object.values(history.clients);
const pick = <T>(from: readonly T[], nth: number): T => from[nth % from.length]!;

/** Everything that was loaded or shown, the store included. */
function everywhere(history: History): View[] {
  return [...new Set([history.stored, ...views(history).flatMap(({ shown, fresh }) => [shown, fresh])])];
}

function exchange(rows: { id: string; seq: number }[], a: string, b: string): void {
  const [first, second] = [rows.find(({ id }) => id === a), rows.find(({ id }) => id === b)];
  if (first && second) [first.seq, second.seq] = [second.seq, first.seq];
}

function isLastChange(said: readonly Said[], one: Said): boolean {
  return said.findLast(({ act }) => act.kind !== 'post' && 'message' in act && act.message === messageOf(one)) === one;
}

/** What somebody posted, was acked, and nobody changed since. */
function untouched(said: readonly Said[], client: string): { id: string; body: string }[] {
  const changed = new Set(
    said.flatMap(({ act }) => (act.kind === 'edit' || act.kind === 'take-back' ? act.message : [])),
  );
  return said.flatMap(({ act, acked, client: author }) =>
    act.kind === 'post' && author === client && acked !== null && !changed.has(act.message)
      ? { id: act.message, body: act.body }
      : [],
  );
}

/** Stores a message a second time, under an id of its own at the end of its conversation. */
function double(data: DatabaseSync, id: string): void {
  const row = data.prepare('select * from messages where id = ?').get(id)!;
  const place = data
    .prepare(
      'select seq + 1 as seq, public_seq + 1 as public_seq, version, public_version from conversations where id = ?',
    )
    .get(row.conversation_id!)!;
  const copy = { ...row, ...place, id: '01900000-0000-7000-8000-000000000000' };
  const names = Object.keys(copy);
  data
    .prepare(`insert into messages (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(copy));
}

function swap(data: DatabaseSync, a: string, b: string): void {
  const placeOf = (id: string) => data.prepare('select seq, public_seq from messages where id = ?').get(id)!;
  const put = data.prepare('update messages set seq = ?, public_seq = ? where id = ?');
  const [first, second] = [placeOf(a), placeOf(b)];
  put.run(-1, -1, a);
  put.run(first.seq!, first.public_seq!, b);
  put.run(second.seq!, second.public_seq!, a);
}

function about(faults: readonly Fault[], kind: Fault['kind'], text: string): Fault[] {
  return faults.filter((fault) => fault.kind === kind && fault.text.includes(text));
}
