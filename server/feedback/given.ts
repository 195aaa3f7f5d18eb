import type { Person } from '../../protocol/conversations.ts';
import type {
  AnsweredFeedback,
  ChangeFeedback,
  Feedback,
  FeedbackExport,
  FeedbackList,
  FeedbackRow,
  Give,
  ListFeedback,
} from '../../protocol/feedback.ts';
import type { FileFacts, MessageFile } from '../../protocol/files.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import { readCursor, writeCursor } from '../foundation/database/cursors.ts';
import type { Store } from '../foundation/database/database.ts';
import * as units from './store/given.ts';

export type Given = ReturnType<typeof openGiven>;
type Attached = FileFacts & { small: boolean };
type Reader = { id: string; scope: readonly string[] };
type Posted = { ok: true; conversation: string } | Refused;

/** How somebody liked it, from 1 to 5, where it stands as a message of theirs. */
const FACES = ['😞', '🙁', '😐', '🙂', '😀'];

/** What visitors tell without wanting a chat, and what staff make of it. */
export function openGiven(o: {
  store: Store;
  now: () => number;
  personsOf(ids: readonly string[]): Promise<Map<string, Person>>;
  /** Whether a staff member may look after feedback of a site. */
  mayAnswer(staff: string, site: string): boolean;
  files: {
    forMessage(
      ids: readonly string[],
      by: { kind: 'visitor'; id: string },
    ): Promise<{ site: string; files: Attached[] } | undefined>;
    shown(file: Attached, reader: 'staff'): MessageFile;
  };
  /** Says something in a conversation, as the one who gave it and as staff. */
  post: {
    asVisitor(p: { id: string; body: string; files?: string[]; site: string; person: string }): Promise<Posted>;
    asStaff(p: { id: string; body: string; conversation: string; replyTo: string }, by: Reader): Promise<Posted>;
  };
  changed(site: string, feedback: string): void;
}) {
  const { store, now } = o;
  return { give, list, exported, get, change, answer, holderOf, heldAmong, since };

  /** Keeps what somebody gives, once: the same again is nothing new. */
  async function give(p: Give, by: { site: string; person: string }): Promise<{ ok: true } | Refused> {
    const missing = whatIsMissing(p);
    if (missing) return refuse('bad_input', missing);
    const files = p.files ? await o.files.forMessage(p.files, { kind: 'visitor', id: by.person }) : undefined;
    if (p.files && files?.site !== by.site) {
      return refuse('bad_input', { field: 'files', detail: 'names one that cannot go along' });
    }
    const at = now();
    const given: units.GivenRow = {
      ...{ id: p.id, site_id: by.site, person_id: by.person, kind: p.kind, status: 'new', at, changed_at: at },
      ...{ score: p.score ?? null, title: (p.title ?? '').trim(), body: p.body.trim() },
      page: p.page ? JSON.stringify(p.page) : '',
      errors: JSON.stringify(p.errors ?? []),
      files: JSON.stringify(files?.files ?? []),
      ...{ owner_id: null, conversation_id: null },
    };
    const kept = await store.write(units.give, { given, files: p.files ?? [] });
    if ('refused' in kept) return refuse(kept.refused);
    if (!kept.again) o.changed(by.site, p.id);
    return { ok: true };
  }

  async function list(p: ListFeedback, by: Reader): Promise<({ ok: true } & FeedbackList) | Refused> {
    const query = queryOf(p, by);
    if ('ok' in query) return query;
    const [page, told] = await Promise.all([
      pageOf(query, false),
      store.readLong(units.countGiven, { sites: query.sites }),
    ]);
    const persons = await o.personsOf(page.rows.map((row) => row.person_id));
    return { ok: true, ...told, next: page.next, rows: page.rows.map(rowOf) };

    function rowOf(row: units.Tagged): FeedbackRow {
      const files = (JSON.parse(row.files) as Attached[]).length;
      return { ...outsideOf(row, persons), opening: row.body, files };
    }
  }

  /** The same rows as in the list, each whole. */
  async function exported(p: ListFeedback, by: Reader): Promise<({ ok: true } & FeedbackExport) | Refused> {
    const query = queryOf(p, by);
    if ('ok' in query) return query;
    const { rows, next } = await pageOf(query, true);
    const persons = await o.personsOf(rows.map((row) => row.person_id));
    return { ok: true, next, rows: rows.map((row) => wholeOf(row, persons)) };
  }

  async function pageOf(
    query: units.GivenQuery,
    whole: boolean,
  ): Promise<{ rows: units.Tagged[]; next: string | null }> {
    const rows = await store.readLong(units.listGiven, { ...query, whole });
    const more = rows.length > units.PAGE;
    if (more) rows.pop();
    const last = rows.at(-1);
    return { rows, next: more && last ? writeCursor(last) : null };
  }

  async function get(feedback: string, by: Reader): Promise<{ ok: true; feedback: Feedback } | Refused> {
    const row = await store.read(units.givenById, { id: feedback, scope: by.scope });
    return row ? { ok: true, feedback: await whole(row) } : refuse('not_found');
  }

  async function change(p: ChangeFeedback, by: Reader): Promise<{ ok: true; feedback: Feedback } | Refused> {
    const found = await store.read(units.givenById, { id: p.feedback, scope: by.scope });
    if (!found) return refuse('not_found');
    if (p.owner && !o.mayAnswer(p.owner, found.site_id)) {
      return refuse('bad_input', { field: 'owner', detail: 'is nobody who may answer on this site' });
    }
    const { status, owner, tags } = p;
    return changedTo({ id: p.feedback, scope: by.scope, status, owner, tags, at: now() });
  }

  /**
   * Makes a conversation of it: what they told stands there as their own message, and the answer below. Each step is once by its id, so
   * that whoever tries again after a cut goes on where it ended.
   */
  async function answer(
    p: { feedback: string; id: string; body: string },
    by: Reader,
  ): Promise<({ ok: true } & AnsweredFeedback) | Refused> {
    const found = await store.read(units.givenById, { id: p.feedback, scope: by.scope });
    if (!found) return refuse('not_found');
    const told = await postTold(found);
    if (!told.ok) return told;
    const { conversation } = told;
    const answered = await o.post.asStaff({ id: p.id, body: p.body, conversation, replyTo: found.id }, by);
    if (!answered.ok) return answered;
    const mine = found.owner_id ?? (o.mayAnswer(by.id, found.site_id) ? by.id : null);
    const status = found.status === 'new' ? 'open' : found.status;
    const unit = { id: found.id, scope: by.scope, status, owner: mine, conversation, at: now() };
    const linked = await changedTo(unit);
    return linked.ok ? { ...linked, conversation } : linked;
  }

  async function postTold(row: units.Tagged): Promise<Posted> {
    const files = (JSON.parse(row.files) as Attached[]).map(({ id }) => id);
    const message = { id: row.id, body: asMessage(row), site: row.site_id, person: row.person_id };
    const posted = await o.post.asVisitor({ ...message, ...(files.length > 0 && { files }) });
    // Pictures of somebody who is another person by now stay here; staff have them before them.
    const isOfFiles = !posted.ok && posted.problem.field === 'files';
    return isOfFiles ? o.post.asVisitor({ ...message, body: message.body || '📎' }) : posted;
  }

  async function changedTo(p: Parameters<typeof units.changeGiven>[0]) {
    const row = await store.write(units.changeGiven, p);
    if (!row) return refuse('not_found');
    o.changed(row.site_id, row.id);
    return { ok: true as const, feedback: await whole(row) };
  }

  async function whole(row: units.Tagged): Promise<Feedback> {
    return wholeOf(row, await o.personsOf([row.person_id]));
  }

  function wholeOf(row: units.Tagged, persons: Map<string, Person>): Feedback {
    return {
      ...outsideOf(row, persons),
      body: row.body,
      page: row.page === '' ? null : JSON.parse(row.page),
      errors: JSON.parse(row.errors),
      files: (JSON.parse(row.files) as Attached[]).map((file) => o.files.shown(file, 'staff')),
    };
  }

  /** Whose a file is that came with feedback. Staff alone read it there. */
  async function holderOf(file: string) {
    const row = await store.read(units.giverOf, { file });
    return row && { site: row.site_id, person: row.person_id, public: false };
  }

  /** What was given since then, in the words of those who gave it, and what it is about. */
  async function since(p: { sites: readonly string[]; since: number; most: number }) {
    const rows = await store.readLong(units.givenSince, p);
    return rows.map(({ id, title, body, at, person_id, tags }) => {
      const text = [title, body].filter(Boolean).join('. ');
      return { id, text, at, person: person_id, tags };
    });
  }

  async function heldAmong(files: readonly string[]): Promise<string[]> {
    return store.readLong(units.filesGivenAmong, { files });
  }
}

function queryOf(p: ListFeedback, by: Reader): units.GivenQuery | Refused {
  const after = p.after === undefined ? null : readCursor(p.after);
  if (after === undefined) return refuse('bad_input', { field: 'after', detail: 'is not a cursor of this list' });
  const sites = p.site === undefined ? by.scope : by.scope.filter((site) => site === p.site);
  const { kind = null, status = null, owner = null, tag = null, person = null } = p;
  return { sites, kind, status, owner, tag, person, words: p.words?.trim() || null, after };
}

function whatIsMissing(p: Give): { field: string; detail: string } | undefined {
  const missing = { detail: 'is missing' };
  if (p.kind === 'bug' && !p.body && !p.files) return { field: 'body', ...missing };
  if (p.kind === 'idea' && !p.title) return { field: 'title', ...missing };
  if (p.kind === 'praise' && p.score === undefined) return { field: 'score', ...missing };
  return undefined;
}

function asMessage({ score, title, body }: units.GivenRow): string {
  const face = score === null ? '' : (FACES[score - 1] ?? '');
  return [[face, title].filter(Boolean).join(' '), body].filter(Boolean).join(title ? '\n\n' : ' ');
}

function outsideOf(row: units.Tagged, persons: Map<string, Person>) {
  const { id, kind, status, score, title, tags, at } = row;
  const person = persons.get(row.person_id) ?? { id: row.person_id, kind: 'unknown' as const, name: null, email: null };
  const [site, owner, conversation] = [row.site_id, row.owner_id, row.conversation_id];
  return { id, site, person, kind, status, score, title, owner, tags, conversation, at };
}
