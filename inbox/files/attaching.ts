import * as sending from '../../client/files/deliver.ts';
import { type Files, openFiles } from '../../client/files/desk.ts';
import type { Rules } from '../../protocol/files.ts';
import type { Ask } from '../connection.ts';

/** What a staff member attaches: in each conversation beside the draft, until the message has it. */
export type Attaching = {
  of(conversation: string): Files;
  /** What a site takes now; undefined where it cannot be told. */
  rules(site: string): Promise<Rules | undefined>;
};

export function openAttaching(o: { ask: Ask; me: string }): Attaching {
  const opened = new Map<string, Files>();
  const kept = {
    store: `foyer:inbox:${o.me}`,
    way: { base: `${location.origin}/`, door: 'staff' as const, token: () => 'cookie' as const },
    sending: async () => sending,
  };

  return { of, rules };

  function of(conversation: string): Files {
    const known = opened.get(conversation) ?? openFiles({ ...kept, conversation });
    opened.set(conversation, known);
    return known;
  }

  async function rules(site: string): Promise<Rules | undefined> {
    const answer = await o.ask('files:rules', { site });
    return answer.ok ? answer : undefined;
  }
}
