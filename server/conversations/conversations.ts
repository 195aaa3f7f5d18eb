import type { ChangeEvent, Person, Posted, StaffChange, VisitorChange } from '../../protocol/conversations.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import { newId } from '../foundation/ids.ts';
import type { Outgoing } from '../foundation/realtime/outgoing.ts';
import { type Actor, asker, type StaffActor, type VisitorActor } from './actors.ts';
import { type Attached, type Audiences, audiences, type FaceOf, type ShownFile } from './audiences.ts';
import { openReadings, type PeopleKnown } from './readings.ts';
import type { Changed, ChangeRefused } from './store/changing.ts';
import * as changing from './store/changing.ts';
import { changeOf, type Post, postMany } from './store/posting.ts';
import * as reacting from './store/reacting.ts';
import * as reading from './store/reading.ts';

/** As Unicode recommends them for general interchange (UTS 51). */
const ONE_EMOJI = /^\p{RGI_Emoji}$/v;

export type Conversations = ReturnType<typeof openConversations>;

/** The verbs over conversations. Each writes in one unit of work and tells the others after the commit. */
export function openConversations(o: {
  store: Store;
  outgoing: Outgoing;
  now: () => number;
  faceOf: FaceOf;
  /** Whether a staff member may be given conversations of a site. */
  mayAnswer(staff: string, site: string): boolean;
  /** Which site a team is of. */
  siteOfTeam(team: string): Promise<string | undefined>;
  people: PeopleKnown;
  files: {
    /** The files that a message of this author is to carry; undefined where one of them cannot be taken. */
    forMessage(
      ids: readonly string[],
      by: Pick<Actor, 'kind' | 'id'>,
    ): Promise<{ site: string; files: Attached[] } | undefined>;
    /** No message has them any more. */
    dropped(ids: readonly string[]): Promise<void>;
    shown: ShownFile;
  };
}) {
  const { store, outgoing, now } = o;
  const shown: Audiences = audiences(o.faceOf, o.files.shown);

  return {
    postAsVisitor,
    postAsStaff,
    edit,
    takeBack,
    react,
    read,
    assign,
    assignTeam,
    release,
    close,
    reopen,
    ...openReadings({ store, shown, people: o.people }),
  };

  /** A visitor's message: in the conversation named, in a new one (`start`), or in their newest open one. */
  async function postAsVisitor(
    p: {
      id: string;
      body: string;
      files?: string[];
      conversation?: string;
      start?: string;
      replyTo?: string;
      site: string;
    },
    by: VisitorActor,
  ): Promise<({ ok: true } & Posted) | Refused> {
    if (p.conversation !== undefined && p.start !== undefined) {
      return refuse('bad_input', { field: 'start', detail: 'cannot stand beside conversation' });
    }
    const files = p.files === undefined ? bare(p) : await filesOf({ ...p, files: p.files }, by);
    if (files !== null && 'ok' in files) return files;
    return await keepPost(postOf(p, by, { note: false, start: p.start ?? null, site: p.site, scope: [], files }), by);
  }

  async function postAsStaff(
    p: { id: string; body: string; files?: string[]; conversation: string; note: boolean; replyTo?: string },
    by: StaffActor,
  ): Promise<({ ok: true } & Posted) | Refused> {
    const files = p.files === undefined ? bare(p) : await filesOf({ ...p, files: p.files }, by);
    if (files !== null && 'ok' in files) return files;
    return await keepPost(postOf(p, by, { note: p.note, start: null, site: null, scope: by.scope, files }), by);
  }

  /** A message has to have a text where it carries nothing. */
  function bare({ body }: { body: string }): null | Refused {
    return body === '' ? refuse('bad_input', { field: 'body', detail: 'is empty' }) : null;
  }

  /** What a message carries beside its text. */
  async function filesOf(
    p: { id: string; body: string; files: string[] },
    by: Actor,
  ): Promise<Post['files'] | Refused> {
    const before = await store.read(reading.carried, { id: p.id, by: asker(by) });
    // A retry is answered as the first time, whatever became of its files since then.
    if (before && (before.files === null || hasAll(before.files, p.files))) {
      return { ids: p.files, site: before.site, facts: before.files ?? '[]' };
    }
    const found = await o.files.forMessage(p.files, by);
    if (!found) return refuse('bad_input', { field: 'files', detail: 'names one that this message cannot take' });
    return { ids: p.files, site: found.site, facts: JSON.stringify(found.files) };
  }

  function postOf(
    p: { id: string; body: string; conversation?: string; replyTo?: string },
    by: Actor,
    { note, start, site, scope, files }: Pick<Post, 'note' | 'start' | 'site' | 'scope' | 'files'>,
  ): Post {
    const at = now();
    const conversation = p.conversation ?? null;
    const fresh = conversation === null ? newId(at) : '';
    return {
      id: p.id,
      body: p.body,
      replyTo: p.replyTo ?? null,
      at,
      note,
      author: by.kind,
      authorId: by.id,
      conversation,
      start,
      fresh,
      site,
      scope,
      files,
    };
  }

  async function keepPost(post: Post, by: Actor): Promise<({ ok: true } & Posted) | Refused> {
    const kept = await store.gather(postMany, post);
    if ('refused' in kept) return refuse(kept.refused);
    if (!kept.again) {
      // Staff learn who it is with the first change of a conversation.
      const opened = kept.began ? { site: kept.site_id, person: kept.began } : undefined;
      tell('conversations:posted', changeOf(post, kept), by.socket, opened);
    }
    const [seq, to] = by.kind === 'visitor' ? [kept.public_seq, kept.public_version] : [kept.seq, kept.version];
    return { ok: true, conversation: kept.conversation_id, seq, at: kept.at, from: to - 1, to };
  }

  /** Replaces the text of one's own message that was written since then. The earlier text is kept for staff. */
  async function edit(p: { id: string; body: string; since?: number }, by: Actor) {
    const at = now();
    const unit = { id: p.id, body: p.body, revision: newId(at), at, since: p.since ?? 0, by: asker(by) };
    return done('conversations:edited', await store.write(changing.edit, unit), by);
  }

  /** Takes one's own message back that was written since then: its text is gone everywhere, its place stays. */
  async function takeBack(p: { id: string; since?: number }, by: Actor) {
    const unit = { id: p.id, at: now(), since: p.since ?? 0, by: asker(by) };
    const result = await store.write(changing.takeBack, unit);
    // Nobody can read them any more; where their bytes stay for now, the sweep takes them.
    if ('dropped' in result && result.dropped?.length) o.files.dropped(result.dropped).catch(() => {});
    return done('conversations:taken-back', result, by);
  }

  /** Gives a message the actor's emoji, or takes it away. */
  async function react(p: { id: string; emoji: string; on: boolean }, by: Actor) {
    if (!ONE_EMOJI.test(p.emoji)) return refuse('bad_input', { field: 'emoji', detail: 'is not one emoji' });
    const unit = { ...p, at: now(), by: asker(by) };
    return done('conversations:reacted', await store.write(reacting.react, unit), by);
  }

  /** Says how far the actor has read, in the actor's own counting. */
  async function read(p: { conversation: string; seq: number }, by: Actor) {
    const unit = { ...p, at: now(), by: asker(by) };
    return done('conversations:read', await store.write(changing.read, unit), by);
  }

  /** Gives a conversation to a staff member who may answer on its site, or to nobody. */
  async function assign(p: { conversation: string; to: string | null }, by: StaffActor) {
    const found = await store.read(reading.reachable, { conversation: p.conversation, by: asker(by) });
    if (!found) return refuse('not_found');
    if (p.to !== null && !o.mayAnswer(p.to, found.site)) {
      return refuse('bad_input', { field: 'to', detail: 'is nobody who may answer on this site' });
    }
    const unit = { ...p, at: now(), by: asker(by) };
    return done('conversations:assigned', await store.write(changing.assign, unit), by);
  }

  /** Gives a conversation to a team of its site, or to none. Whoever has it keeps it. */
  async function assignTeam(p: { conversation: string; team: string | null }, by: StaffActor) {
    const found = await store.read(reading.reachable, { conversation: p.conversation, by: asker(by) });
    if (!found) return refuse('not_found');
    if (p.team !== null && (await o.siteOfTeam(p.team)) !== found.site) {
      return refuse('bad_input', { field: 'team', detail: 'is no team of this site' });
    }
    const unit = { ...p, at: now(), by: asker(by) };
    return done('conversations:assigned', await store.write(changing.assignTeam, unit), by);
  }

  /** Makes the open conversations that somebody has nobody's: whoever looks for what to answer finds them again. */
  async function release(staff: string, by: StaffActor): Promise<void> {
    const { scope } = by;
    for (const conversation of await store.readLong(reading.assignedTo, { staff, scope })) {
      await assign({ conversation, to: null }, by);
    }
  }

  async function close(p: { conversation: string }, by: StaffActor) {
    const unit = { conversation: p.conversation, status: 'closed' as const, at: now(), by: asker(by) };
    return done('conversations:closed', await store.write(changing.setStatus, unit), by);
  }

  async function reopen(p: { conversation: string }, by: StaffActor) {
    const unit = { conversation: p.conversation, status: 'open' as const, at: now(), by: asker(by) };
    return done('conversations:reopened', await store.write(changing.setStatus, unit), by);
  }

  /** Tells the others and gives the actor the change as they see it. */
  function done(
    event: ChangeEvent,
    result: Changed | ChangeRefused,
    by: Actor,
  ): { ok: true; visitor: VisitorChange | null; staff: StaffChange | null } | Refused {
    if ('refused' in result) return refuse(result.refused);
    if (!result.changed) return { ok: true, visitor: null, staff: null };
    const staff = tell(event, result, by.socket, undefined);
    return { ok: true, staff, visitor: result.public ? shown.visitor.change(result) : null };
  }

  function tell(
    event: ChangeEvent,
    change: Changed,
    by: string | null,
    opened: { site: string; person: Person } | undefined,
  ): StaffChange {
    const { site_id: site, person_id: person } = change.conversation;
    const staff = shown.staff.change(change, opened);
    const visitor = change.public ? () => shown.visitor.change(change) : null;
    outgoing.tell({ event, site, person, staff, visitor, by });
    return staff;
  }
}

/** Whether what a message keeps of its files is about these, in this order. */
function hasAll(kept: string, ids: readonly string[]): boolean {
  const files = JSON.parse(kept) as Attached[];
  return files.length === ids.length && files.every((file, at) => file.id === ids[at]);
}
