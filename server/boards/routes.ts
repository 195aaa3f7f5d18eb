import { type Refused, refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Entry } from '../foundation/door.ts';
import type { Http } from '../foundation/http.ts';
import type { Wishes } from './wishes.ts';

const LOOKS_PER_MINUTE = 600;

type Asker = { site: string; person: string | undefined };

/** Opens what visitors see of a board: by the site's key, with or without a session. */
export function openRoutes(o: {
  http: Http;
  wishes: Wishes;
  siteByKey(key: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
  /** Whose token comes along. */
  admit(token: string | undefined): Promise<{ ok: true; site: string; person: string } | Refused>;
}): void {
  const limit = { perMinute: LOOKS_PER_MINUTE };
  o.http.openRoute(
    'POST /api/visitor/boards/browse',
    routes['POST /api/visitor/boards/browse'],
    async ({ entry }, payload) => {
      const asker = await askerOf(entry, payload.site);
      return asker.ok ? o.wishes.browse({ ...payload, ...asker }) : asker;
    },
    limit,
  );
  o.http.openRoute(
    'POST /api/visitor/boards/read',
    routes['POST /api/visitor/boards/read'],
    async ({ entry }, payload) => {
      const asker = await askerOf(entry, payload.site);
      return asker.ok ? o.wishes.read(payload, asker) : asker;
    },
    limit,
  );
  o.http.openRoute(
    'POST /api/visitor/boards/alike',
    routes['POST /api/visitor/boards/alike'],
    async ({ entry }, payload) => {
      const asker = await askerOf(entry, payload.site);
      return asker.ok ? o.wishes.alike(payload, asker) : asker;
    },
    limit,
  );

  /** Without a token it is nobody. One that is not good is refused, so that it is renewed. */
  async function askerOf(entry: Entry, key: string): Promise<({ ok: true } & Asker) | Refused> {
    const site = o.siteByKey(key);
    if (!site) return refuse('not_found', { field: 'site' });
    if (!o.embeds(entry, site)) return refuse('origin_refused');
    if (entry.token === undefined) return { ok: true, site: site.id, person: undefined };
    const admitted = await o.admit(entry.token);
    return admitted.ok && admitted.site !== site.id ? refuse('token_invalid') : admitted;
  }
}
