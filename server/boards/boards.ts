import type * as protocol from '../../protocol/boards.ts';
import type { BoardRules, Idea } from '../../protocol/boards.ts';
import type { Person } from '../../protocol/conversations.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Payload, StaffRequests } from '../../protocol/sockets.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import { FIRST_RULES } from './rules.ts';
import { stemsOf } from './stems.ts';
import * as changing from './store/changing.ts';
import * as reading from './store/reading.ts';
import { type IdeaRow, ideaOf, miscounted } from './store/rows.ts';

type Asked<E extends keyof StaffRequests> = Payload<StaffRequests, E>;
type Done<T extends object> = Promise<({ ok: true } & T) | Refused>;
type One = Done<{ idea: Idea }>;

export type Boards = ReturnType<typeof openBoards>;

/** What people wish for, as staff keep it: ideas with votes, and what becomes of them. */
export function openBoards(o: {
  store: Store;
  now: () => number;
  /** Who some people are. */
  people(ids: readonly string[]): Promise<Map<string, Person>>;
  /** Which site a conversation is on, as far as somebody may know of it. */
  siteOf(conversation: string, scope: Scope): Promise<string | undefined>;
  /** What staff or visitors see of a site's board is another now. */
  changed(site: string): void;
  /** There is news for those who voted. */
  became(site: string, voters: readonly string[]): void;
}) {
  const { store, now } = o;
  return {
    ...{ rules, setRules, rulesOf, list, get, save, setStatus, letIn, remove, bringBack, merge, part, vote, of, alike },
    ...{ met, countAgain },
  };

  async function rulesOf(site: string): Promise<BoardRules> {
    const kept = await store.read(reading.rulesOf, { site });
    return kept === null ? FIRST_RULES : (JSON.parse(kept) as BoardRules);
  }

  async function rules(site: string, scope: Scope): Done<{ rules: BoardRules }> {
    return scope.includes(site) ? { ok: true, rules: await rulesOf(site) } : refuse('not_found');
  }

  async function setRules({ site, rules: wanted }: Asked<'boards:set-rules'>, scope: Scope): ReturnType<typeof rules> {
    if (!scope.includes(site)) return refuse('not_found');
    const words = [...new Set(wanted.words.map((word) => word.trim()))];
    await store.write(changing.setRules, { site, rules: JSON.stringify({ ...wanted, words }) });
    o.changed(site);
    return rules(site, scope);
  }

  async function list(p: Asked<'boards:list'>, scope: Scope): Done<protocol.Ideas> {
    if (!scope.includes(p.site)) return refuse('not_found');
    const [rows, counts] = await Promise.all([
      store.readLong(reading.ideasIn, { ...p, words: p.words ?? '' }),
      store.readLong(reading.countsOf, { site: p.site }),
    ]);
    const { page, more } = reading.pageOf(rows);
    return { ok: true, ideas: await shown(page), more, counts };
  }

  async function get({ idea: id }: { idea: string }, scope: Scope): Done<protocol.WholeIdea> {
    const row = await reached(id, scope);
    if (!row) return refuse('not_found');
    const [ideas, steps, voters, merged] = await Promise.all([
      shown([row]),
      store.read(reading.stepsOf, { idea: id }),
      store.readLong(reading.votersOf, { idea: id }),
      store.readLong(reading.mergedInto, { idea: id }),
    ]);
    return {
      ...{ ok: true, idea: ideas[0] as Idea, steps, merged },
      voters: voters.map(({ staff_id: by, at, ...person }) => ({ person, by, at })),
    };
  }

  /** Makes an idea, or changes what one says. */
  async function save(p: Asked<'boards:save'>, by: string, scope: Scope): One {
    if (!scope.includes(p.site)) return refuse('not_found');
    const said = { title: p.title.trim(), body: p.body.trim() };
    const known = await store.read(ideaOf, { idea: p.idea });
    if (known) {
      if (known.site_id !== p.site || known.removed_at !== null) return refuse('not_found');
      await store.write(changing.reword, { idea: p.idea, ...said });
      return told(p.idea, scope);
    }
    if (p.conversation !== undefined && (await o.siteOf(p.conversation, scope)) !== p.site) {
      return refuse('not_found', { field: 'conversation' });
    }
    const at = now();
    const done = await store.write(changing.give, {
      ...{ idea: p.idea, site: p.site, ...said, waiting: false, mostPerDay: null, staff: by, vote: newId(at), at },
      ...{ person: p.person ?? null, conversation: p.conversation ?? null },
    });
    if (done === 'nobody') return refuse('bad_input', { field: 'person', detail: 'is nobody of this site' });
    return told(p.idea, scope);
  }

  async function setStatus({ idea, status, word }: Asked<'boards:set-status'>, by: string, scope: Scope): One {
    const row = await reached(idea, scope);
    if (!row) return refuse('not_found');
    const at = now();
    const step = { idea, status, word: word.trim(), step: newId(at), staff: by, at };
    const isNew = await store.write(changing.setStatus, step);
    if (isNew) o.became(row.site_id, await store.readLong(reading.voterIds, { idea }));
    return told(idea, scope);
  }

  async function letIn({ idea }: { idea: string }, scope: Scope): One {
    if (!(await reached(idea, scope))) return refuse('not_found');
    await store.write(changing.letIn, { idea });
    return told(idea, scope);
  }

  async function remove({ idea }: { idea: string }, scope: Scope): Done<object> {
    const row = await reached(idea, scope);
    if (!row) return refuse('not_found');
    await store.write(changing.remove, { idea, at: now() });
    o.changed(row.site_id);
    return { ok: true };
  }

  async function bringBack({ idea }: { idea: string }, scope: Scope): One {
    const row = await store.read(ideaOf, { idea });
    if (!row || !scope.includes(row.site_id)) return refuse('not_found');
    await store.write(changing.remove, { idea, at: null });
    return told(idea, scope);
  }

  /** Puts an idea into another one; who voted for both counts once. */
  async function merge({ idea, into }: { idea: string; into: string }, scope: Scope): One {
    if (!(await reached(idea, scope)) || !(await reached(into, scope))) return refuse('not_found');
    const done = await store.write(changing.merge, { idea, into });
    return done === 'done'
      ? told(into, scope)
      : refuse('conflict', { field: 'into', detail: 'cannot be put in there' });
  }

  async function part({ idea }: { idea: string }, scope: Scope): One {
    if (!(await reached(idea, scope))) return refuse('not_found');
    await store.write(changing.part, { idea });
    return told(idea, scope);
  }

  /** Votes in somebody's name, as they asked for. */
  async function vote(p: Asked<'boards:vote'>, by: string, scope: Scope): One {
    const { idea, person, on, conversation = null } = p;
    const row = await reached(idea, scope);
    if (!row) return refuse('not_found');
    if (conversation !== null && (await o.siteOf(conversation, scope)) !== row.site_id) {
      return refuse('not_found', { field: 'conversation' });
    }
    const at = now();
    const meant = await store.write(changing.vote, { idea, person, on, staff: by, vote: newId(at), at, conversation });
    return meant !== null
      ? told(meant, scope)
      : refuse('bad_input', { field: 'person', detail: 'is nobody of this site' });
  }

  /** What was made of a conversation, or asked for in it. */
  async function of({ conversation }: { conversation: string }, scope: Scope): Done<{ ideas: Idea[] }> {
    if ((await o.siteOf(conversation, scope)) === undefined) return refuse('not_found');
    return { ok: true, ideas: await shown(await store.read(reading.ideasOf, { conversation })) };
  }

  /** What has been wished for already, as far as some words tell. */
  async function alike({ site, words }: { site: string; words: string }, scope: Scope): Done<{ ideas: Idea[] }> {
    if (!scope.includes(site)) return refuse('not_found');
    const stems = stemsOf(words);
    return {
      ok: true,
      ideas: stems.length > 0 ? await shown(await store.readLong(reading.alike, { site, stems })) : [],
    };
  }

  /** Counts anew what somebody voted for of whom more is known now. */
  async function met(site: string, person: string): Promise<void> {
    const counted = await store.write(changing.recountOf, { person });
    if (counted.length > 0) o.changed(site);
  }

  /** What a crash kept from being counted. */
  async function countAgain(): Promise<void> {
    const ideas = await store.readLong(miscounted, {});
    if (ideas.length > 0) await store.write(changing.recountAll, { ideas });
  }

  /** An idea that is not removed, of a site within the scope. */
  async function reached(idea: string, scope: Scope): Promise<IdeaRow | undefined> {
    const row = await store.read(ideaOf, { idea });
    return row && row.removed_at === null && scope.includes(row.site_id) ? row : undefined;
  }

  async function told(id: string, scope: Scope): One {
    const row = await reached(id, scope);
    if (!row) return refuse('not_found');
    o.changed(row.site_id);
    const [idea] = await shown([row]);
    return { ok: true, idea: idea as Idea };
  }

  async function shown(rows: readonly IdeaRow[]): Promise<Idea[]> {
    const people = await o.people(rows.flatMap(({ person_id }) => person_id ?? []));
    return rows.map((row) => ({
      ...{ id: row.id, site: row.site_id, title: row.title, body: row.body },
      author: people.get(row.person_id ?? '') ?? null,
      ...{ status: row.status, word: row.word, statusAt: row.status_at, waiting: row.waiting === 1, into: row.into_id },
      ...{ votes: row.votes, unproven: row.unproven, conversation: row.conversation_id, at: row.at },
    }));
  }
}
