import type { Face } from '../../protocol/conversations.ts';
import type { Store } from '../foundation/database.ts';
import type { Jobs, Outcome } from '../foundation/jobs.ts';
import type { People } from '../people/people.ts';

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
  site(id: string): { id: string; key: string; name: string } | undefined;
  addresses: People['addresses'];
  isConnected(person: string): boolean;
  /** Answers of staff that the person has not read. */
  unread(conversation: string): Promise<Told | undefined>;
  /** All that the person sees. */
  whole(conversation: string): Promise<Told | undefined>;
  holder(conversation: string): Promise<{ person: string } | undefined>;
  replyTo(): string | null;
};

export function outcomeOf(sent: 'sent' | 'refused'): Outcome {
  return sent === 'sent' ? 'done' : { gaveUp: 'refused' };
}
