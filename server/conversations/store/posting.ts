import type { Person } from '../../../protocol/conversations.ts';
import type { ProblemCode } from '../../../protocol/problem.ts';
import { all, insert, type Row, update, type Work } from '../../foundation/database/database.ts';
import type { Changed } from './changing.ts';
import { CONVERSATION, type ConversationRow, MESSAGE, type MessageRow, type ToldRow } from './rows.ts';

/** A message to be stored. `fresh` is the id of the conversation that it starts where it joins none. */
export type Post = {
  id: string;
  body: string;
  replyTo: string | null;
  at: number;
  note: boolean;
  author: 'visitor' | 'staff';
  authorId: string;
  conversation: string | null;
  start: string | null;
  fresh: string;
  /** Visitors: their site and person. Staff: the sites they may answer on. */
  site: string | null;
  scope: readonly string[];
  /** What it carries, all of one site; `facts` is what is kept of them in JSON. */
  files: { ids: readonly string[]; site: string; facts: string } | null;
};

/**
 * What became of a post: the message's place and the conversation after it. Flat, and without what the post says itself, since it crosses the
 * thread boundary for every message.
 */
export type PostedRow = Omit<ToldRow, 'id'> & {
  conversation_id: string;
  seq: number;
  public_seq: number;
  at: number;
  /** The same client id came again: nothing was stored now. The versions are those that the first time came to. */
  again: boolean;
  /** Who began the conversation by this message; null: it was there. */
  began: Person | null;
};
export type PostRefused = { refused: ProblemCode };

/**
 * Stores a set of messages that arrived together, in the order of the list. Locks persons, then conversations, in id order, looks up the
 * client ids, decides in memory and writes once. The same id again gives the stored message back; another body, author or conversation
 * under it is a conflict. A message that names no conversation joins its person's newest open one or starts one.
 */
export function* postMany(posts: Post[]): Work<(PostedRow | PostRefused)[]> {
  const joining = posts.filter((post) => post.author === 'visitor' && post.conversation === null);
  const persons = joining.length > 0 ? yield* lockPersons(joining) : new Map<string, Person>();
  const newest = persons.size > 0 ? yield* newestOpen([...persons.keys()]) : new Map<string, string>();
  const named = posts.map((post) => post.conversation ?? post.start ?? newest.get(post.authorId) ?? '');
  const conversations = yield* lockConversations([...new Set(named)].filter(Boolean));
  const answered = posts.flatMap((post) => post.replyTo ?? []);
  const stored = yield* storedMessages([...posts.map((post) => post.id), ...answered]);
  const elsewhere = yield* conversationsOfRetries(stored, conversations);
  const carried = yield* carriers(posts.flatMap((post) => post.files?.ids ?? []));

  const added: MessageRow[] = [];
  const started = new Set<string>();
  const touched = new Set<string>();
  const taken: { file_id: string; message_id: string }[] = [];
  const events: Row[] = [];
  const results = posts.map(decide);

  yield* insert(
    'conversations',
    [...started].map((id) => conversations.get(id) as ConversationRow & Row),
  );
  yield* update(
    'conversations',
    'id',
    [...touched].filter((id) => !started.has(id)).map((id) => movedOn(conversations.get(id) as ConversationRow)),
  );
  yield* insert('messages', added);
  yield* insert('message_files', taken);
  yield* insert('events', events);
  return yield* comingBack(posts, results);

  function decide(post: Post): PostedRow | PostRefused {
    const before = stored.get(post.id);
    return before ? repeat(post, before) : store(post);
  }

  function repeat(post: Post, message: MessageRow): PostedRow | PostRefused {
    const conversation = conversations.get(message.conversation_id) ?? elsewhere.get(message.conversation_id);
    const same =
      conversation !== undefined &&
      message.author_kind === post.author &&
      message.author_id === post.authorId &&
      (message.kind === 'note') === post.note &&
      [null, message.conversation_id].includes(post.conversation) &&
      message.reply_to === post.replyTo &&
      // An edited or taken-back message no longer holds what was posted, so its text proves nothing.
      (message.body === post.body || message.edited_at !== null || message.taken_back_at !== null) &&
      ((post.files?.facts ?? null) === message.files || message.taken_back_at !== null);
    return same ? posted(conversation, message, { again: true, began: null }) : { refused: 'conflict' };
  }

  function store(post: Post): PostedRow | PostRefused {
    // Another message has one of its files.
    if (post.files?.ids.some((file) => carried.has(file))) return { refused: 'conflict' };
    if (post.replyTo !== null && !answerable(post, stored.get(post.replyTo))) return { refused: 'not_found' };
    const conversation = conversationFor(post);
    if ('refused' in conversation) return conversation;
    if (post.files && post.files.site !== conversation.site_id) return { refused: 'bad_input' };
    const message = added[added.push(append(conversation, post)) - 1] as MessageRow;
    for (const file of post.files?.ids ?? []) {
      carried.set(file, post.id);
      taken.push({ file_id: file, message_id: post.id });
    }
    touched.add(conversation.id);
    stored.set(post.id, message);
    events.push({
      name: 'conversations:posted',
      conversation_id: conversation.id,
      subject_id: message.id,
      actor_kind: post.author,
      actor_id: post.authorId,
      version: message.version,
      at: post.at,
    });
    const began = conversation.version === 1 ? (persons.get(conversation.person_id) ?? null) : null;
    return posted(conversation, message, { again: false, began });
  }

  /** Whether a message is of this conversation and seen by all who will see the post: an answer tells that what it answers is there. */
  function answerable(post: Post, original: MessageRow | undefined): boolean {
    return original?.conversation_id === placeOf(post) && (post.note || original?.kind === 'message');
  }

  function placeOf(post: Post): string | undefined {
    return post.conversation ?? post.start ?? newest.get(post.authorId);
  }

  function conversationFor(post: Post): ConversationRow | PostRefused {
    const id = placeOf(post);
    const found = id === undefined ? undefined : conversations.get(id);
    if (found) {
      const reachable =
        post.author === 'visitor' ? found.person_id === post.authorId : post.scope.includes(found.site_id);
      if (reachable) return found;
      return { refused: post.conversation === null ? 'conflict' : 'not_found' };
    }
    if (post.conversation !== null || post.site === null || !persons.has(post.authorId))
      return { refused: 'not_found' };
    const conversation = begin(post.start ?? post.fresh, post, post.site);
    conversations.set(conversation.id, conversation);
    started.add(conversation.id);
    newest.set(post.authorId, conversation.id);
    return conversation;
  }
}

function posted(
  conversation: ConversationRow,
  message: MessageRow,
  { again, began }: Pick<PostedRow, 'again' | 'began'>,
): PostedRow {
  return {
    conversation_id: conversation.id,
    site_id: conversation.site_id,
    person_id: conversation.person_id,
    status: conversation.status,
    assignee_id: conversation.assignee_id,
    team_id: conversation.team_id,
    started_at: conversation.started_at,
    last_at: conversation.last_at,
    waiting_since: conversation.waiting_since,
    seq: message.seq,
    public_seq: message.public_seq,
    version: message.posted_version,
    public_version: message.posted_public_version,
    at: message.at,
    again,
    began,
  };
}

/** The change that a post made, put together again from both. */
export function changeOf(post: Post, row: PostedRow): Changed {
  const conversation = {
    id: row.conversation_id,
    site_id: row.site_id,
    person_id: row.person_id,
    status: row.status,
    assignee_id: row.assignee_id,
    team_id: row.team_id,
    version: row.version,
    public_version: row.public_version,
    started_at: row.started_at,
    last_at: row.last_at,
    waiting_since: row.waiting_since,
  };
  return { conversation, message: messageOf(post, row), mark: null, changed: true, public: !post.note };
}

/** Whoever became another person a moment ago is not refused for good: they come back as that one and send it again. */
function* comingBack(posts: Post[], results: (PostedRow | PostRefused)[]): Work<(PostedRow | PostRefused)[]> {
  const refused = posts.filter((post, at) => post.author === 'visitor' && 'refused' in (results[at] as object));
  if (refused.length === 0) return results;
  const rows = yield* all<{ id: string }>(
    'select id from persons where id = any($1) and merged_into is not null',
    refused.map((post) => post.authorId),
  );
  const gone = new Set(rows.map(({ id }) => id));
  return results.map((result, at) =>
    'refused' in result && gone.has((posts[at] as Post).authorId) ? { refused: 'token_invalid' } : result,
  );
}

/** Locks the persons who named no conversation. */
function* lockPersons(posts: Post[]): Work<Map<string, Person>> {
  const ids = [...new Set(posts.map((post) => post.authorId))].sort();
  const rows = yield* all<Person>(
    'select id, kind, name, email from persons where id = any($1) and merged_into is null order by id for update',
    ids,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The newest open conversation of each. */
function* newestOpen(persons: string[]): Work<Map<string, string>> {
  const open = yield* all<{ id: string; person_id: string }>(
    "select id, person_id from conversations where person_id = any($1) and status <> 'closed' order by last_at, id",
    persons,
  );
  return new Map(open.map(({ id, person_id }) => [person_id, id]));
}

function* lockConversations(ids: string[]): Work<Map<string, ConversationRow>> {
  if (ids.length === 0) return new Map();
  const rows = yield* all<ConversationRow>(
    `select ${CONVERSATION} from conversations where id = any($1) order by id for update`,
    ids.sort(),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function* storedMessages(ids: string[]): Work<Map<string, MessageRow>> {
  const rows = yield* all<MessageRow>(`select ${MESSAGE} from messages where id = any($1)`, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A first message's retry names no conversation, and the one it made may be closed by now. */
function* conversationsOfRetries(
  stored: Map<string, MessageRow>,
  known: Map<string, ConversationRow>,
): Work<Map<string, ConversationRow>> {
  const ids = [...new Set([...stored.values()].map((row) => row.conversation_id))].filter((id) => !known.has(id));
  if (ids.length === 0) return new Map();
  const rows = yield* all<ConversationRow>(`select ${CONVERSATION} from conversations where id = any($1)`, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which message has each of these files already. */
function* carriers(files: string[]): Work<Map<string, string>> {
  if (files.length === 0) return new Map();
  const rows = yield* all<{ file_id: string; message_id: string }>(
    'select file_id, message_id from message_files where file_id = any($1)',
    files,
  );
  return new Map(rows.map((row) => [row.file_id, row.message_id]));
}

function begin(id: string, post: Post, site: string): ConversationRow {
  return {
    id,
    site_id: site,
    person_id: post.authorId,
    channel: 'widget',
    status: 'open',
    assignee_id: null,
    team_id: null,
    seq: 0,
    public_seq: 0,
    version: 0,
    public_version: 0,
    started_at: post.at,
    last_at: post.at,
    waiting_since: null,
  };
}

/** Gives a post its place and moves the conversation on. What is said in a closed conversation opens it again. */
function append(conversation: ConversationRow, post: Post): MessageRow {
  conversation.seq += 1;
  conversation.version += 1;
  if (!post.note) {
    conversation.public_seq += 1;
    conversation.public_version += 1;
    conversation.status = 'open';
    conversation.last_at = Math.max(conversation.last_at, post.at);
    conversation.waiting_since = post.author === 'staff' ? null : (conversation.waiting_since ?? post.at);
  }
  return messageOf(post, {
    conversation_id: conversation.id,
    seq: conversation.seq,
    public_seq: post.note ? 0 : conversation.public_seq,
    version: conversation.version,
    public_version: conversation.public_version,
  });
}

function messageOf(
  post: Post,
  place: Pick<MessageRow, 'conversation_id' | 'seq' | 'public_seq' | 'version' | 'public_version'>,
): MessageRow {
  return {
    id: post.id,
    conversation_id: place.conversation_id,
    seq: place.seq,
    public_seq: place.public_seq,
    kind: post.note ? 'note' : 'message',
    author_kind: post.author,
    author_id: post.authorId,
    body: post.body,
    files: post.files?.facts ?? null,
    reply_to: post.replyTo,
    reactions: null,
    at: post.at,
    edited_at: null,
    taken_back_at: null,
    version: place.version,
    public_version: place.public_version,
    posted_version: place.version,
    posted_public_version: place.public_version,
  };
}

/** The columns that a post changes, and no other: a key to another table would be looked up. */
function movedOn(row: ConversationRow): Row {
  const { id, status, seq, public_seq, version, public_version, last_at, waiting_since } = row;
  return { status, seq, public_seq, version, public_version, last_at, waiting_since, id };
}

/** The columns of a conversation that its life changes. */
export function changing(row: ConversationRow): Row {
  const { id, status, assignee_id, team_id, seq, public_seq, version, public_version, last_at, waiting_since } = row;
  return { id, status, assignee_id, team_id, seq, public_seq, version, public_version, last_at, waiting_since };
}
