import type { Face } from '../../protocol/conversations.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Jobs, Outcome } from '../foundation/jobs/jobs.ts';
import type { People } from '../people/people.ts';
import { voiceOf } from '../sites/voice.ts';
import type { Reader } from './letters.ts';

export type Told = { site: string; person: string; startedAt: number; messages: ToldMessage[] };
export type ToldMessage = {
  seq: number;
  by: 'visitor' | 'staff' | 'system';
  author: Face | null;
  body: string | null;
  /** The names of its files. */
  files: readonly string[];
  at: number;
};

export type Reached = NonNullable<Awaited<ReturnType<People['addresses']['now']>>>;

/** What notifications know of the others. */
export type Around = {
  store: Store;
  jobs: Jobs;
  now: () => number;
  site(id: string): Site | undefined;
  addresses: People['addresses'];
  isConnected(person: string): boolean;
  /** Answers of staff that the person has not read. */
  unread(conversation: string): Promise<Told | undefined>;
  /** All that the person sees. */
  whole(conversation: string): Promise<Told | undefined>;
  holder(conversation: string): Promise<{ person: string } | undefined>;
  replyTo(): string | null;
};

/** How a person reads letters: as the chat spoke to them when they were last seen where they write, else in English. A phone on which a letter was opened is often another's. */
export async function readerOf(person: string, site: Site, { addresses }: Pick<Around, 'addresses'>): Promise<Reader> {
  const visit = await addresses.lastVisit(person, `/mail/chat/${site.key}`);
  return { voice: await voiceOf(site, [visit?.language]), timeZone: visit?.timeZone ?? 'UTC' };
}

export function outcomeOf(sent: 'sent' | 'refused'): Outcome {
  return sent === 'sent' ? 'done' : { gaveUp: 'refused' };
}
