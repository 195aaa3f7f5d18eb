import type { BoardRules } from '../../protocol/boards.ts';
import type { AskedForm } from '../../protocol/forms.ts';
import { refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Present } from '../../protocol/staff.ts';
import type { Http } from '../foundation/http.ts';
import type { OpeningHours } from './hours.ts';

/** Opens what a chat asks about its site once somebody has opened it. It says nothing about who asks. */
export function openRoutes(o: {
  http: Http;
  hours: OpeningHours;
  isAsked(site: string): Promise<boolean>;
  /** What is asked before a conversation. */
  formOf(site: string): Promise<AskedForm | null>;
  /** Whether there is anything to read. */
  hasHelp(site: string): Promise<boolean>;
  /** How its board is kept. */
  boardOf(site: string): Promise<BoardRules>;
  /** Whether mail goes out from here. */
  mail: boolean;
  /** Whether it asks something now and then. */
  hasSurveys(site: string): Promise<boolean>;
  /** Whether visitors may send any files. */
  takesFiles(site: string): Promise<boolean>;
  /** Who answers and is there now. */
  here(site: string): Promise<Present[]>;
  siteByKey(key: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
}): void {
  o.http.openRoute(
    'POST /api/visitor/welcome',
    routes['POST /api/visitor/welcome'],
    async ({ entry }, payload) => {
      const site = o.siteByKey(payload.site);
      if (!site) return refuse('not_found', { field: 'site' });
      if (!o.embeds(entry, site)) return refuse('origin_refused');
      const [opening, csat, form, surveys, help, board, files, here] = await Promise.all([
        o.hours.opening({ site: site.id }),
        o.isAsked(site.id),
        o.formOf(site.id),
        o.hasSurveys(site.id),
        o.hasHelp(site.id),
        o.boardOf(site.id),
        o.takesFiles(site.id),
        o.here(site.id),
      ]);
      const ideas = board.open ? board.audience : null;
      return { ok: true, opening, csat, form, surveys, mail: o.mail, help, ideas, files, here };
    },
    { perMinute: 600 },
  );
}
