import { newId } from '../../../client/storage.ts';
import type { Missed } from '../../../protocol/articles.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Button, IconButton } from '../../kit/ui.tsx';
import { go, to } from '../../router.ts';
import { words } from '../../words/en.ts';
import { draftOf } from '../editor/draft.ts';

const text = words.articles.missed;

/** What visitors searched for and did not find: the list of articles to write. */
export function MissedList(p: { desk: Desk; site: Site; missed: readonly Missed[]; mayWrite: boolean }) {
  const { desk, site } = p;
  const write = ({ words: wanted, language }: Missed) => {
    const id = newId(Date.now());
    draftOf(desk, id, language).value = { title: wanted, summary: '', body: '' };
    go(to('articles', id, language));
  };
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <p class="soft">{text.more}</p>
      <ul class="missed">
        {p.missed.map((one) => (
          <li key={`${one.language} ${one.words}`}>
            <bdi>{one.words}</bdi>
            <span class="soft small">
              {one.language} · {text.times(one.times)}
            </span>
            {p.mayWrite && (
              <>
                <Button onClick={() => write(one)}>{words.articles.write}</Button>
                <IconButton
                  icon="close"
                  label={text.drop(one.words)}
                  onClick={() =>
                    void desk.ask('articles:drop-missed', { site: site.id, language: one.language, words: one.words })
                  }
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
