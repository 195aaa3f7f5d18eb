import type { Changed } from '../../protocol/people.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Tokens } from '../foundation/tokens.ts';
import * as units from './store/addresses.ts';

/** A browser opens its session at once. */
const PASS_LASTS_MS = 5 * 60_000;

/** Where persons can be reached, and what proves that an address is theirs. */
export function openAddresses(o: {
  store: Store;
  now: () => number;
  tokens: Tokens;
  changed(site: string, change: Changed): void;
}) {
  const { store, now, tokens } = o;

  return { now: whoIsNow, verify, provenBy, lastVisit, passFor };

  async function whoIsNow(person: string): Promise<units.Reached | undefined> {
    return store.read(units.whoIsNow, { person });
  }

  async function verify(p: { person: string; site: string; email: string }): Promise<void> {
    const person = await store.write(units.verify, { ...p, at: now() });
    if (person) o.changed(p.site, { person, was: null });
  }

  async function provenBy(site: string, email: string): Promise<{ id: string; email: string; lastAt: number }[]> {
    return store.readLong(units.provenBy, { site, email });
  }

  /** `behind` is what the addresses of the pages have in them that letters lead to. */
  async function lastVisit(
    person: string,
    behind: string,
  ): Promise<{ language: string; timeZone: string } | undefined> {
    const row = await store.read(units.lastVisit, { person, behind });
    return row && { language: row.language, timeZone: row.time_zone };
  }

  /** By what a browser may open a session of a person. */
  function passFor(person: string): string {
    return tokens.issuePass(person, now(), PASS_LASTS_MS);
  }
}
