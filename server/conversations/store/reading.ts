import type { Counts, View } from '../../../protocol/conversations.ts';
import { all, one, type Value, type Work } from '../../foundation/database/database.ts';
import { patternsOf } from '../../foundation/patterns.ts';
import type { Asker } from './changing.ts';
import { CONVERSATION, type ConversationRow, MARK, type MarkRow, MESSAGE, type MessageRow } from './rows.ts';

export const PAGE = 50;
const CHANGES_AT_MOST = 100;
/** Further behind than this, a client takes the newest page instead. */
const TOO_OLD = 1000;
/** More than a line of a list shows. */
const TOPIC_CHARACTERS = 100;

export type SyncedRows = {
  conversation: ConversationRow;
  messages: MessageRow[];
  marks: MarkRow[];
  to: number;
  more: boolean;
  reset: boolean;
  older: boolean;
};

function* reach(id: string, by: Asker): Work<ConversationRow | undefined> {
  const row = yield* one<ConversationRow>(`select ${CONVERSATION} from conversations where id = $1`, id);
  const own = row && (by.kind === 'visitor' ? row.person_id === by.id : by.scope.includes(row.site_id));
  return own ? row : undefined;
}

/** What changed since `from` as the asker counts, or the newest page where `from` is null or too old. */
export function* sync(p: { conversation: string; from: number | null; by: Asker }): Work<SyncedRows | undefined> {
  const conversation = yield* reach(p.conversation, p.by);
  if (!conversation) return undefined;
  const version = p.by.kind === 'visitor' ? conversation.public_version : conversation.version;
  const fits = p.from !== null && p.from <= version && version - p.from <= TOO_OLD;
  return fits
    ? yield* since(conversation, p.from as number, version, p.by)
    : yield* newestPage(conversation, version, p);
}

function* since(conversation: ConversationRow, from: number, version: number, by: Asker): Work<SyncedRows> {
  const [column, visible] = by.kind === 'visitor' ? ['public_version', "and kind = 'message'"] : ['version', ''];
  const messages = yield* all<MessageRow>(
    `select ${MESSAGE} from messages where conversation_id = $1 and ${column} > $2 ${visible} order by ${column} limit ${CHANGES_AT_MOST + 1}`,
    conversation.id,
    from,
  );
  const more = messages.length > CHANGES_AT_MOST;
  if (more) messages.pop();
  const last = messages.at(-1);
  const to = more && last ? last[column as 'version' | 'public_version'] : version;
  const marks = yield* all<MarkRow>(
    `select ${MARK} from read_marks where conversation_id = $1 and ${column} > $2 and ${column} <= $3 order by ${column}`,
    conversation.id,
    from,
    to,
  );
  return { conversation, messages, marks, to, more, reset: false, older: false };
}

function* newestPage(
  conversation: ConversationRow,
  version: number,
  p: { from: number | null; by: Asker },
): Work<SyncedRows> {
  const messages = yield* page(conversation.id, 2_147_483_647, p.by);
  const older = messages.length > PAGE;
  if (older) messages.shift();
  // In an order that the visitor can see the reason of: PostgreSQL's own would tell of marks that notes moved.
  const [visible, order] = p.by.kind === 'visitor' ? ['and public_seq > 0', 'public_version'] : ['', 'version'];
  const marks = yield* all<MarkRow>(
    `select ${MARK} from read_marks where conversation_id = $1 ${visible} order by ${order}`,
    conversation.id,
  );
  return { conversation, messages, marks, to: version, more: false, reset: p.from !== null, older };
}

/** Earlier messages, oldest first, one more than a page where there are more. */
export function* history(p: {
  conversation: string;
  before: number;
  by: Asker;
}): Work<{ conversation: ConversationRow; messages: MessageRow[]; older: boolean } | undefined> {
  const conversation = yield* reach(p.conversation, p.by);
  if (!conversation) return undefined;
  const messages = yield* page(conversation.id, p.before, p.by);
  const older = messages.length > PAGE;
  if (older) messages.shift();
  return { conversation, messages, older };
}

function* page(conversation: string, before: number, by: Asker): Work<MessageRow[]> {
  const [column, visible] = by.kind === 'visitor' ? ['public_seq', "and kind = 'message'"] : ['seq', ''];
  const rows = yield* all<MessageRow>(
    `select ${MESSAGE} from messages where conversation_id = $1 and ${column} < $2 ${visible} order by seq desc limit ${PAGE + 1}`,
    conversation,
    before,
  );
  return rows.reverse();
}

export type ListedRow = ConversationRow & { unread: number; last: MessageRow | null };
/** `topic`: how the person's own first message begins. */
export type OwnRow = ListedRow & { topic: string | null };

/** A person's conversations, newest activity first, with what is unread: messages of staff beyond the person's mark. */
export function* listOfPerson(p: { person: string }): Work<OwnRow[]> {
  const rows = yield* all<Omit<OwnRow, 'last'>>(
    `select ${CONVERSATION}, (select count(*) from messages m where m.conversation_id = conversations.id and m.author_kind <> 'visitor'
       and m.kind = 'message' and m.taken_back_at is null and m.seq > coalesce((select r.seq from read_marks r
       where r.conversation_id = conversations.id and r.reader = 'visitor'), 0)) as unread,
       (select substr(m.body, 1, ${TOPIC_CHARACTERS}) from messages m where m.conversation_id = conversations.id
       and m.author_kind = 'visitor' and m.kind = 'message' and m.body <> '' order by m.seq limit 1) as topic
     from conversations where person_id = $1 order by last_at desc, id desc limit ${PAGE}`,
    p.person,
  );
  return yield* withLast(rows, "and kind = 'message'");
}

export type QueueQuery = {
  view: View;
  me: string;
  scope: readonly string[];
  site: string | null;
  team: string | null;
  /** Words to look for in messages, and the persons whose name or address fits; null: everything. */
  words: string | null;
  persons: readonly string[];
  after: { at: number; id: string } | null;
};

const IN_VIEW: Record<View, string> = {
  open: "status <> 'closed'",
  mine: "status <> 'closed' and assignee_id = $me",
  unassigned: "status <> 'closed' and assignee_id is null",
  closed: "status = 'closed'",
};

/** A page of the queue, newest activity first, one more than a page where there are more. */
export function* queue(p: QueueQuery): Work<ListedRow[]> {
  const values: Value[] = [p.site === null ? p.scope : p.scope.filter((site) => site === p.site), p.me];
  let where = `site_id = any($1) and ${IN_VIEW[p.view].replace('$me', '$2')}`;
  if (p.after !== null) {
    values.push(p.after.at, p.after.id);
    where += ` and (last_at < $${values.length - 1} or (last_at = $${values.length - 1} and id < $${values.length}))`;
  }
  if (p.team !== null) where += ` and team_id = $${values.push(p.team)}`;
  if (p.words !== null) {
    values.push(p.persons, ...patternsOf(p.words));
    const n = values.length;
    const like = [n - 2, n - 1, n].map((pattern) => `lower(body) like $${pattern} escape '\\'`).join(' or ');
    where += ` and (person_id = any($${n - 3}) or id in (select conversation_id from messages where ${like}))`;
  }
  const rows = yield* all<ConversationRow & { unread: number }>(
    `select ${CONVERSATION}, (select count(*) from messages m where m.conversation_id = conversations.id and m.author_kind = 'visitor'
       and m.taken_back_at is null and m.seq > coalesce((select r.seq from read_marks r
       where r.conversation_id = conversations.id and r.reader = $2), 0)) as unread
     from conversations where ${where} order by last_at desc, id desc limit ${PAGE + 1}`,
    ...values,
  );
  return yield* withLast(rows, '');
}

export function* counts(p: {
  me: string;
  scope: readonly string[];
  site: string | null;
  team: string | null;
}): Work<Counts> {
  const sites = p.site === null ? p.scope : p.scope.filter((site) => site === p.site);
  const row = yield* one<Counts>(
    `select coalesce(sum(case when status <> 'closed' then 1 else 0 end), 0) as open,
       coalesce(sum(case when status <> 'closed' and assignee_id = $2 then 1 else 0 end), 0) as mine,
       coalesce(sum(case when status <> 'closed' and assignee_id is null then 1 else 0 end), 0) as unassigned,
       coalesce(sum(case when status = 'closed' then 1 else 0 end), 0) as closed
     from conversations where site_id = any($1)${p.team === null ? '' : ' and team_id = $3'}`,
    ...[sites, p.me],
    ...(p.team === null ? [] : [p.team]),
  );
  return row as Counts;
}

function* withLast<R extends Omit<ListedRow, 'last'>>(
  rows: R[],
  visible: string,
): Work<(R & Pick<ListedRow, 'last'>)[]> {
  const listed: (R & Pick<ListedRow, 'last'>)[] = [];
  for (const row of rows) {
    const last = yield* one<MessageRow>(
      `select ${MESSAGE} from messages where conversation_id = $1 ${visible} order by seq desc limit 1`,
      row.id,
    );
    listed.push({ ...row, last: last ?? null });
  }
  return listed;
}

/** A person's conversations as their profile shows them, with the first words of each. */
export function* outlineOfPerson(p: {
  person: string;
  scope: readonly string[];
}): Work<(ConversationRow & { opening: string | null })[]> {
  return yield* all<ConversationRow & { opening: string | null }>(
    `select ${CONVERSATION}, (select substr(body, 1, 140) from messages m where m.conversation_id = conversations.id
       and m.kind = 'message' order by m.seq limit 1) as opening
     from conversations where person_id = $1 and site_id = any($2) order by last_at desc, id desc limit 20`,
    p.person,
    p.scope,
  );
}

/** Which message of which conversation has a file. One that was taken back has none. */
export function* holderOf(p: {
  file: string;
}): Work<{ site_id: string; person_id: string; kind: MessageRow['kind'] } | undefined> {
  return yield* one<{ site_id: string; person_id: string; kind: MessageRow['kind'] }>(
    `select c.site_id, c.person_id, m.kind from message_files f join messages m on m.id = f.message_id
     join conversations c on c.id = m.conversation_id where f.file_id = $1`,
    p.file,
  );
}

/** What a message of the asker's keeps of its files (null: nothing, it was taken back), and where; undefined: it carries none, or is not theirs. */
export function* carried(p: { id: string; by: Asker }): Work<{ site: string; files: string | null } | undefined> {
  return yield* one<{ site: string; files: string | null }>(
    `select c.site_id as site, m.files from messages m join conversations c on c.id = m.conversation_id
     where m.id = $1 and m.author_kind = $2 and m.author_id = $3 and (m.files is not null or m.taken_back_at is not null)`,
    ...[p.id, p.by.kind, p.by.id],
  );
}

/** The conversations that somebody has to answer. */
export function* assignedTo(p: { staff: string; scope: readonly string[] }): Work<string[]> {
  const rows = yield* all<{ id: string }>(
    "select id from conversations where assignee_id = $1 and status <> 'closed' and site_id = any($2) order by id",
    ...[p.staff, p.scope],
  );
  return rows.map(({ id }) => id);
}

export type Asked = { text: string; at: number; person: string; conversation: string };

/** What visitors wrote at the beginning of their conversations since then, of those that went on last first. */
export function* askedSince(p: { sites: readonly string[]; since: number; most: number }): Work<Asked[]> {
  return yield* all<Asked>(
    `select m.body as text, m.at, c.person_id as person, c.id as conversation
     from conversations c join messages m on m.conversation_id = c.id
     where c.site_id = any($1) and c.last_at > $2 and m.at > $2 and m.seq <= 3
     and m.author_kind = 'visitor' and m.kind = 'message' and m.body is not null and m.body <> ''
     order by c.last_at desc, m.seq limit ${p.most}`,
    ...[p.sites, p.since],
  );
}

export function* heldAmong(p: { files: readonly string[] }): Work<string[]> {
  const rows = yield* all<{ file_id: string }>('select file_id from message_files where file_id = any($1)', p.files);
  return rows.map((row) => row.file_id);
}

/** Whose a conversation is and which team has it, where the asker may know of it at all. */
export function* reachable(p: {
  conversation: string;
  by: Asker;
}): Work<{ site: string; person: string; team: string | null } | undefined> {
  const row = yield* reach(p.conversation, p.by);
  return row && { site: row.site_id, person: row.person_id, team: row.team_id };
}
