import { one, run, type Work } from '../../foundation/database/database.ts';

/** What visitors can see of a site's articles is another now. */
export function* raise(site: string): Work<void> {
  yield* run(
    `insert into article_states (site_id, revision) values ($1, 1)
     on conflict (site_id) do update set revision = article_states.revision + 1`,
    site,
  );
}

export function* revisionOf(p: { site: string }): Work<number> {
  const row = yield* one<{ revision: number }>('select revision from article_states where site_id = $1', p.site);
  return row?.revision ?? 0;
}
