import type { Block } from '../../protocol/articles.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Search } from '../search/search.ts';
import type { Copies, Copy } from './copies.ts';
import * as published from './store/published.ts';
import { headingsOf, plainOf } from './tree.ts';

const READ_AT_ONCE = 100;
/** A search that comes meanwhile waits for so many: some 8 ms. */
const TAUGHT_AT_ONCE = 10;
/** Half of the time at most is spent on it while more and more is published. */
const [REST_MS, WARM_AFTER_MS] = [50, 1_000];

/** Brings the search up to what there is, as soon as it is published: no search has to wait for it. */
export function openTeaching(o: { store: Store; search: Search; copies: Copies; sites(): readonly string[] }) {
  const { store, search, copies } = o;
  /** Up to which revision the search knows a site's language. */
  const known = new Map<string, { generation: number; revision: number }>();
  const under = new Map<string, Promise<void>>();
  const stirred = new Set<string>();
  let working = false;
  let isClosed = false;
  setTimeout(() => o.sites().map(stir), WARM_AFTER_MS).unref();

  return { teach, knows, hasHeardOf, stir, close };

  /** What is there now is learned by and by. */
  function stir(site: string): void {
    stirred.add(site);
    if (!working && !isClosed) void work();
  }

  async function work(): Promise<void> {
    working = true;
    for (let site = next(); site !== undefined; site = next()) {
      const began = performance.now();
      try {
        const copy = await copies.copyOf(site);
        for (const language of copy.languages) await teach(site, language, copy);
      } catch {
        // The thread was lost, or the house closes: whoever searches tries it again, and hears of it.
      }
      if (stirred.size > 0) await rest(Math.max(REST_MS, performance.now() - began));
    }
    working = false;
  }

  function next(): string | undefined {
    const [site] = stirred;
    if (site !== undefined) stirred.delete(site);
    return isClosed ? undefined : site;
  }

  function knows(site: string, language: string, copy: Copy): boolean {
    return hasHeardOf(site, language) && (known.get(`${site} ${language}`)?.revision ?? 0) >= copy.revision;
  }

  /** Whether the search knows something of it, if not the newest. */
  function hasHeardOf(site: string, language: string): boolean {
    return known.get(`${site} ${language}`)?.generation === search.generation();
  }

  async function teach(site: string, language: string, copy: Copy): Promise<void> {
    if (knows(site, language, copy)) return;
    const place = `${site} ${language}`;
    const before = under.get(place) ?? Promise.resolve();
    const taught = before.then(async () => {
      if (knows(site, language, copy)) return;
      await tell({ site, language }, copy);
      known.set(place, { generation: search.generation(), revision: copy.revision });
    });
    // The next one does not fail because this one did.
    under.set(
      place,
      taught.catch(() => {}),
    );
    await taught;
  }

  async function tell(place: { site: string; language: string }, copy: Copy): Promise<void> {
    const rows = copy.rows.filter((row) => row.language === place.language);
    const present = rows.map((row) => ({ id: row.article_id, version: row.number }));
    const lacking = new Set(await search.keep(place, present));
    const wanted = rows.filter((row) => lacking.has(row.article_id));
    for (let at = 0; at < wanted.length; at += READ_AT_ONCE) {
      const some = new Map(wanted.slice(at, at + READ_AT_ONCE).map((row) => [row.article_id, row]));
      const all = await store.readLong(published.treesOf, { articles: [...some.keys()] });
      const trees = all.filter(({ language }) => language === place.language);
      for (let from = 0; from < trees.length; from += TAUGHT_AT_ONCE) {
        const entries = trees.slice(from, from + TAUGHT_AT_ONCE).flatMap((tree) => {
          const row = some.get(tree.article_id);
          if (!row || row.number !== tree.number) return [];
          const blocks = JSON.parse(tree.tree) as Block[];
          const { article_id: id, number: version, title, summary } = row;
          return [{ id, version, title, summary, headings: headingsOf(blocks), text: plainOf(blocks) }];
        });
        await search.put(place, entries);
      }
    }
    await search.setSynonyms(place, await store.read(published.synonymsOf, place));
  }

  function close(): void {
    isClosed = true;
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
