import { places } from '../protocol/portal.ts';
import { Ask, Search } from './Frame.tsx';
import type { Content, Page } from './page.ts';
import type { Words } from './words/words.ts';

type Missing = Page<Extract<Content, { is: 'missing' }>>;

export function MissingPage({ page, words }: { page: Missing; words: Words }) {
  return (
    <div class="bar narrow">
      <h1>{words.missing}</h1>
      <p class="lead">{words.missingMore}</p>
      <Search page={page} words={words} />
      <p class="on">
        <a href={page.root + places.front(page.language)}>{words.all}</a>
      </p>
      <Ask page={page} words={words} />
    </div>
  );
}
