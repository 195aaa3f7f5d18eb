import type { Handler, Listener, Outcome } from '../foundation/jobs/jobs.ts';
import type { Mail } from '../foundation/mail.ts';
import { type Around, outcomeOf, type Reached, readerOf, type Told } from './around.ts';
import { answerLetter, unprovenAnswerLetter } from './letters.ts';
import { hashOf, type Links } from './links.ts';
import * as units from './store.ts';

/** While one answer follows the other, the letter waits for the last of them, but not for longer than so many times. */
const WAITS_AT_MOST = 3;

/**
 * Answers that a visitor has not read after a while go to them by mail. Two steps, each a job: the first decides, in one unit of work, to
 * tell of everything unread up to a message, which happens once for a message whatever crashes; the second sends the letter.
 */
export function openAnswers(o: Around & { answerAfterMs: number; links: Links }) {
  const { store, jobs, now, links, answerAfterMs } = o;

  const listener: Listener = {
    name: 'notifications',
    jobsOf(event) {
      const { conversation_id: conversation, subject_id: message } = event;
      if (event.name !== 'conversations:posted' || event.actor_kind !== 'staff' || !conversation || !message) return [];
      const due = event.at + answerAfterMs;
      return [{ kind: 'notifications:answered', key: message, about: { conversation }, due }];
    },
  };

  return { listener, handlers };

  function handlers(mail: Mail): Record<string, Handler> {
    return {
      'notifications:answered': ({ about }) => decide(about.conversation as string),
      'notifications:answer': ({ id, about }) => send(mail, id, about as { link: string; after: number; upTo: number }),
    };
  }

  async function decide(conversation: string): Promise<Outcome> {
    const { told, person, email } = await whomToTell(conversation);
    if (!told || !person || email === null) return 'done';
    const before = await store.read(units.toldUpTo, { conversation });
    const news = told.messages.filter(({ seq }) => seq > before);
    const [first, last] = [news[0], news.at(-1)];
    if (!first || !last) return 'done';
    const at = now();
    // The chat is before them: it tells them.
    if (o.isConnected(person.id)) return { later: at + answerAfterMs };
    const settled = at - last.at >= answerAfterMs || at - first.at >= WAITS_AT_MOST * answerAfterMs;
    // The job of the last one tells of all.
    if (!settled) return 'done';
    const link = links.make({ kind: 'answer', site: told.site, person: person.id, email, conversation, at });
    const about = { link: link.id, after: before, upTo: last.seq };
    const job = jobs.job({ kind: 'notifications:answer', key: link.id, about });
    if (await store.write(units.tell, { conversation, upTo: last.seq, link, job, at })) jobs.wake();
    return 'done';
  }

  async function send(mail: Mail, id: string, p: { link: string; after: number; upTo: number }): Promise<Outcome> {
    const link = await store.read(units.linkById, { id: p.link });
    if (!link?.conversation_id) return 'done';
    const { told, person, email } = await whomToTell(link.conversation_id);
    const site = told && o.site(told.site);
    const news = told?.messages.filter(({ seq }) => seq > p.after && seq <= p.upTo) ?? [];
    // Read meanwhile, or taken back, or somebody else's address by now: there is nothing to tell.
    if (!site || !person || email !== link.email || news.length === 0) return 'done';
    const reader = await readerOf(person.id, site, o);
    const stop = links.stopUrl(site.id, email, reader.voice.locale);
    const url = links.urlOf(link.id, reader.voice.locale);
    const answers = news.map(({ author, body, at }) => ({ by: author?.name ?? site.name, body, at }));
    const written = person.proven
      ? answerLetter(reader, { site: site.name, answers, link: url, stop })
      : unprovenAnswerLetter(reader, { site: site.name, link: url, stop });
    const more = { as: site.name, replyTo: o.replyTo(), thread: link.conversation_id, unsubscribe: stop };
    return outcomeOf(await mail.send({ ...written, ...more, id, to: email }));
  }

  /** What is unread, and who is to be told where; `email` null: nobody, nowhere, or they want none. */
  async function whomToTell(
    conversation: string,
  ): Promise<{ told: Told | undefined; person: Reached | undefined; email: string | null }> {
    const told = await o.unread(conversation);
    const person = told && told.messages.length > 0 ? await o.addresses.now(told.person) : undefined;
    const email = person?.email ?? null;
    const isStopped =
      told && email !== null && (await store.read(units.isStopped, { site: told.site, hash: hashOf(email) }));
    return { told, person, email: isStopped ? null : email };
  }
}
