import { type Refused, refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Entry } from '../foundation/door.ts';
import type { Http } from '../foundation/http.ts';
import type { Catalog } from './catalog.ts';
import type { Readers } from './readers.ts';

/** One looks a few times a minute, and searches with every few letters. */
const [LOOKS_PER_MINUTE, SEARCHES_PER_MINUTE, VERDICTS_PER_MINUTE] = [600, 1_200, 300];

/** Opens what visitors read: by the site's key, before there is a session. It is public, and says nothing about who asks. */
export function openRoutes(o: {
  http: Http;
  catalog: Catalog;
  readers: Readers;
  siteByKey(key: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
}): void {
  const { http, catalog, readers } = o;

  http.openRoute(
    'POST /api/visitor/articles/browse',
    routes['POST /api/visitor/articles/browse'],
    async ({ entry }, { language, page, site: key }) => {
      const site = reached(entry, key);
      return site.ok ? catalog.browse({ site: site.id, language, ...(page === undefined ? {} : { page }) }) : site;
    },
    { perMinute: LOOKS_PER_MINUTE },
  );

  http.openRoute(
    'POST /api/visitor/articles/search',
    routes['POST /api/visitor/articles/search'],
    async ({ entry }, { language, words, settled = false, site: key }) => {
      const site = reached(entry, key);
      return site.ok ? catalog.find({ site: site.id, language, words, settled }) : site;
    },
    { perMinute: SEARCHES_PER_MINUTE },
  );

  http.openRoute(
    'POST /api/visitor/articles/read',
    routes['POST /api/visitor/articles/read'],
    async ({ entry }, { language, article, site: key }) => {
      const site = reached(entry, key);
      return site.ok ? catalog.read({ site: site.id, language, article }) : site;
    },
    { perMinute: LOOKS_PER_MINUTE },
  );

  http.openRoute(
    'POST /api/visitor/articles/suggest',
    routes['POST /api/visitor/articles/suggest'],
    async ({ entry }, { site: key, ...payload }) => {
      const site = reached(entry, key);
      return site.ok ? catalog.suggest({ ...payload, site: site.id }) : site;
    },
    { perMinute: SEARCHES_PER_MINUTE },
  );

  http.openRoute(
    'POST /api/visitor/articles/helped',
    routes['POST /api/visitor/articles/helped'],
    async ({ entry }, { site: key, ...payload }) => {
      const site = reached(entry, key);
      return site.ok ? readers.helped({ ...payload, site: site.id }) : site;
    },
    { perMinute: VERDICTS_PER_MINUTE },
  );

  function reached(entry: Entry, key: string): { ok: true; id: string } | Refused {
    const site = o.siteByKey(key);
    if (!site) return refuse('not_found', { field: 'site' });
    return o.embeds(entry, site) ? { ok: true, id: site.id } : refuse('origin_refused');
  }
}
