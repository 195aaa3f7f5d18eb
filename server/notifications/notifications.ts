import type { Standing } from '../../protocol/notifications.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { VisitorCaller } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import type { Outcome } from '../foundation/jobs/jobs.ts';
import type { Mail } from '../foundation/mail.ts';
import { openAnswers } from './answers.ts';
import { type Around, outcomeOf, readerOf } from './around.ts';
import * as letters from './letters.ts';
import { hashOf, openLinks } from './links.ts';
import * as units from './store.ts';

const HOUR_MS = 3_600_000;
/** Letters to one address, or of one person, that nobody has asked for there: in an hour. */
const UNASKED_PER_HOUR = 3;
const ASKED_PER_HOUR = 3;
const TRANSCRIPTS_PER_HOUR = 5;
const WAYS_AT_MOST = 5;
const TROUBLES_FOR_MS = 7 * 24 * HOUR_MS;

export type Notifications = Awaited<ReturnType<typeof openNotifications>>;

/** What people are told by mail, and the links in it. `mail` null: nothing is, and whoever asks hears so. */
export async function openNotifications(
  o: Around & {
    mail: Mail | null;
    answerAfterMs: number;
    secret: string;
    base(): string;
    /** Counts a letter to an address that nobody has proven; how long to wait in ms where there were too many. */
    spendLetter(by: { network: string; site: string }): number;
  },
) {
  const { store, jobs, now, mail } = o;
  const links = openLinks(o);
  const answers = openAnswers({ ...o, links });
  if (mail === null) await jobs.deaf(answers.listener.name);
  else {
    await jobs.listen(answers.listener);
    for (const [kind, handler] of Object.entries(answers.handlers(mail))) jobs.handle(kind, handler);
    jobs.handle('notifications:verify', ({ about }) => sendVerify(mail, about.link as string));
    jobs.handle('notifications:continue', ({ id, about }) => sendWays(mail, id, about.ask as string));
    jobs.handle('notifications:transcript', ({ id, about }) => sendTranscript(mail, id, about.conversation as string));
  }

  return { standing, giveAddress, askToContinue, transcript, link, open, stop, stopped, troubles };

  /** What a visitor has to know to ask for mail. */
  async function standing({ person: id }: Pick<VisitorCaller, 'person'>): Promise<{ ok: true } & Standing> {
    const person = await o.addresses.now(id);
    return { ok: true, mail: mail !== null, email: person?.email ?? null, verified: person?.proven === true };
  }

  /** Keeps the address that somebody wants to be answered at, and asks there whether it is theirs. */
  async function giveAddress(p: { email: string }, by: VisitorCaller): Promise<{ ok: true } | Refused> {
    if (mail === null) return refuse('no_mail');
    const person = await o.addresses.now(by.person);
    if (!person) return refuse('not_found');
    const same = person.email?.toLowerCase() === p.email.toLowerCase();
    if (person.proven) {
      return same
        ? { ok: true }
        : refuse('conflict', { field: 'email', detail: 'is another than the one that is proven' });
    }
    const wait = o.spendLetter(by);
    // Told to nobody who asks about many addresses.
    const hash = hashOf(p.email);
    if (wait === 0 && (await store.read(units.isStopped, { site: by.site, hash }))) return refuse('no_more_mail');
    if (!same) {
      const kept = await o.addresses.give({ person: person.id, site: by.site, email: p.email });
      if (!kept.ok) return kept;
    }
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const at = now();
    const made = links.make({ kind: 'verify', site: by.site, person: by.person, email: p.email, at });
    const job = jobs.job({ kind: 'notifications:verify', key: made.id, about: { link: made.id } });
    const kept = await store.write(units.sendLink, { link: made, job, since: at - HOUR_MS, most: UNASKED_PER_HOUR });
    if (!kept) return refuse('too_many', { retryAfterMs: HOUR_MS });
    jobs.wake();
    return { ok: true };
  }

  /** Sends the ways to somebody's conversations to an address that is proven to be theirs. Whether there is any is not told. */
  async function askToContinue(p: { site: string; email: string; network: string }): Promise<{ ok: true } | Refused> {
    if (mail === null) return refuse('no_mail');
    // Counted where nothing is known there, too: the answer is the same.
    const wait = o.spendLetter(p);
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const at = now();
    const ask = newId(at);
    const job = jobs.job({ kind: 'notifications:continue', key: ask, about: { ask } });
    const hash = hashOf(`${p.site} ${p.email}`);
    const unit = { id: ask, site: p.site, email: p.email, hash, job, since: at - HOUR_MS, most: ASKED_PER_HOUR };
    if (!(await store.write(units.ask, unit))) return refuse('too_many', { retryAfterMs: HOUR_MS });
    jobs.wake();
    return { ok: true };
  }

  /** Sends a conversation to the address that its person has proven to be theirs. */
  async function transcript(p: { conversation: string }, by: VisitorCaller): Promise<{ ok: true } | Refused> {
    if (mail === null) return refuse('no_mail');
    if ((await o.holder(p.conversation))?.person !== by.person) return refuse('not_found');
    const person = await o.addresses.now(by.person);
    if (!person?.proven) {
      return refuse('conflict', { field: 'email', detail: 'is not proven yet' });
    }
    // The same minute is the same wish.
    const key = `${by.person} ${p.conversation} ${Math.floor(now() / 60_000)}`;
    const job = { kind: 'notifications:transcript', key, about: { conversation: p.conversation } };
    const few = { begins: by.person, withinMs: HOUR_MS, most: TRANSCRIPTS_PER_HOUR };
    return (await jobs.addFew(job, few)) ? { ok: true } : refuse('too_many', { retryAfterMs: HOUR_MS });
  }

  /** What a link in a mail is for; undefined where it is none, or over. Looking changes nothing: scanners look at every link. */
  async function link(token: string) {
    const id = links.idIn(token);
    const row = id === undefined ? undefined : await store.read(units.linkById, { id });
    const site = row && o.site(row.site_id);
    if (!row || !site) return undefined;
    const person = (await o.addresses.now(row.person_id))?.id ?? row.person_id;
    return { kind: row.kind, site, person, over: units.isOver(row, now()) };
  }

  /** Uses a link: its address is proven, and a browser may open a session by the pass. */
  async function open(token: string): Promise<{ pass: string; conversation: string | null } | undefined> {
    const id = links.idIn(token);
    const row = id === undefined ? undefined : await store.write(units.useLink, { id, at: now() });
    const site = row && o.site(row.site_id);
    if (!row || !site) return undefined;
    const person = await o.addresses.now(row.person_id);
    // What was theirs when the letter went out may be another's address by now.
    if (person?.email?.toLowerCase() !== row.email.toLowerCase()) return undefined;
    if (person.id !== row.person_id && !person.proven) return undefined;
    await o.addresses.verify({ person: person.id, site: row.site_id, email: row.email });
    return { pass: o.addresses.passFor(person.id), conversation: row.conversation_id };
  }

  /** Ends mail that nobody asked for, from one site to one address, or begins it again. */
  async function stop(token: string, again: 'no more' | 'again'): Promise<{ site: Site } | undefined> {
    const found = links.stopIn(token);
    const site = found && o.site(found.site);
    if (!found || !site) return undefined;
    if (again === 'again') await store.write(units.goOn, found);
    else await store.write(units.stop, { ...found, at: now() });
    return { site };
  }

  /** Whose mail a link stops, and whether it has; undefined where it is none of ours. */
  async function stopped(token: string): Promise<{ site: Site; stopped: boolean } | undefined> {
    const found = links.stopIn(token);
    const site = found && o.site(found.site);
    return found && site && { site, stopped: await store.read(units.isStopped, found) };
  }

  /** How mail goes, for whoever can mend it. */
  async function troubles() {
    if (mail === null) return { ok: true as const, mail: null, failing: 0, gaveUp: 0, trouble: null };
    const kinds = [
      'notifications:verify',
      'notifications:continue',
      'notifications:transcript',
      'notifications:answer',
    ];
    const { failing, gaveUp, last } = await jobs.troubles(kinds, now() - TROUBLES_FOR_MS);
    return { ok: true as const, mail: mail.about, failing, gaveUp, trouble: last };
  }

  async function sendVerify(by: Mail, id: string): Promise<Outcome> {
    const row = await store.read(units.linkById, { id });
    const site = row && o.site(row.site_id);
    if (!row || !site || row.used_at !== null || row.expires_at <= now()) return 'done';
    if (await store.read(units.isStopped, { site: site.id, hash: hashOf(row.email) })) return 'done';
    const reader = await readerOf(row.person_id, site, o);
    const { locale } = reader.voice;
    const stop = links.stopUrl(site.id, row.email, locale);
    const written = letters.verifyLetter(reader, { site: site.name, link: links.urlOf(id, locale), stop });
    return outcomeOf(
      await by.send({
        ...{ ...written, id, to: row.email, as: site.name, replyTo: o.replyTo(), thread: null, unsubscribe: stop },
      }),
    );
  }

  async function sendWays(by: Mail, job: string, ask: string): Promise<Outcome> {
    const asked = await store.read(units.askById, { id: ask });
    const site = asked && o.site(asked.site_id);
    if (!asked || asked.email === null || !site) return 'done';
    // The letter goes where the address was proven, not where it was typed: a database may take other letters for the same.
    const proven = await o.addresses.provenBy(site.id, asked.email);
    let outcome: Outcome = 'done';
    const [latest] = proven;
    if (latest) {
      const { email } = latest;
      const persons = proven.filter((one) => one.email === email).slice(0, WAYS_AT_MOST);
      const at = now();
      const reader = await readerOf(latest.id, site, o);
      const made = persons.map(({ id, lastAt }) => ({
        link: links.make({ kind: 'continue', site: site.id, person: id, email, at }),
        lastAt,
      }));
      await store.write(units.makeLinks, { links: made.map(({ link }) => link), expired: at - 30 * 24 * HOUR_MS });
      const ways = made.map(({ link, lastAt }) => ({ link: links.urlOf(link.id, reader.voice.locale), lastAt }));
      const written = letters.continueLetter(reader, { site: site.name, ways });
      const more = { replyTo: o.replyTo(), thread: null, unsubscribe: null };
      outcome = outcomeOf(await by.send({ ...written, ...more, id: job, to: email, as: site.name }));
    }
    await store.write(units.forgetAsk, { id: ask, before: now() - 24 * HOUR_MS });
    return outcome;
  }

  async function sendTranscript(by: Mail, job: string, conversation: string): Promise<Outcome> {
    const whole = await o.whole(conversation);
    const site = whole && o.site(whole.site);
    const person = whole && (await o.addresses.now(whole.person));
    if (!whole || !site || !person?.email || !person.proven) return 'done';
    const reader = await readerOf(person.id, site, o);
    const { you } = reader.voice.words.transcript;
    const messages = whole.messages.map((one) => ({
      ...{ by: one.author?.name ?? (one.by === 'visitor' ? you : site.name), at: one.at, body: one.body },
      files: one.files,
    }));
    const written = letters.transcriptLetter(reader, { site: site.name, startedAt: whole.startedAt, messages });
    const more = { replyTo: o.replyTo(), thread: conversation, unsubscribe: null };
    return outcomeOf(await by.send({ ...written, ...more, id: job, to: person.email, as: site.name }));
  }
}
