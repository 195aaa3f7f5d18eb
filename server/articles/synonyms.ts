import { createHash } from 'node:crypto';
import type { Found } from '../../protocol/articles.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Payload, StaffRequests } from '../../protocol/sockets.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import type { Catalog } from './catalog.ts';
import * as published from './store/published.ts';

type Asked<E extends keyof StaffRequests> = Payload<StaffRequests, E>;
type Done<T extends object> = Promise<({ ok: true } & T) | Refused>;
type Kept = { synonyms: string[][]; mark: string };

export type Synonyms = ReturnType<typeof openSynonyms>;

/** Words that mean the same on a site, in each language, as its owner says: each finds what the others find. */
export function openSynonyms(o: { store: Store; catalog: Catalog; changed(site: string): void }) {
  const { store, catalog } = o;
  return { get, set, tryOut };

  async function get(p: Asked<'articles:synonyms'>, scope: Scope): Done<Kept> {
    if (!scope.includes(p.site)) return refuse('not_found');
    return marked(await store.read(published.synonymsOf, p));
  }

  async function set(p: Asked<'articles:set-synonyms'>, scope: Scope): Done<Kept> {
    if (!scope.includes(p.site)) return refuse('not_found');
    const groups = p.synonyms.map((group) => [...new Set(group.map((word) => word.trim()))]);
    const before = p.mark === undefined ? undefined : await store.read(published.synonymsOf, p);
    if (before && marked(before).mark !== p.mark) {
      return refuse('conflict', { detail: 'somebody else wrote here in the meantime' });
    }
    const done = await store.write(published.setSynonyms, {
      ...{ site: p.site, language: p.language, groups: JSON.stringify(groups) },
      before: before && JSON.stringify(before),
    });
    if (!done) return refuse('conflict', { detail: 'somebody else wrote here in the meantime' });
    o.changed(p.site);
    return marked(groups);
  }

  /** What visitors find by some words now, and what they would find with these groups. */
  async function tryOut(p: Asked<'articles:try-synonyms'>, scope: Scope): Done<{ before: Found[]; after: Found[] }> {
    return scope.includes(p.site) ? { ok: true, ...(await catalog.tryOut(p)) } : refuse('not_found');
  }
}

function marked(synonyms: string[][]): { ok: true } & Kept {
  const mark = createHash('sha256').update(JSON.stringify(synonyms)).digest('base64url').slice(0, 22);
  return { ok: true, synonyms, mark };
}
