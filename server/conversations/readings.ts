import type { Counts, Person, StaffList, View, VisitorRow } from '../../protocol/conversations.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import { readCursor, writeCursor } from '../foundation/database/cursors.ts';
import type { Store } from '../foundation/database/database.ts';
import { type Actor, asker, type StaffActor, type VisitorActor } from './actors.ts';
import type { Audiences } from './audiences.ts';
import * as reading from './store/reading.ts';
import { PAGE } from './store/reading.ts';

/** Who somebody is, by id, and who is meant by words. */
export type PeopleKnown = {
  of(persons: readonly string[]): Promise<Map<string, Person>>;
  matching(words: string, scope: readonly string[]): Promise<string[]>;
};

/** What can be read of conversations: each audience gets them as it sees them, and nobody what is not theirs. */
export function openReadings({ store, shown, people }: { store: Store; shown: Audiences; people: PeopleKnown }) {
  return {
    syncAsVisitor,
    syncAsStaff,
    historyAsVisitor,
    historyAsStaff,
    listOfVisitor,
    queue,
    outline,
    reachable,
    holderOf,
    heldAmong,
    askedSince,
  };

  async function syncAsVisitor(p: { conversation: string; from?: number }, by: VisitorActor) {
    const rows = await store.read(reading.sync, { ...p, from: p.from ?? null, by: asker(by) });
    if (!rows) return refuse('not_found');
    const { to, more, reset, older } = rows;
    return {
      ok: true as const,
      ...{ conversation: p.conversation, to, more, reset, older },
      state: shown.visitor.state(rows.conversation),
      messages: rows.messages.map((row) => shown.visitor.message(row, by)),
      marks: rows.marks.map(shown.visitor.mark),
    };
  }

  async function syncAsStaff(p: { conversation: string; from?: number }, by: StaffActor) {
    const rows = await store.read(reading.sync, { ...p, from: p.from ?? null, by: asker(by) });
    if (!rows) return refuse('not_found');
    const { conversation, to, more, reset, older } = rows;
    return {
      ok: true as const,
      ...{ conversation: p.conversation, to, more, reset, older },
      site: conversation.site_id,
      person: await personOf(conversation.person_id),
      state: shown.staff.state(conversation),
      messages: rows.messages.map(shown.staff.message),
      marks: rows.marks.map(shown.staff.mark),
    };
  }

  async function historyAsVisitor(p: { conversation: string; before: number }, by: VisitorActor) {
    const rows = await store.read(reading.history, { ...p, by: asker(by) });
    if (!rows) return refuse('not_found');
    const messages = rows.messages.map((row) => shown.visitor.message(row, by));
    return { ok: true as const, messages, older: rows.older, to: rows.conversation.public_version };
  }

  async function historyAsStaff(p: { conversation: string; before: number }, by: StaffActor) {
    const rows = await store.read(reading.history, { ...p, by: asker(by) });
    if (!rows) return refuse('not_found');
    const messages = rows.messages.map(shown.staff.message);
    return { ok: true as const, messages, older: rows.older, to: rows.conversation.version };
  }

  async function listOfVisitor(by: VisitorActor): Promise<{ ok: true; rows: VisitorRow[] }> {
    const rows = await store.read(reading.listOfPerson, { person: by.id });
    return {
      ok: true,
      rows: rows.map((row) => ({
        conversation: row.id,
        version: row.public_version,
        state: shown.visitor.state(row),
        last: row.last && shown.visitor.message(row.last, by),
        ...(row.topic && { topic: row.topic }),
        unread: row.unread,
      })),
    };
  }

  /** A page of the queue with the counts of its views. */
  async function queue(
    p: { view: View; site?: string; team?: string; words?: string; after?: string },
    by: StaffActor,
  ): Promise<({ ok: true } & StaffList) | Refused> {
    const after = p.after === undefined ? null : readCursor(p.after);
    if (after === undefined) return refuse('bad_input', { field: 'after', detail: 'is not a cursor of this list' });
    const words = p.words?.trim() || null;
    const site = p.site ?? null;
    const team = p.team ?? null;
    const persons = words === null ? [] : await people.matching(words, by.scope);
    const query = { view: p.view, me: by.id, scope: by.scope, site, team, words, persons, after };
    const [rows, counts] = await Promise.all([
      store.readLong(reading.queue, query),
      store.readLong(reading.counts, { me: by.id, scope: by.scope, site, team }) as Promise<Counts>,
    ]);
    const more = rows.length > PAGE;
    if (more) rows.pop();
    const last = rows.at(-1);
    const known = await people.of(rows.map((row) => row.person_id));
    return {
      ok: true,
      counts,
      next: more && last ? writeCursor({ at: last.last_at, id: last.id }) : null,
      rows: rows.map((row) => ({
        conversation: row.id,
        site: row.site_id,
        person: known.get(row.person_id) ?? unknownPerson(row.person_id),
        version: row.version,
        state: shown.staff.state(row),
        last: row.last && shown.staff.message(row.last),
        unread: row.unread,
      })),
    };
  }

  /** A person's conversations, newest first, with their first words. */
  async function outline(p: { person: string; scope: readonly string[] }) {
    const rows = await store.read(reading.outlineOfPerson, p);
    return rows.map((row) => ({
      conversation: row.id,
      status: row.status,
      startedAt: row.started_at,
      lastAt: row.last_at,
      opening: row.opening,
    }));
  }

  /** Whose a conversation is, where the actor may know of it at all. */
  async function reachable(p: { conversation: string }, by: Actor) {
    return store.read(reading.reachable, { ...p, by: asker(by) });
  }

  /** Where a message holds a file that has not been taken back. */
  async function holderOf(file: string) {
    const row = await store.read(reading.holderOf, { file });
    return row && { site: row.site_id, person: row.person_id, public: row.kind === 'message' };
  }

  /** Those among some files that a message holds. */
  async function heldAmong(files: readonly string[]): Promise<string[]> {
    return store.readLong(reading.heldAmong, { files });
  }

  /** What visitors wrote at the beginning of their conversations since then. */
  async function askedSince(p: { sites: readonly string[]; since: number; most: number }) {
    return store.readLong(reading.askedSince, p);
  }

  async function personOf(id: string): Promise<Person> {
    return (await people.of([id])).get(id) ?? unknownPerson(id);
  }
}

function unknownPerson(id: string): Person {
  return { id, kind: 'unknown', name: null, email: null };
}
