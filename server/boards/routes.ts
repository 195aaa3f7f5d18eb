import { type Refused, refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Entry } from '../foundation/door.ts';
import type { Http } from '../foundation/http.ts';
import type { Wishes } from './wishes.ts';

const LOOKS_PER_MINUTE = 600;

/** Opens what visitors see of a board: by the site's key, with or without a session. */
export function openRoutes(o: {
  http: Http;
  wishes: Wishes;
  siteByKey(key: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
  /** Whose token comes along. */
  admit(token: string | undefined): Promise<{ ok: true; site: string; person: string } | Refused>;
}): void {
  o.http.openRoute(
    'POST /api/visitor/boards/browse',
    routes['POST /api/visitor/boards/browse'],
    async ({ entry }, { site: key, ...payload }) => {
      const site = reached(entry, key);
      const asker = site.ok ? await askerOn(site.id, entry) : site;
      return site.ok && asker.ok
        ? o.wishes.browse({ ...payload, site: site.id, person: asker.person })
        : (asker as Refused);
    },
    { perMinute: LOOKS_PER_MINUTE },
  );

  /** Without a token it is nobody. One that is not good is refused, so that it is renewed. */
  async function askerOn(site: string, { token }: Entry): Promise<{ ok: true; person: string | undefined } | Refused> {
    if (token === undefined) return { ok: true, person: undefined };
    const admitted = await o.admit(token);
    return admitted.ok && admitted.site !== site ? refuse('token_invalid') : admitted;
  }

  function reached(entry: Entry, key: string): { ok: true; id: string } | Refused {
    const site = o.siteByKey(key);
    if (!site) return refuse('not_found', { field: 'site' });
    return o.embeds(entry, site) ? { ok: true, id: site.id } : refuse('origin_refused');
  }
}
