import { isDeepStrictEqual } from 'node:util';
import type { ReadMark, StaffMessage, StaffState, VisitorMessage, VisitorState } from '../../protocol/conversations.ts';

/** One conversation as somebody sees it: messages by `seq`, marks by `reader`. */
export type Seen = {
  version: number;
  state: VisitorState | StaffState;
  messages: (VisitorMessage | StaffMessage)[];
  marks: ReadMark[];
};
/** All conversations that somebody sees, by id. */
export type View = Record<string, Seen>;

export type Act =
  | { kind: 'post'; message: string; body: string; note: boolean }
  | { kind: 'edit'; message: string; body: string }
  | { kind: 'take-back'; message: string }
  | { kind: 'react'; message: string; reader: string; emoji: string; on: boolean }
  | { kind: 'read'; reader: string; seq: number }
  | { kind: 'status'; to: 'open' | 'closed' }
  | { kind: 'assign'; to: string | null };

/** What a client set out to do, and when it was told that it is done. Times are of one clock; `acked` null: never told. */
export type Said = {
  client: string;
  conversation: string | null;
  act: Act;
  began: number;
  acked: number | null;
  /** Where a post's ack said that it stands, in the author's own counting; null where it did not say. */
  seq: number | null;
  /** The page showed it as not sent and it was tried again: what its author wrote later may stand before it. */
  setAside?: boolean;
  /** Refused for good, with these words. */
  refused?: string;
};

/** `whole`: it shows every conversation that it loads, not only the newest. `leaked`: what it was sent and must never see. */
export type Client = {
  audience: 'visitor' | 'staff';
  whole: boolean;
  shown: View;
  fresh: View;
  leaked: readonly string[];
};
export type History = {
  said: readonly Said[];
  clients: Readonly<Record<string, Client>>;
  /** What a staff member who sees everything loads after the last restart. */
  stored: View;
  /** Who waited for something to the end, although everything worked again. */
  stuck: readonly string[];
};

export type Fault = { kind: 'lost' | 'doubled' | 'reordered' | 'out of step' | 'leaked'; text: string };

/** Compares what was said and acked, what is stored, and what every client shows. Nothing wrong: an empty list. */
export function faultsOf(history: History): Fault[] {
  return [
    ...[...lost(history), ...doubled(history), ...reordered(history), ...states(history)],
    ...[...outOfStep(history), ...leaked(history)],
  ];
}

/** Every acked post is stored where its ack said, with the text that its author gave it last. */
function* lost({ said, stored, clients }: History): Generator<Fault> {
  for (const { client, conversation, act, acked, seq, refused } of said) {
    if (refused) yield { kind: 'lost', text: `${client} was refused to ${act.kind}: ${refused}` };
    if (act.kind !== 'post' || acked === null) continue;
    const row = find(stored, conversation, act.message);
    const own = find(clients[client]!.fresh, conversation, act.message);
    if (!row || !own) {
      const elsewhere = Object.entries(stored).find(([, { messages }]) =>
        messages.some(({ id }) => id === act.message),
      );
      const instead = elsewhere ? `stands in ${elsewhere[0]} instead of ${conversation}` : 'is not stored';
      yield { kind: 'lost', text: `"${act.body}" of ${client} was acked and ${instead}` };
    } else if (seq !== null && own.seq !== seq) {
      yield { kind: 'reordered', text: `"${act.body}" of ${client} was acked as ${seq} and stands at ${own.seq}` };
    } else if (!possibleBodies(said, act.message, act.body).has(row.body)) {
      yield { kind: 'lost', text: `a change of "${act.body}" by ${client} was acked, and it reads "${row.body}"` };
    }
  }
}

/** What a message may read at the end: the last change that was acked, or one that nobody heard back of. */
function possibleBodies(said: readonly Said[], message: string, first: string): Set<string | null> {
  let bodies = new Set<string | null>([first]);
  for (const { act, acked } of said) {
    if ((act.kind !== 'edit' && act.kind !== 'take-back') || act.message !== message) continue;
    const body = act.kind === 'edit' ? act.body : null;
    if (acked === null) bodies.add(body);
    else bodies = new Set([body]);
  }
  return bodies;
}

/** Nothing is stored twice, nothing under an id that nobody made. */
function* doubled({ said, stored, clients }: History): Generator<Fault> {
  const made = new Set(said.flatMap(({ act }) => (act.kind === 'post' ? [act.message] : [])));
  const views = Object.entries(clients).flatMap(([name, { shown, fresh }]) => [
    [`what ${name} shows`, shown] as const,
    [`what ${name} loads`, fresh] as const,
  ]);
  for (const [where, view] of [['the store', stored] as const, ...views]) {
    const ids = new Set<string>();
    for (const { id, body } of Object.values(view).flatMap((seen) => seen.messages)) {
      if (ids.has(id)) yield { kind: 'doubled', text: `"${body}" stands twice in ${where}` };
      if (!made.has(id)) yield { kind: 'doubled', text: `"${body}" stands in ${where} under an id that nobody made` };
      ids.add(id);
    }
  }
}

/** Who had an ack before another began stands before them; and each author's messages stand in the order written. */
function* reordered({ said, stored }: History): Generator<Fault> {
  for (const [conversation, { messages }] of Object.entries(stored)) {
    const seqs = messages.map((message) => message.seq);
    if (new Set(seqs).size < seqs.length)
      yield { kind: 'reordered', text: `two messages share a place in ${conversation}` };
    const place = new Map(messages.map((message) => [message.id, message.seq]));
    const posts = said.flatMap(({ act, client, began, acked, setAside }) => {
      const seq = act.kind === 'post' ? place.get(act.message) : undefined;
      return seq === undefined || act.kind !== 'post' ? [] : [{ body: act.body, client, began, acked, setAside, seq }];
    });
    const moments = posts.flatMap((post) => [
      { at: post.began, post, done: false },
      ...(post.acked === null ? [] : [{ at: post.acked, post, done: true }]),
    ]);
    moments.sort((a, b) => a.at - b.at || Number(a.done) - Number(b.done));
    let furthest: (typeof posts)[number] | undefined;
    const ofClient = new Map<string, (typeof posts)[number]>();
    for (const { post, done } of moments) {
      if (done) {
        if (!furthest || post.seq > furthest.seq) furthest = post;
        continue;
      }
      const before = ofClient.get(post.client);
      if (!post.setAside) ofClient.set(post.client, post);
      for (const other of [furthest, before]) {
        if (other && other.seq > post.seq) {
          yield { kind: 'reordered', text: `"${post.body}" was written after "${other.body}" and stands before it` };
          break;
        }
      }
    }
  }
}

/** Status, assignee, reactions and read marks are those of a change that no later one has overtaken. */
function* states({ said, stored, clients }: History): Generator<Fault> {
  for (const [conversation, { state }] of Object.entries(stored)) {
    const here = said.filter((each) => each.conversation === conversation);
    const status = standing(here, ({ act }) =>
      act.kind === 'status' ? act.to : act.kind === 'post' && !act.note ? 'open' : undefined,
    );
    if (status.size > 0 && !status.has(state.status as 'open')) {
      yield { kind: 'lost', text: `${conversation} is ${state.status}, and its last changes say ${[...status]}` };
    }
    const assignee = standing(here, ({ act }) => (act.kind === 'assign' ? act.to : undefined));
    if (assignee.size > 0 && !assignee.has(state.assignee?.id ?? null)) {
      yield { kind: 'lost', text: `${conversation} is assigned to ${state.assignee?.id}, not to ${[...assignee]}` };
    }
    yield* reactions(conversation, here, stored);
    for (const { act, client, acked } of here) {
      if (act.kind !== 'read' || acked === null) continue;
      const mark = clients[client]!.fresh[conversation]?.marks.find(({ reader }) => reader === act.reader);
      if (!mark || mark.seq < act.seq) {
        yield {
          kind: 'lost',
          text: `${client} has read to ${act.seq} in ${conversation}, and the mark is at ${mark?.seq}`,
        };
      }
    }
  }
}

/** What was taken back has lost its reactions; of everything else somebody's last word about an emoji counts. */
function* reactions(conversation: string, here: readonly Said[], stored: View): Generator<Fault> {
  const keyOf = ({ act }: Said) => (act.kind === 'react' ? `${act.message} ${act.reader} ${act.emoji}` : undefined);
  for (const key of new Set(here.flatMap((one) => keyOf(one) ?? []))) {
    const [message = '', reader, emoji] = key.split(' ');
    const row = find(stored, conversation, message);
    if (!row || row.body === null) continue;
    const due = standing(here, (one) => (keyOf(one) === key && one.act.kind === 'react' ? one.act.on : undefined));
    const is = (row.reactions ?? []).some(
      (one) => one.emoji === emoji && (one.by === 'visitor' ? 'visitor' : one.by.id) === reader,
    );
    if (due.size > 0 && !due.has(is))
      yield { kind: 'lost', text: `${emoji} of ${reader} ${is ? 'stands' : 'is missing'} at "${row.body}"` };
  }
}

/** The values that may be there at the end: of changes that no acked change followed. */
function standing<T>(said: readonly Said[], changeOf: (one: Said) => T | undefined): Set<T> {
  const changes = said.flatMap((each) => {
    const value = changeOf(each);
    return value === undefined ? [] : [{ ...each, value }];
  });
  const known = changes.filter(({ acked }) => acked !== null).map(({ began }) => began);
  if (known.length === 0) return new Set();
  const last = Math.max(...known);
  return new Set(changes.filter(({ acked }) => acked === null || acked >= last).map(({ value }) => value));
}

/** Every client shows what a fresh load shows, and a visitor's fresh load is what staff see without the notes. */
function* outOfStep({ clients, stored, stuck }: History): Generator<Fault> {
  for (const name of stuck) yield { kind: 'out of step', text: `${name} never came to rest` };
  for (const [name, { audience, whole, shown, fresh }] of Object.entries(clients)) {
    for (const conversation of new Set([...Object.keys(shown), ...(whole ? Object.keys(fresh) : newestOf(fresh))])) {
      const difference = differenceOf(shown[conversation], fresh[conversation]);
      if (difference)
        yield { kind: 'out of step', text: `${name} shows ${conversation} otherwise than a fresh load: ${difference}` };
    }
    if (audience === 'staff') continue;
    for (const [conversation, { messages }] of Object.entries(fresh)) {
      const due = (stored[conversation]?.messages ?? []).filter((row) => !('note' in row && row.note));
      const same =
        due.length === messages.length &&
        due.every(({ id, body }, at) => {
          const own = messages[at]!;
          return own.id === id && own.body === body && own.seq === at + 1;
        });
      if (!same) yield { kind: 'out of step', text: `${name} loads another ${conversation} than staff do` };
    }
  }
}

function newestOf(view: View): string[] {
  const byTime = Object.entries(view).sort(([, a], [, b]) => b.state.lastAt - a.state.lastAt);
  return byTime.slice(0, 1).map(([conversation]) => conversation);
}

/** What differs first, for a person to read; undefined where nothing does. */
function differenceOf(shown: Seen | undefined, fresh: Seen | undefined): string | undefined {
  if (!shown || !fresh) return shown ? 'it is not there any more' : 'it is missing';
  if (shown.version !== fresh.version) return `version ${shown.version} instead of ${fresh.version}`;
  if (!isDeepStrictEqual(shown.state, fresh.state))
    return `${JSON.stringify(shown.state)} instead of ${JSON.stringify(fresh.state)}`;
  for (const part of ['messages', 'marks'] as const) {
    const [mine, theirs] = [shown[part], fresh[part]];
    if (mine.length !== theirs.length) return `${mine.length} ${part} instead of ${theirs.length}`;
    const at = mine.findIndex((row, index) => !isDeepStrictEqual(row, theirs[index]));
    if (at >= 0) return `${JSON.stringify(mine[at])} instead of ${JSON.stringify(theirs[at])}`;
  }
  return undefined;
}

/** `conversation` null: its author was not told where it stands. */
function find(view: View, conversation: string | null, message: string): VisitorMessage | StaffMessage | undefined {
  const where = conversation === null ? Object.values(view) : [view[conversation]];
  for (const seen of where) {
    const row = seen?.messages.find(({ id }) => id === message);
    if (row) return row;
  }
  return undefined;
}

/** What staff tell each other never reaches a visitor's wire, whatever is shown. */
function* leaked({ clients }: History): Generator<Fault> {
  for (const [name, client] of Object.entries(clients)) {
    for (const text of client.leaked)
      yield { kind: 'leaked', text: `${name} was sent what staff alone may see: ${text}` };
  }
}
