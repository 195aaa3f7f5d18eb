import { refuse } from '../protocol/problem.ts';
import { routes } from '../protocol/routes.ts';
import type { Site } from '../protocol/sites.ts';
import type { Http } from './foundation/http.ts';
import type { Slices } from './slices.ts';

/** Opens what a chat asks about its site once somebody has opened it: a word of nearly every slice. It says nothing about who asks. */
export function openWelcome(o: {
  http: Http;
  slices: Slices;
  /** Whether mail goes out from here. */
  mail: boolean;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
}): void {
  const { mail, slices } = o;
  o.http.openRoute(
    'POST /api/visitor/welcome',
    routes['POST /api/visitor/welcome'],
    async ({ entry }, payload) => {
      const known = slices.sites.byKey(payload.site);
      if (!known) return refuse('not_found', { field: 'site' });
      if (!o.embeds(entry, known)) return refuse('origin_refused');
      const site = known.id;
      const [opening, csat, form, surveys, articles, board, rules, here] = await Promise.all([
        slices.hours.opening({ site }),
        slices.feedback.isAsked(site),
        slices.forms.asked(site),
        slices.surveys.isAsking(site),
        slices.catalog.all(site),
        slices.boards.rulesOf(site),
        slices.files.rules(site),
        slices.here.here(site),
      ]);
      const ideas = board.open ? board.audience : null;
      const [help, files] = [articles.length > 0, rules.kinds.length > 0];
      return { ok: true, opening, csat, form, surveys, mail, help, ideas, files, here };
    },
    { perMinute: 600 },
  );
}
