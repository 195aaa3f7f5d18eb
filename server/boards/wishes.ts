import type * as protocol from '../../protocol/boards.ts';
import type { BoardRules, Card } from '../../protocol/boards.ts';
import type { Person } from '../../protocol/conversations.ts';
import type { Became } from '../../protocol/news.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import { newId } from '../foundation/ids.ts';
import { isProven, mustWait } from './rules.ts';
import { stemsOf } from './stems.ts';
import * as changing from './store/changing.ts';
import * as reading from './store/reading.ts';
import { type IdeaRow, ideaOf, personAt } from './store/rows.ts';

type Asker = { site: string; person: string };
/** `person` undefined: nobody is known to be there yet. */
type Looker = { site: string; person: string | undefined };
type Step = { status: protocol.Status; word: string; at: number };
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
  return { browse, read, story, alike, give, vote, became, markTold };

  async function browse(p: {
    site: string;
    person: string | undefined;
    status: protocol.Status | null;
    words?: string;
    order?: protocol.Order;
    skip: number;
  }): Done<protocol.Browsed> {
    const looking = await enter(p);
    if (!looking.ok) return looking;
    const { asker } = looking;
    const rows = await store.readLong(reading.shownTo, {
      ...{ site: p.site, person: asker?.id ?? '', status: p.status, skip: p.skip },
      ...{ words: p.words ?? '', order: p.order ?? 'votes' },
    });
    const { page, more } = reading.pageOf(rows);
    return { ok: true, ideas: await cards(page, asker?.id), more, counts: isProven(asker) };
  }

  async function read({ idea }: { idea: string }, by: Looker): Done<protocol.ReadCard> {
    const looking = await enter(by);
    if (!looking.ok) return looking;
    const { asker } = looking;
    const row = await seen(idea, { site: by.site, person: asker?.id });
    const [card] = row ? await cards([row], asker?.id) : [];
    return card ? { ok: true, idea: card, counts: isProven(asker) } : refuse('not_found');
  }

  /** An idea as everybody sees it, with what was said of it until now: newest first. */
  async function story({ idea, site }: { idea: string; site: string }): Promise<{ idea: Card; steps: Step[] } | null> {
    const found = await read({ idea }, { site, person: undefined });
    if (!found.ok) return null;
    const steps = await store.read(reading.stepsOf, { idea: found.idea.id });
    return { idea: found.idea, steps: steps.map(({ status, word, at }) => ({ status, word, at })).reverse() };
  }

  /** What has been wished for already, as far as the words of somebody who is writing tell. */
  async function alike({ words }: { words: string }, by: Looker): Done<protocol.Alike> {
    const looking = await enter(by);
    if (!looking.ok) return looking;
    const stems = stemsOf(words);
    const rows = stems.length > 0 ? await store.readLong(reading.alike, { site: by.site, stems }) : [];
    return { ok: true, ideas: await cards(rows, looking.asker?.id) };
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
    const row = await seen(idea, { site, person: asker.id });
    if (!row) return refuse('not_found');
    const at = now();
    const meant = await store.write(changing.vote, {
      ...{ idea: row.id, person: asker.id, on, staff: null, vote: newId(at), at, conversation: null },
    });
    o.changed(site);
    return meant === null ? refuse('not_found') : carded(meant, asker.id);
  }

  /** What became of what somebody voted for, and they were not told yet. Where they may not look at the board, that is nothing. */
  async function became(by: Asker): Promise<Became[]> {
    const ideas = await store.read(reading.newsFor, { person: by.person });
    return ideas.length > 0 && (await enter(by)).ok ? ideas : [];
  }

  async function markTold(p: { person: string; at: number }): Promise<void> {
    await store.write(changing.markTold, p);
  }

  /** Who looks at a board, if they may. */
  async function enter({ site, person }: Looker): Done<{ asker: Person | null }> {
    const asker = person === undefined ? null : await store.read(personAt, { site, person });
    return mayLook(await o.rulesOf(site), asker) ?? { ok: true, asker };
  }

  /** An idea, or what it is now, if somebody may see it. */
  async function seen(idea: string, { site, person }: Looker): Promise<IdeaRow | undefined> {
    const named = await store.read(ideaOf, { idea });
    const row = named?.into_id ? await store.read(ideaOf, { idea: named.into_id }) : named;
    if (!row || row.site_id !== site || row.removed_at !== null) return undefined;
    return row.waiting === 0 || row.person_id === person ? row : undefined;
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
