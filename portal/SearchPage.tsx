import { places } from '../protocol/portal.ts';
import { Ask, Crumbs, Search } from './Frame.tsx';
import type { Content, Page } from './page.ts';
import { say, type Words } from './words/words.ts';

type Result = Page<Extract<Content, { is: 'search' }>>;

export function SearchPage({ page, words: said }: { page: Result; words: Words }) {
  const { words, found, language } = page;
  const isNothing = words !== '' && found.length === 0;
  const title = words === '' ? said.search : say(isNothing ? said.nothing : said.results, { words }, language);
  return (
    <div class="bar narrow">
      <Crumbs page={page} words={said} />
      <Search page={page} words={said} typed={words} />
      <h1 class="result" dir="auto">
        {title}
      </h1>
      {isNothing ? (
        <p class="lead">
          {said.nothingMore} <a href={page.root + places.front(language)}>{said.all}</a>
        </p>
      ) : (
        found.length > 0 && <p class="soft">{say(said.count, { count: found.length }, language)}</p>
      )}
      <ol class="cards">
        {found.map(({ id, slug, title, snippet }) => (
          <li key={id}>
            <a href={page.root + places.article(language, slug)} dir="auto">
              <strong>{title}</strong>
              <span>{snippet.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</span>
            </a>
          </li>
        ))}
      </ol>
      <Ask page={page} words={said} />
    </div>
  );
}
