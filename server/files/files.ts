import { createHash } from 'node:crypto';
import {
  type Begin,
  type Begun,
  type FileFacts,
  MAX_PART_BYTES,
  type MessageFile,
  type Rules,
  type StaffBegin,
} from '../../protocol/files.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import { openAddresses } from './addresses.ts';
import { openDisk } from './disk.ts';
import { openFinishing } from './finishing.ts';
import { tidyName } from './names.ts';
import * as units from './store.ts';
import { openSweep, PICTURES_SWEPT_AFTER_MS } from './sweep.ts';

/** Who sends or reads files. */
export type FileActor =
  | { kind: 'visitor'; id: string; session: string; network: string }
  | { kind: 'staff'; id: string; scope: readonly string[] };
/** Where a message holds a file, and whether visitors see that message. */
export type Holder = { site: string; person: string; public: boolean };
/** What a reader gets: where it lies below `root`, and how to send it. `shown`: a picture that we wrote ourselves. */
export type Readable = { place: string; type: string; name: string; shown: boolean; until: Until };
/** How long an address is good; null: it is asked for each time. 'published': anybody reads it. */
type Until = number | null | 'published';
type Announced = Begin & { site: string; forArticles?: boolean };
export type Form = 'whole' | 'thumbnail' | 'download';

/** What Foyer begins with. Archives and programs are for an owner to allow. */
const FIRST_RULES: Rules = { kinds: ['image', 'audio', 'video', 'document'], maxBytes: 20_000_000 };
const HOUR_MS = 3_600_000;
/** What one person, and all visitors of a site together, may announce within an hour. */
const LATELY = { files: 100, bytes: 500_000_000, siteBytes: 10_000_000_000 };
/** A message has to take its files while they are younger than this; an hour later they are swept away. */
const TAKEN_WITHIN_MS = 23 * HOUR_MS;
const SHOWN_WITHIN_MS = PICTURES_SWEPT_AFTER_MS - HOUR_MS;
/** What an article shows, whatever the owner lets visitors send. */
const PICTURES: Rules = { kinds: ['image'], maxBytes: 20_000_000 };

export type Files = Awaited<ReturnType<typeof openFiles>>;

/**
 * Files from their announcement to their end. They come before the message that takes them; which message has one is known to
 * conversations alone, and asked there by `holder` and `held`. Pictures for articles belong to their site.
 */
export async function openFiles(o: {
  store: Store;
  now: () => number;
  dataDir: string;
  freshSecret: string;
  holder(file: string): Promise<Holder | undefined>;
  held(files: readonly string[]): Promise<readonly string[]>;
  /** Whether visitors can read an article that shows this picture. */
  isPublished(picture: string): Promise<boolean>;
  /** The person whose session it is, unless it has ended. */
  personOf(session: string): Promise<string | undefined>;
  siteOf(conversation: string, by: FileActor): Promise<string | undefined>;
  /** Counts what a visitor at an address announces; how long to wait in ms where it is too much. */
  spendBytes(network: string, bytes: number): number;
}) {
  const { store, now } = o;
  const disk = openDisk(o.dataDir);
  const secret = await store.write(units.keepSecret, { name: 'file_addresses', value: o.freshSecret });
  const addresses = openAddresses(secret);
  const finishing = openFinishing({ store, disk, rules: (file) => rulesFor(file.site_id, file.for_articles) });
  const sweep = openSweep({ store, now, disk, held: o.held, isOurs: disk.isOf(markOf(secret)) });

  return {
    ...{ root: disk.root, begin, beginAsStaff, append, finish, discard, forMessage, forArticle, dropped },
    ...{ rules, setRules, shown, addressesFor, readAsVisitor, readAsStaff, readPublished },
    ...{ sweepOnce: sweep.once, close: sweep.close },
  };

  /** For a conversation, or for the articles of a site. */
  async function beginAsStaff(p: StaffBegin, by: FileActor & { kind: 'staff' }) {
    if (p.site !== undefined && p.conversation !== undefined) {
      return refuse('bad_input', { field: 'site', detail: 'is not for a conversation, too' });
    }
    if (p.site !== undefined) {
      return by.scope.includes(p.site) ? begin({ ...p, site: p.site, forArticles: true }, by) : refuse('not_found');
    }
    if (p.conversation === undefined) return refuse('bad_input', { field: 'conversation', detail: 'is missing' });
    const site = await o.siteOf(p.conversation, by);
    return site === undefined ? refuse('not_found') : begin({ ...p, site }, by);
  }

  /** Announces a file, or tells how much of it is here. What is not allowed is refused before a byte of it is sent. */
  async function begin(p: Announced, by: FileActor): Promise<({ ok: true } & Begun) | Refused> {
    const at = now();
    const known = await store.read(units.fileById, { file: p.id });
    const problem = known ? undefined : whyNot(p, await rulesFor(p.site, p.forArticles ? 1 : 0));
    if (problem) return problem;
    if (!known && !(await disk.hasRoomFor(p.size))) return refuse('unavailable');
    const wait = !known && by.kind === 'visitor' ? o.spendBytes(by.network, p.size) : 0;
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const limits = { since: at - HOUR_MS, ...LATELY };
    const begun = await store.write(units.begin, { file: rowOf(p, by, at), limits });
    if ('tooMany' in begun) return refuse('too_many', { retryAfterMs: HOUR_MS / 6 });
    const { file } = begun;
    const same =
      isOf(file, by) &&
      file.site_id === p.site &&
      file.announced === p.size &&
      file.claimed === p.type &&
      (file.for_articles === 1) === (p.forArticles ?? false);
    if (!same) return refuse('conflict');
    if (file.refused) return refuse(file.refused);
    return file.state === 'kept'
      ? { ok: true, received: file.announced, file: factsOf(file) }
      : { ok: true, received: await disk.received(file.id), file: null };
  }

  /** Writes what comes from the place `from` on. A cut keeps what has arrived; `begin` tells how much that is. */
  async function append(
    p: { id: string; from: number; bytes: number | null; body: AsyncIterable<Buffer> & { destroy(): unknown } },
    by: FileActor,
  ): Promise<{ ok: true; received: number } | Refused> {
    const file = await ownFile(p.id, by);
    if (!file) return refuse('not_found');
    if (file.refused) return refuse(file.refused);
    if (file.state === 'kept') return { ok: true, received: file.announced };
    if (p.from + (p.bytes ?? 0) > file.announced) return refuse('too_large');
    // Without a length a part is counted as it comes.
    const most = Math.min(file.announced, p.from + MAX_PART_BYTES);
    const { received, why } = await disk.append(p.id, { from: p.from, size: most, body: p.body });
    if (why === 'more') return refuse('too_large');
    if (why === 'elsewhere') return refuse('conflict', { field: 'upload-offset', detail: `is ${received} by now` });
    return { ok: true, received };
  }

  /** Looks at a file that has arrived whole and keeps it, pictures written anew. The same answer again and again. */
  async function finish({ id }: { id: string }, by: FileActor): Promise<{ ok: true; file: FileFacts } | Refused> {
    const file = await ownFile(id, by);
    if (!file) return refuse('not_found');
    const finished = await finishing(file);
    return finished.ok ? { ok: true, file: factsOf(finished.file) } : finished;
  }

  /** Forgets a file that is not sent after all. A finished one goes when nothing has taken it for a day. */
  async function discard({ id }: { id: string }, by: FileActor): Promise<{ ok: true } | Refused> {
    const file = await ownFile(id, by);
    if (!file) return refuse('not_found');
    if (await store.write(units.discard, { id })) await disk.remove(id);
    return { ok: true };
  }

  /** The files that a message of this author is to carry, as it keeps them; undefined where one of them cannot be taken. */
  async function forMessage(
    ids: readonly string[],
    by: Pick<FileActor, 'kind' | 'id'>,
  ): Promise<{ site: string; files: (FileFacts & { small: boolean })[] } | undefined> {
    const rows = await store.read(units.filesByIds, { files: ids });
    const found = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    const site = found[0]?.site_id;
    const fit = (row: units.FileRow) =>
      isOf(row, by) && row.state === 'kept' && row.site_id === site && row.for_articles === 0;
    if (site === undefined || found.length !== ids.length || new Set(ids).size !== ids.length) return undefined;
    if (!found.every(fit)) return undefined;
    // The sweep may be at the old ones, unless this is a retry and their message is there.
    const old = found.filter((row) => row.created_at < now() - TAKEN_WITHIN_MS).map((row) => row.id);
    if (old.length > 0 && (await o.held(old)).length < old.length) return undefined;
    return { site, files: found.map((row) => ({ ...factsOf(row), small: row.thumbnail === 1 })) };
  }

  /** Those of these files that an article of the site may show. The sweep may be at old ones that none shows yet. */
  async function forArticle(site: string, ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const rows = await store.read(units.filesByIds, { files: ids });
    const fit = rows.filter((row) => row.site_id === site && row.state === 'kept' && row.for_articles === 1);
    const old = fit.filter((row) => row.created_at < now() - SHOWN_WITHIN_MS).map((row) => row.id);
    const held = new Set(old.length > 0 ? await o.held(old) : []);
    return fit.filter(({ id }) => !old.includes(id) || held.has(id)).map(({ id }) => id);
  }

  /** Their message is gone. Where this fails, the sweep finds them. */
  async function dropped(ids: readonly string[]): Promise<void> {
    for (const id of ids) await disk.remove(id);
    await store.write(units.forget, { files: ids });
  }

  async function rules(site: string): Promise<Rules> {
    const row = await store.read(units.rulesOf, { site });
    return row ? { kinds: JSON.parse(row.kinds) as Rules['kinds'], maxBytes: row.max_bytes } : FIRST_RULES;
  }

  async function rulesFor(site: string, forArticles: number): Promise<Rules> {
    return forArticles === 1 ? PICTURES : rules(site);
  }

  async function setRules(
    p: { site: string } & Rules,
    scope: readonly string[],
  ): Promise<({ ok: true } & Rules) | Refused> {
    if (!scope.includes(p.site)) return refuse('not_found');
    const kinds = [...new Set(p.kinds)];
    await store.write(units.setRules, { site: p.site, kinds: JSON.stringify(kinds), maxBytes: p.maxBytes, at: now() });
    return { ok: true, kinds, maxBytes: p.maxBytes };
  }

  /** A file of a message with where it is read; null: whoever reads it is not known, as in what a person's browsers are all told. */
  function shown(file: FileFacts & { small: boolean }, reader: { session?: string } | 'staff' | null): MessageFile {
    const { small, ...facts } = file;
    if (reader === null || (reader !== 'staff' && !reader.session)) return { ...facts, address: null, thumbnail: null };
    const at =
      reader === 'staff' ? addresses.forStaff(facts.id) : addresses.forVisitor(facts.id, reader.session ?? '', now());
    return { ...facts, address: at.address, thumbnail: small ? at.thumbnail : null };
  }

  /** Fresh addresses of those files that a message shows to this visitor. */
  async function addressesFor(ids: readonly string[], visitor: { person: string; session: string }) {
    const rows = await store.read(units.filesByIds, { files: ids });
    const files = [];
    for (const row of rows) {
      const holder = await o.holder(row.id);
      if (!holder?.public || holder.person !== visitor.person) continue;
      const at = addresses.forVisitor(row.id, visitor.session, now());
      files.push({ id: row.id, address: at.address, thumbnail: row.thumbnail === 1 ? at.thumbnail : null });
    }
    return { ok: true as const, files };
  }

  /** By a signed address: its session has to live, and a message that its person sees has to hold the file. */
  async function readAsVisitor(p: {
    id: string;
    form: Form;
    signed: string | undefined;
  }): Promise<Readable | undefined> {
    const read = addresses.read(p.id, p.signed, now());
    const person = read && (await o.personOf(read.session));
    const holder = person === undefined ? undefined : await o.holder(p.id);
    return holder?.public && holder.person === person ? readable(p, read?.until ?? null) : undefined;
  }

  async function readAsStaff(p: { id: string; form: Form }, scope: readonly string[]): Promise<Readable | undefined> {
    const holder = await o.holder(p.id);
    const site = holder?.site ?? (await siteOfPicture(p.id));
    return site !== undefined && scope.includes(site) ? readable(p, null) : undefined;
  }

  /** A picture of an article that visitors can read. */
  async function readPublished({ id }: { id: string }): Promise<Readable | undefined> {
    const isThere = (await siteOfPicture(id)) !== undefined && (await o.isPublished(id));
    return isThere ? readable({ id, form: 'whole' }, 'published') : undefined;
  }

  async function siteOfPicture(id: string): Promise<string | undefined> {
    const row = await store.read(units.fileById, { file: id });
    return row?.for_articles === 1 ? row.site_id : undefined;
  }

  async function readable({ id, form }: { id: string; form: Form }, until: Until): Promise<Readable | undefined> {
    const row = await store.read(units.fileById, { file: id });
    if (row?.state !== 'kept' || (form === 'thumbnail' && row.thumbnail === 0)) return undefined;
    const small = form === 'thumbnail';
    return {
      place: disk.placeOf(id, small ? 'thumbnail' : 'whole'),
      type: small ? 'image/webp' : row.thumbnail === 1 ? row.type : 'application/octet-stream',
      name: row.name,
      shown: row.thumbnail === 1 && form !== 'download',
      until,
    };
  }

  async function ownFile(id: string, by: FileActor): Promise<units.FileRow | undefined> {
    const file = await store.read(units.fileById, { file: id });
    return file && isOf(file, by) ? file : undefined;
  }
}

/** What can be told before the bytes are here. The name proves nothing, and neither does the type: bytes are looked at later. */
function whyNot({ size, type }: Begin, { kinds, maxBytes }: Rules): Refused | undefined {
  if (kinds.length === 0) return refuse('kind_refused');
  if (size > maxBytes) return refuse('too_large', { field: 'size', detail: `is more than ${maxBytes} bytes` });
  const family = type.split('/')[0];
  const told = family === 'image' || family === 'audio' || family === 'video' ? family : undefined;
  return told !== undefined && !kinds.includes(told) ? refuse('kind_refused') : undefined;
}

/** What tells data from other data, and tells nothing of the secret. */
function markOf(secret: string): string {
  return createHash('sha256').update(`mark ${secret}`).digest('base64url');
}

function isOf(file: units.FileRow, by: Pick<FileActor, 'kind' | 'id'>): boolean {
  return file.author_kind === by.kind && file.author_id === by.id;
}

function rowOf(p: Announced, by: FileActor, at: number): units.FileRow {
  return {
    ...{ id: p.id, site_id: p.site, author_kind: by.kind, author_id: by.id, state: 'coming', refused: null },
    ...{ name: tidyName(p.name, []), claimed: p.type, announced: p.size, type: '', size: 0 },
    ...{ width: null, height: null, duration_ms: p.durationMs ?? null, thumbnail: 0, created_at: at },
    for_articles: p.forArticles ? 1 : 0,
  };
}

function factsOf(row: units.FileRow): FileFacts {
  const { id, name, type, size, width, height } = row;
  return { id, name, type, size, width, height, durationMs: row.duration_ms };
}
