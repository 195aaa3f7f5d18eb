import { insert, one, run, type Work } from '../foundation/database/database.ts';
import { enqueue, type NewJob } from '../foundation/jobs/job-store.ts';

export type LinkKind = 'answer' | 'verify' | 'continue';
export type LinkRow = {
  id: string;
  site_id: string;
  person_id: string;
  conversation_id: string | null;
  email: string;
  kind: LinkKind;
  made_at: number;
  expires_at: number;
  used_at: number | null;
};
const LINK = 'id, site_id, person_id, conversation_id, email, kind, made_at, expires_at, used_at';

/** Takes upon itself to tell of answers up to `upTo`: the link and the letter's job are there if and only if nobody did so before. */
export function* tell(p: {
  conversation: string;
  upTo: number;
  link: LinkRow;
  job: NewJob;
  at: number;
}): Work<boolean> {
  yield* run(
    'insert into mail_told (conversation_id, seq, at) values ($1, 0, $2) on conflict (conversation_id) do nothing',
    ...[p.conversation, p.at],
  );
  const told = yield* one<{ seq: number }>(
    'select seq from mail_told where conversation_id = $1 for update',
    p.conversation,
  );
  if (!told || told.seq >= p.upTo) return false;
  yield* run('update mail_told set seq = $2, at = $3 where conversation_id = $1', p.conversation, p.upTo, p.at);
  yield* insert('mail_links', [p.link]);
  yield* enqueue([p.job]);
  return true;
}

export function* toldUpTo(p: { conversation: string }): Work<number> {
  const told = yield* one<{ seq: number }>('select seq from mail_told where conversation_id = $1', p.conversation);
  return told?.seq ?? 0;
}

/** A link and its letter, unless as many went to this person or this address since then. False: that would be too many. */
export function* sendLink(p: { link: LinkRow; job: NewJob; since: number; most: number }): Work<boolean> {
  const sent = yield* one<{ n: number }>(
    "select count(*) as n from mail_links where kind = 'verify' and (person_id = $1 or lower(email) = lower($2)) and made_at > $3",
    ...[p.link.person_id, p.link.email, p.since],
  );
  if ((sent?.n ?? 0) >= p.most) return false;
  yield* insert('mail_links', [p.link]);
  yield* enqueue([p.job]);
  return true;
}

/** Keeps that somebody asks for what belongs to an address, whether anything does or not. False: it was asked for too often. */
export function* ask(p: {
  id: string;
  site: string;
  email: string;
  hash: string;
  job: NewJob;
  since: number;
  most: number;
}): Work<boolean> {
  const asked = yield* one<{ n: number }>(
    'select count(*) as n from mail_asks where address_hash = $1 and made_at > $2',
    ...[p.hash, p.since],
  );
  if ((asked?.n ?? 0) >= p.most) return false;
  yield* insert('mail_asks', [{ id: p.id, site_id: p.site, email: p.email, address_hash: p.hash, made_at: p.job.at }]);
  yield* enqueue([p.job]);
  return true;
}

export function* askById(p: { id: string }): Work<{ site_id: string; email: string | null } | undefined> {
  return yield* one<{ site_id: string; email: string | null }>(
    'select site_id, email from mail_asks where id = $1',
    p.id,
  );
}

/** The address is not needed any more. What is a day old is not counted any more either. */
export function* forgetAsk(p: { id: string; before: number }): Work<void> {
  yield* run('update mail_asks set email = null where id = $1', p.id);
  yield* run('delete from mail_asks where made_at < $1', p.before);
}

export function* makeLinks(p: { links: LinkRow[]; expired: number }): Work<void> {
  yield* run('delete from mail_links where expires_at < $1', p.expired);
  yield* insert('mail_links', p.links);
}

export function* linkById(p: { id: string }): Work<LinkRow | undefined> {
  return yield* one<LinkRow>(`select ${LINK} from mail_links where id = $1`, p.id);
}

/** A double click is one use. */
const ONE_USE_MS = 10_000;

/** A link to an answer works until it expires, the others once. */
export function isOver(link: LinkRow, at: number): boolean {
  const isUsed = link.kind !== 'answer' && link.used_at !== null && link.used_at <= at - ONE_USE_MS;
  return isUsed || link.expires_at <= at;
}

/** Uses a link; undefined where it is over. */
export function* useLink(p: { id: string; at: number }): Work<LinkRow | undefined> {
  const link = yield* one<LinkRow>(`select ${LINK} from mail_links where id = $1 for update`, p.id);
  if (!link || isOver(link, p.at)) return undefined;
  yield* run('update mail_links set used_at = $2 where id = $1 and used_at is null', p.id, p.at);
  return link;
}

export function* stop(p: { site: string; hash: string; at: number }): Work<void> {
  yield* run(
    'insert into mail_stops (site_id, address_hash, at) values ($1, $2, $3) on conflict (site_id, address_hash) do nothing',
    ...[p.site, p.hash, p.at],
  );
}

export function* goOn(p: { site: string; hash: string }): Work<void> {
  yield* run('delete from mail_stops where site_id = $1 and address_hash = $2', p.site, p.hash);
}

export function* isStopped(p: { site: string; hash: string }): Work<boolean> {
  const stopped = yield* one('select at from mail_stops where site_id = $1 and address_hash = $2', p.site, p.hash);
  return stopped !== undefined;
}
