import Type, { type Static } from 'typebox';
import { Files, MessageFile } from './files.ts';
import { Caption, Cursor, Id, Name, nullable, Seq, SiteKey, shape, Text, Time, Version } from './schema.ts';

/** Someone on the staff, as others see them. */
export const Face = shape({ id: Id, name: Name });
export type Face = Static<typeof Face>;

export const Status = Type.Union([Type.Literal('open'), Type.Literal('snoozed'), Type.Literal('closed')]);
export type Status = Static<typeof Status>;

/** One emoji, as people send them. */
export const Emoji = Type.String({ minLength: 1, maxLength: 40, description: 'one emoji' });
/** What somebody thinks of a message, in one sign. `by` is 'visitor' or a staff member. */
export const Reaction = shape({ emoji: Emoji, by: Type.Union([Type.Literal('visitor'), Face]) });
export type Reaction = Static<typeof Reaction>;

const message = {
  id: Id,
  seq: Seq,
  by: Type.Union([Type.Literal('visitor'), Type.Literal('staff'), Type.Literal('system')]),
  author: nullable(Face),
  body: nullable(Type.String({ description: 'null once taken back' })),
  /** Left out where there are none. */
  files: Type.Optional(Type.Array(MessageFile)),
  at: Time,
  editedAt: nullable(Time),
  takenBackAt: nullable(Time),
  version: Version,
  /** The message of this conversation that it answers. What that says is shown as it is now. */
  replyTo: Type.Optional(Id),
  /** In the order in which they were given; not there while there are none. */
  reactions: Type.Optional(Type.Array(Reaction)),
};

/** A message as a visitor gets it. `seq` and `version` count what visitors see, so nothing tells that notes exist. */
export const VisitorMessage = shape(message);
export type VisitorMessage = Static<typeof VisitorMessage>;

/** A message as staff get it. `note` marks what staff alone see. */
export const StaffMessage = shape({ ...message, note: Type.Boolean() });
export type StaffMessage = Static<typeof StaffMessage>;

/** How far somebody has read. `reader` is 'visitor' or the id of a staff member, whom visitors know by `name`. */
export const ReadMark = shape({
  reader: Type.Union([Type.Literal('visitor'), Id]),
  name: Type.Optional(Name),
  seq: Seq,
  at: Time,
  version: Version,
});
export type ReadMark = Static<typeof ReadMark>;

export const VisitorState = shape({
  status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
  assignee: nullable(Face),
  /** Whose hours count, where those of a team do: `hours:opening` tells them. Left out: those of the site. */
  team: Type.Optional(Id),
  startedAt: Time,
  lastAt: Time,
});
export type VisitorState = Static<typeof VisitorState>;

export const StaffState = shape({
  status: Status,
  assignee: nullable(Face),
  /** Left out where none has it. One that `staff:list` does not know is no more. */
  team: Type.Optional(Id),
  startedAt: Time,
  lastAt: Time,
  waitingSince: nullable(Time),
});
export type StaffState = Static<typeof StaffState>;

/** Who a conversation is with, as the queue shows it. */
export const Person = shape({
  id: Id,
  kind: Type.Union([
    Type.Literal('unknown'),
    Type.Literal('unverified'),
    Type.Literal('verified'),
    Type.Literal('identified'),
  ]),
  name: nullable(Type.String()),
  email: nullable(Type.String()),
});
export type Person = Static<typeof Person>;

/**
 * What happened to one conversation, for visitors. It leads from version `from` to version `to`;
 * a client that is not at `from` asks `conversations:sync`. Rows replace those with the same id (or reader) and a lower version.
 */
export const VisitorChange = shape({
  conversation: Id,
  from: Version,
  to: Version,
  state: VisitorState,
  messages: Type.Array(VisitorMessage),
  marks: Type.Array(ReadMark),
});
export type VisitorChange = Static<typeof VisitorChange>;

/** What happened to one conversation, for staff. `opened` comes with the first change of a conversation (`from` is 0). */
export const StaffChange = shape({
  conversation: Id,
  from: Version,
  to: Version,
  state: StaffState,
  messages: Type.Array(StaffMessage),
  marks: Type.Array(ReadMark),
  opened: Type.Optional(shape({ site: Id, person: Person })),
});
export type StaffChange = Static<typeof StaffChange>;

/** The names of what can have happened; every one of them carries a list of changes. */
export const changeEvents = [
  'conversations:posted',
  'conversations:edited',
  'conversations:taken-back',
  'conversations:reacted',
  'conversations:read',
  'conversations:assigned',
  'conversations:closed',
  'conversations:reopened',
] as const;
export type ChangeEvent = (typeof changeEvents)[number];

/** `from` left out: the newest page. `from` given: what changed since then, in pages; `to` is where to go on from while `more`. */
export const Sync = shape({ conversation: Id, from: Type.Optional(Version) });
export const History = shape({ conversation: Id, before: Seq });
export const TakeBack = shape({ id: Id });
export const Edit = shape({ id: Id, body: Text });
/** Gives a message one's emoji, or takes it away again. Five different ones at most. */
export const React = shape({ id: Id, emoji: Emoji, on: Type.Boolean() });
export const Read = shape({ conversation: Id, seq: Seq });
export const Typing = shape({ conversation: Id, typing: Type.Boolean() });
/** `note`: what is being written is a note, so colleagues see it and the visitor does not. */
export const StaffTyping = shape({ conversation: Id, typing: Type.Boolean(), note: Type.Optional(Type.Boolean()) });

/**
 * `conversation` left out: joins the newest open one or starts one. `start` starts another on purpose, under the client's own id.
 * `replyTo` is a message of the same conversation that everybody sees who sees this one.
 */
export const VisitorPost = shape({
  id: Id,
  body: Caption,
  files: Type.Optional(Files),
  conversation: Type.Optional(Id),
  start: Type.Optional(Id),
  replyTo: Type.Optional(Id),
});
export type VisitorPost = Static<typeof VisitorPost>;

export const StaffPost = shape({
  id: Id,
  conversation: Id,
  body: Caption,
  files: Type.Optional(Files),
  note: Type.Optional(Type.Boolean()),
  replyTo: Type.Optional(Id),
});
export type StaffPost = Static<typeof StaffPost>;

/** The message is on disk. The same client id again gives the same answer. `from` and `to` are the sender's versions. */
export const Posted = shape({ conversation: Id, seq: Seq, at: Time, from: Version, to: Version });
export type Posted = Static<typeof Posted>;

/** A change of one's own: the change itself, or null where everything was like that already. */
export const VisitorDone = shape({ change: nullable(VisitorChange) });
export const StaffDone = shape({ change: nullable(StaffChange) });

const synced = {
  conversation: Id,
  to: Version,
  more: Type.Boolean(),
  reset: Type.Boolean(),
  older: Type.Boolean(),
  marks: Type.Array(ReadMark),
};
/**
 * `reset`: forget what you have, this is the newest page. `older`: `conversations:history` has earlier messages (newest page only).
 */
export const VisitorSynced = shape({ ...synced, state: VisitorState, messages: Type.Array(VisitorMessage) });
export type VisitorSynced = Static<typeof VisitorSynced>;
export const StaffSynced = shape({
  ...synced,
  site: Id,
  person: Person,
  state: StaffState,
  messages: Type.Array(StaffMessage),
});
export type StaffSynced = Static<typeof StaffSynced>;

/** Earlier messages, oldest first. A client that is further than `to` by now asks again. */
export const VisitorHistory = shape({ messages: Type.Array(VisitorMessage), older: Type.Boolean(), to: Version });
export const StaffHistory = shape({ messages: Type.Array(StaffMessage), older: Type.Boolean(), to: Version });

export const VisitorRow = shape({
  conversation: Id,
  version: Version,
  state: VisitorState,
  last: nullable(VisitorMessage),
  /** How the visitor's own first message begins, as far as it is not taken back. */
  topic: Type.Optional(Type.String()),
  unread: Type.Integer({ minimum: 0 }),
});
export type VisitorRow = Static<typeof VisitorRow>;
/** `news`: so much there is that they were not told yet. */
export const VisitorList = shape({ rows: Type.Array(VisitorRow), news: Type.Optional(Type.Integer({ minimum: 1 })) });

export const View = Type.Union([
  Type.Literal('open'),
  Type.Literal('mine'),
  Type.Literal('unassigned'),
  Type.Literal('closed'),
]);
export type View = Static<typeof View>;
/** The queue: newest activity first. `words` looks for a person's name or address, or words of the messages. */
export const List = shape({
  view: View,
  site: Type.Optional(Id),
  team: Type.Optional(Id),
  words: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Cursor),
});
export const StaffRow = shape({
  conversation: Id,
  site: Id,
  person: Person,
  version: Version,
  state: StaffState,
  last: nullable(StaffMessage),
  /** Messages of the visitor beyond my read mark. */
  unread: Type.Integer({ minimum: 0 }),
});
export type StaffRow = Static<typeof StaffRow>;
export const Counts = shape({
  open: Type.Integer(),
  mine: Type.Integer(),
  unassigned: Type.Integer(),
  closed: Type.Integer(),
});
export type Counts = Static<typeof Counts>;
export const StaffList = shape({ rows: Type.Array(StaffRow), next: nullable(Cursor), counts: Counts });
export type StaffList = Static<typeof StaffList>;

export const Assign = shape({ conversation: Id, to: nullable(Id) });
export const AssignTeam = shape({ conversation: Id, team: nullable(Id) });
export const Of = shape({ conversation: Id });

/** Which conversation I have before me; null when none. Colleagues there see me, and I them. */
export const Look = shape({ conversation: nullable(Id) });
export const Looker = shape({ id: Id, name: Name, typing: Type.Boolean() });
export type Looker = Static<typeof Looker>;
/** Everybody who has the conversation before them now, the receiver included. */
export const Looked = shape({ conversation: Id, lookers: Type.Array(Looker) });
export type Looked = Static<typeof Looked>;
/** Somebody began or stopped typing. It counts for `TYPING_LASTS_MS` unless said again. */
export const Typed = shape({
  conversation: Id,
  by: Type.Union([Type.Literal('visitor'), Face]),
  typing: Type.Boolean(),
});
export type Typed = Static<typeof Typed>;
export const TYPING_LASTS_MS = 6_000;

export const Handshake = shape({
  protocol: Type.Integer({ minimum: 0 }),
  site: Type.Optional(SiteKey),
  token: Type.Optional(Type.String({ maxLength: 500 })),
});
