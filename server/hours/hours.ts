import type { Hours, Opening, Span } from '../../protocol/hours.ts';
import { overlapsIn } from '../../protocol/overlaps.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { isDay, knowsZone, openingAt } from './opening.ts';
import * as units from './store.ts';

export type OpeningHours = ReturnType<typeof openHours>;
type Place = { site: string; team?: string };

/** When a site, or a team of it, answers. What is not set is open always. */
export function openHours(o: {
  store: Store;
  now: () => number;
  /** Which site a team is of; undefined: there is none such. */
  siteOfTeam(team: string): Promise<string | undefined>;
  /** The hours of a site, or of a team of it, are others now. */
  changed(site: string): void;
}) {
  const { store, now } = o;
  /** Openings as they were worked out last: they hold until they change, for the same hours. */
  const known = new Map<string, { text: string; opening: Opening; since: number }>();

  return { get, set, attempt, opening };

  async function get(p: Place, scope: Scope) {
    if (!(await reaches(p, scope))) return refuse('not_found');
    const hours = await store.read(units.hoursOf, { site: p.site, team: p.team ?? '' });
    return { ok: true as const, hours, opening: await opening(p) };
  }

  async function set(p: Place & { hours: Hours | null }, scope: Scope) {
    if (!(await reaches(p, scope))) return refuse('not_found');
    const key = { site: p.site, team: p.team ?? '' };
    if (p.hours) {
      const wrong = flawOf(p.hours);
      if (wrong) return wrong;
      await store.write(units.keepHours, { ...key, hours: inOrder(p.hours) });
    } else {
      await store.write(units.dropHours, key);
    }
    o.changed(p.site);
    return get(p, scope);
  }

  /** How it would be with these hours. */
  async function attempt(hours: Hours): Promise<{ ok: true; opening: Opening } | Refused> {
    return flawOf(hours) ?? { ok: true, opening: openingAt(hours, now()) };
  }

  /** How it is now: by the team's own hours, or by those of the site. Null: there are none. */
  async function opening({ site, team = '' }: Place): Promise<Opening | null> {
    const own = (await isTeam({ site, team })) ? await store.read(units.hoursOf, { site, team }) : null;
    const hours = own ?? (await store.read(units.hoursOf, { site, team: '' }));
    return hours && openingNow(`${site} ${team}`, hours);
  }

  function openingNow(key: string, hours: Hours): Opening {
    const at = now();
    const text = JSON.stringify(hours);
    const last = known.get(key);
    const holds = last?.text === text && at >= last.since && at < (last.opening.changesAt ?? 0);
    if (holds) return last.opening;
    const opening = openingAt(hours, at);
    known.set(key, { text, opening, since: at });
    return opening;
  }

  async function reaches({ site, team }: Place, scope: Scope): Promise<boolean> {
    return scope.includes(site) && (team === undefined || isTeam({ site, team }));
  }

  async function isTeam({ site, team }: { site: string; team: string }): Promise<boolean> {
    return team !== '' && (await o.siteOfTeam(team)) === site;
  }
}

/** As the clock and the calendar have it, however they were said. */
function inOrder({ zone, week, holidays }: Hours): Hours {
  const sorted = (spans: readonly Span[]) => spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return {
    ...{ zone, week: week.map(sorted) },
    holidays: holidays
      .map((holiday) => ({ ...holiday, spans: sorted(holiday.spans) }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

function flawOf({ zone, week, holidays }: Hours): Refused | null {
  if (!knowsZone(zone))
    return refuse('bad_input', { field: 'hours.zone', detail: 'is no time zone that is known here' });
  for (const [index, { date }] of holidays.entries()) {
    const field = `hours.holidays.${index}.date`;
    if (!isDay(date)) return refuse('bad_input', { field, detail: 'is no day of the calendar' });
    if (holidays.findIndex((other) => other.date === date) < index) {
      return refuse('bad_input', { field, detail: 'stands there twice' });
    }
  }
  const [overlap] = overlapsIn({ week, holidays });
  if (overlap) {
    const { path, others, overnight } = overlap;
    const detail = `overlaps with ${others.from}–${others.to}${overnight ? ' of the day before' : ''}`;
    return refuse('bad_input', { field: `${path}.from`, detail });
  }
  return null;
}
