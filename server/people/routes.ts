import { refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Http } from '../foundation/http.ts';
import type { People } from './people.ts';

/** Opens what a browser asks before it has a token. `embeds` says whether a page may show a site's widget. */
export function openRoutes(o: {
  http: Http;
  people: People;
  siteByKey(key: string): Site | undefined;
  siteById(id: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
  sessionsPerMinute: number;
}): void {
  const { http, people } = o;
  const limits = { perMinute: o.sessionsPerMinute };
  const start = routes['POST /api/visitor/sessions'];
  http.openRoute(
    'POST /api/visitor/sessions',
    start,
    async ({ entry }, payload) => {
      const site = o.siteByKey(payload.site);
      if (!site) return refuse('not_found', { field: 'site' });
      if (!o.embeds(entry, site)) return refuse('origin_refused');
      return { ok: true, ...(await people.start(site.id)) };
    },
    limits,
  );
  http.openRoute(
    'POST /api/visitor/sessions/renew',
    routes['POST /api/visitor/sessions/renew'],
    async ({ entry }) => {
      const renewed = await people.renew(entry.token);
      if (!renewed.ok) return renewed;
      const { site, token, person } = renewed;
      const known = o.siteById(site);
      return known && o.embeds(entry, known) ? { ok: true, token, person } : refuse('origin_refused');
    },
    limits,
  );
}
