import { refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Call } from '../foundation/door.ts';
import type { Http } from '../foundation/http.ts';
import { networkOf } from '../foundation/network.ts';
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
      // Without Origin nobody says which page it is: whoever has a token may go on so, not begin.
      if (entry.origin === undefined || !o.embeds(entry, site)) return refuse('origin_refused');
      const network = networkOf(entry.address);
      return people.begin({ site: site.id, network, bearer: entry.token, proof: payload.proof });
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

  const identify = 'POST /api/visitor/people/identify';
  http.openRoute(identify, routes[identify], onSite(people.identify), limits);
  const update = 'POST /api/visitor/people/update';
  http.openRoute(update, routes[update], onSite(people.update), limits);
  const track = 'POST /api/visitor/people/track';
  http.openRoute(track, routes[track], onSite(people.track), limits);
  http.openRoute(
    'POST /api/visitor/people/logout',
    routes['POST /api/visitor/people/logout'],
    ({ entry }) => people.logout(entry.token),
    limits,
  );

  /** What a site's page tells, of whoever is behind the bearer if there is one. */
  function onSite<P extends { site: string }>(
    tell: (p: P, bearer: string | undefined, network: string) => ReturnType<People['track']>,
  ) {
    return async ({ entry }: Call, payload: P) => {
      const site = o.siteByKey(payload.site);
      if (!site) return refuse('not_found', { field: 'site' });
      if (!o.embeds(entry, site)) return refuse('origin_refused');
      return tell({ ...payload, site: site.id }, entry.token, networkOf(entry.address));
    };
  }
}
