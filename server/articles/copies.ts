import type { Collection } from '../../protocol/articles.ts';
import type { Store } from '../foundation/database/database.ts';
import * as published from './store/published.ts';
import { revisionOf } from './store/revision.ts';
import { collectionsOf } from './store/shelves.ts';

/** Another process may have published something: what is here is at most this old. */
const COPY_LASTS_MS = 2_000;

export type Copy = {
  revision: number;
  rows: published.PublishedRow[];
  collections: Collection[];
  languages: string[];
  at: number;
};

export type Copies = ReturnType<typeof openCopies>;

/** What visitors can read of each site, kept in memory without its texts. */
export function openCopies({ store, now }: { store: Store; now: () => number }) {
  const copies = new Map<string, Copy>();
  const outdated = new Set<string>();
  const loading = new Map<string, Promise<Copy>>();

  return { copyOf, lately, outdate: (site: string) => void outdated.add(site), forget };

  /** As it is now. */
  async function copyOf(site: string): Promise<Copy> {
    const current = outdated.has(site) ? undefined : (loading.get(site) ?? lasting(site));
    if (current) return current;
    outdated.delete(site);
    const load = reload(site, copies.get(site));
    loading.set(site, load);
    try {
      const copy = await load;
      // An older reading that comes in late takes no newer one's place, and does not bring back what was forgotten.
      if (loading.get(site) === load && !forgotten(site)) copies.set(site, copy);
      return copy;
    } finally {
      if (loading.get(site) === load) loading.delete(site);
    }
  }

  /** As it was a moment ago, where more has been added since: nobody waits for that. */
  async function lately(site: string): Promise<Copy> {
    return lasting(site) ?? copyOf(site);
  }

  /** Something that was there is not to be seen any more. */
  function forget(site: string): void {
    copies.delete(site);
    outdated.add(site);
  }

  function forgotten(site: string): boolean {
    return outdated.has(site) && !copies.has(site);
  }

  function lasting(site: string): Copy | undefined {
    const copy = copies.get(site);
    const at = now();
    return copy && at - copy.at < COPY_LASTS_MS && at >= copy.at ? copy : undefined;
  }

  async function reload(site: string, before: Copy | undefined): Promise<Copy> {
    const at = now();
    const revision = await store.read(revisionOf, { site });
    if (before?.revision === revision) return { ...before, at };
    const [rows, collections] = await Promise.all([
      store.readLong(published.publishedOf, { site }),
      store.readLong(collectionsOf, { site }),
    ]);
    const languages = [...new Set(rows.map((row) => row.language))];
    return { revision, rows, collections, languages, at };
  }
}
