import { FIRST_LOOK, type Look } from '../../protocol/look.ts';
import type { OwnSentence, Room, Site } from '../../protocol/sites.ts';
import { all, insert, one, type Row, run, update, type Work } from '../foundation/database/database.ts';

type SiteRow = {
  id: string;
  key: string;
  name: string;
  origins: string;
  accent: string;
  greeting: string;
  look: string;
  edit_minutes: number | null;
  closed_rooms: string;
  sentences: string;
  help_open: number;
  help_name: string | null;
  help_host: string | null;
  seen_at: number | null;
  seen_on: string | null;
};
const SITE =
  'id, key, name, origins, accent, greeting, look, edit_minutes, closed_rooms, sentences, help_open, help_name, help_host, seen_at, seen_on';

export function* allSites(): Work<Site[]> {
  const rows = yield* all<SiteRow>(`select ${SITE} from sites order by created_at, id`);
  return rows.map(siteOf);
}

/** Makes the first site where there is none. The lock on the secret keeps two processes from making two. */
export function* makeFirst(p: { site: Site; at: number }): Work<void> {
  yield* run("insert into secrets (name, value) values ('first_site', $1) on conflict (name) do nothing", p.site.id);
  yield* one("select value from secrets where name = 'first_site' for update");
  const known = yield* one('select id from sites limit 1');
  if (!known) yield* make(p);
}

export function* make(p: { site: Site; at: number }): Work<void> {
  yield* insert('sites', [{ ...rowOf(p.site), created_at: p.at }]);
}

/** Where another site has its help at that address already, nothing is changed: it gives which part of it that is. */
export function* change(p: { site: Site }): Work<'name' | 'host' | null> {
  const { key, seen_at, seen_on, ...changed } = rowOf(p.site);
  const { id, help_name, help_host } = changed;
  const other = yield* one<{ is_name: number }>(
    `select case when help_name = $2 then 1 else 0 end as is_name from sites
     where id <> $1 and (help_name = $2 or help_host = $3) limit 1`,
    ...[id, help_name, help_host],
  );
  if (other) return other.is_name ? 'name' : 'host';
  yield* update('sites', 'id', [changed as Row]);
  return null;
}

export function* markSeen(p: { site: string; at: number; on: string }): Work<void> {
  yield* run('update sites set seen_at = $2, seen_on = $3 where id = $1', p.site, p.at, p.on);
}

function siteOf(row: SiteRow): Site {
  const { id, key, name, accent, greeting } = row;
  return {
    ...{ id, key, name, origins: JSON.parse(row.origins) as string[], accent, greeting },
    // What a look has since it was last saved is as it is at first.
    look: { ...FIRST_LOOK, ...(JSON.parse(row.look) as Partial<Look>) },
    ...{ editMinutes: row.edit_minutes, closedRooms: JSON.parse(row.closed_rooms) as Room[] },
    sentences: JSON.parse(row.sentences) as OwnSentence[],
    helpCentre: { open: row.help_open === 1, name: row.help_name, host: row.help_host },
    ...{ seenAt: row.seen_at, seenOn: row.seen_on },
  };
}

function rowOf(site: Site): SiteRow {
  const { id, key, name, accent, greeting, helpCentre } = site;
  return {
    ...{ id, key, name, origins: JSON.stringify(site.origins), accent, greeting },
    look: JSON.stringify(site.look),
    ...{ edit_minutes: site.editMinutes, closed_rooms: JSON.stringify(site.closedRooms) },
    sentences: JSON.stringify(site.sentences),
    ...{ help_open: helpCentre.open ? 1 : 0, help_name: helpCentre.name, help_host: helpCentre.host },
    ...{ seen_at: site.seenAt, seen_on: site.seenOn },
  };
}
