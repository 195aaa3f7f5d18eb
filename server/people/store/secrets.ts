import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';

export type SecretRow = { id: string; value: string; created_at: number; used_at: number | null };

/** The valid secrets of a site, oldest first. */
export function* secretsOf(p: { site: string }): Work<SecretRow[]> {
  return yield* all<SecretRow>(
    'select id, value, created_at, used_at from site_secrets where site_id = $1 order by created_at, id',
    p.site,
  );
}

/** Keeps another secret; false where the site has so many already. */
export function* makeSecret(p: { id: string; site: string; value: string; most: number; at: number }): Work<boolean> {
  yield* one('select id from sites where id = $1 for update', p.site);
  const before = yield* secretsOf(p);
  if (before.length >= p.most) return false;
  yield* insert('site_secrets', [{ id: p.id, site_id: p.site, value: p.value, created_at: p.at, used_at: null }]);
  return true;
}

/** Takes a secret away for good; false where the site has none of this id. */
export function* retireSecret(p: { site: string; secret: string }): Work<boolean> {
  return (yield* run('delete from site_secrets where id = $1 and site_id = $2', p.secret, p.site)) === 1;
}

export function* secretUsed(p: { secret: string; at: number }): Work<void> {
  yield* run('update site_secrets set used_at = $2 where id = $1', p.secret, p.at);
}
