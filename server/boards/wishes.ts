import type * as protocol from '../../protocol/boards.ts';
import type { BoardRules, Card } from '../../protocol/boards.ts';
import type { Person } from '../../protocol/conversations.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import { newId } from '../foundation/ids.ts';
import { isProven, mustWait } from './rules.ts';
import * as changing from './store/changing.ts';
import * as reading from './store/reading.ts';
import { type IdeaRow, ideaOf, personAt } from './store/rows.ts';

type Asker = { site: string; person: string };
type Done<T extends object> = Promise<({ ok: true } & T) | Refused>;

export type Wishes = ReturnType<typeof openWishes>;

/** What visitors see of a board, and do there. */
export function openWishes(o: {
  store: Store;
  now: () => number;
  rulesOf(site: string): Promise<BoardRules>;
  /** What staff or visitors see of a site's board is another now. */
  changed(site: string): void;
}) {
  const { store, now } = o;
  return { browse, give, vote };

  /** `person` undefined: nobody is known to be there yet. */
  async function browse(p: {
    site: string;
    person: string | undefined;
    status: protocol.Status | null;
    skip: number;
  }): Done<protocol.Browsed> {
    const asker = p.person === undefined ? null : await store.read(personAt, { site: p.site, person: p.person });
    const refused = mayLook(await o.rulesOf(p.site), asker);
    if (refused) return refused;
    const rows = await store.readLong(reading.shownTo, { ...p, person: asker?.id ?? '' });
    const { page, more } = reading.pageOf(rows);
    return { ok: true, ideas: await cards(page, asker?.id), more, counts: isProven(asker) };
  }

  /** Gives an idea, and a vote for it. */
  async function give(p: { idea: string; title: string; body: string }, { site, person }: Asker): Done<{ idea: Card }> {
    const [rules, asker] = await Promise.all([o.rulesOf(site), store.read(personAt, { site, person })]);
    const refused = mayLook(rules, asker);
    if (refused || !asker) return refused ?? refuse('not_found');
    const said = { title: p.title.trim(), body: p.body.trim() };
    const at = now();
    const done = await store.write(changing.give, {
      ...{ idea: p.idea, site, person: asker.id, staff: null, ...said, conversation: null, vote: newId(at), at },
      mostPerDay: rules.mostPerDay,
      waiting: mustWait(rules, asker, said),
    });
    if (done === 'taken') return refuse('conflict', { field: 'idea' });
    if (done === 'given') o.changed(site);
    return carded(p.idea, asker.id);
  }

  async function vote({ idea, on }: { idea: string; on: boolean }, { site, person }: Asker): Done<{ idea: Card }> {
    const [rules, asker] = await Promise.all([o.rulesOf(site), store.read(personAt, { site, person })]);
    const refused = mayLook(rules, asker);
    if (refused || !asker) return refused ?? refuse('not_found');
    // Whoever still has an idea before them that was merged votes for what it is now.
    const named = await store.read(ideaOf, { idea });
    const row = named?.into_id ? await store.read(ideaOf, { idea: named.into_id }) : named;
    if (!row || row.site_id !== site || row.removed_at !== null || (row.waiting === 1 && row.person_id !== asker.id)) {
      return refuse('not_found');
    }
    const at = now();
    const meant = await store.write(changing.vote, {
      ...{ idea: row.id, person: asker.id, on, staff: null, vote: newId(at), at },
    });
    o.changed(site);
    return meant === null ? refuse('not_found') : carded(meant, asker.id);
  }

  async function carded(idea: string, person: string): Done<{ idea: Card }> {
    const given = await store.read(ideaOf, { idea });
    const row = given?.into_id ? await store.read(ideaOf, { idea: given.into_id }) : given;
    const [card] = row && row.removed_at === null ? await cards([row], person) : [];
    return card ? { ok: true, idea: card } : refuse('not_found');
  }

  async function cards(rows: readonly IdeaRow[], person: string | undefined): Promise<Card[]> {
    const ideas = rows.map(({ id }) => id);
    const voted = new Set(
      person !== undefined && ideas.length > 0 ? await store.read(reading.votedFor, { person, ideas }) : [],
    );
    return rows.map((row) => ({
      ...{ id: row.id, title: row.title, body: row.body, status: row.status, word: row.word },
      ...{ votes: row.votes, voted: voted.has(row.id), waiting: row.waiting === 1, at: row.at },
      own: person !== undefined && row.person_id === person,
    }));
  }
}

/** Why somebody cannot see a board, if so. */
function mayLook(rules: BoardRules, asker: Person | null): Refused | undefined {
  if (!rules.open) return refuse('not_found');
  return rules.audience === 'proven' && !isProven(asker) ? refuse('identity_missing') : undefined;
}
