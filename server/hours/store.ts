import type { Hours } from '../../protocol/hours.ts';
import { one, run, type Work } from '../foundation/database/database.ts';

/** `team` '' is the site itself. */
type Key = { site: string; team: string };

export function* hoursOf(p: Key): Work<Hours | null> {
  const row = yield* one<{ zone: string; week: string; holidays: string }>(
    'select zone, week, holidays from hours where site_id = $1 and team_id = $2',
    p.site,
    p.team,
  );
  return row
    ? {
        zone: row.zone,
        week: JSON.parse(row.week) as Hours['week'],
        holidays: JSON.parse(row.holidays) as Hours['holidays'],
      }
    : null;
}

export function* keepHours(p: Key & { hours: Hours }): Work<void> {
  const { zone, week, holidays } = p.hours;
  yield* run(
    `insert into hours (site_id, team_id, zone, week, holidays) values ($1, $2, $3, $4, $5)
     on conflict (site_id, team_id) do update set zone = excluded.zone, week = excluded.week, holidays = excluded.holidays`,
    ...[p.site, p.team, zone, JSON.stringify(week), JSON.stringify(holidays)],
  );
}

export function* dropHours(p: Key): Work<void> {
  yield* run('delete from hours where site_id = $1 and team_id = $2', p.site, p.team);
}
