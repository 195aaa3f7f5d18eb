import { places } from '../protocol/portal.ts';
import type { Page } from './page.ts';
import type { Words } from './words/words.ts';

type Props = { page: Page; words: Words };

/** The site's name, the search where it is not the page's own business, and the other languages. */
export function Top({ page, words }: Props) {
  const { name } = page.site;
  const isSearchBelow = page.is === 'front' || page.is === 'search' || page.is === 'missing';
  return (
    <header class="top">
      <div class="bar">
        <a class="brand" href={page.root + places.front(page.language)}>
          <span class="mark" aria-hidden="true">
            {[...name.trim()][0]?.toLocaleUpperCase(page.language)}
          </span>
          <span class="name" dir="auto">
            {name}
          </span>
          <span class="what">{words.help}</span>
        </a>
        {!isSearchBelow && <Search page={page} words={words} />}
        {page.hasBoard && (
          <a
            class="to-ideas"
            href={page.root + places.ideas(page.language)}
            aria-current={page.is === 'board' ? 'page' : undefined}
          >
            {words.ideas}
          </a>
        )}
        {page.languages.length > 1 && <Languages page={page} words={words} />}
      </div>
    </header>
  );
}

/** A form that a browser sends by itself. */
export function Search({ page, words, typed = '' }: Props & { typed?: string }) {
  return (
    <search class="search">
      <form action={page.root + places.search(page.language)}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm5 11.5L21 21" />
        </svg>
        <input
          type="search"
          name="q"
          value={typed}
          aria-label={words.search}
          placeholder={words.search}
          maxLength={200}
          required
          autocomplete="off"
          enterkeyhint="search"
        />
        <button type="submit">{words.find}</button>
      </form>
    </search>
  );
}

function Languages({ page, words }: Props) {
  return (
    <details class="languages">
      <summary>
        <span class="hidden">{words.language}: </span>
        {nameOf(page.language)}
      </summary>
      <ul>
        {page.languages.map(({ language, path }) => (
          <li key={language}>
            <a
              {...{ href: page.root + path, hreflang: language, lang: language }}
              aria-current={language === page.language ? 'true' : undefined}
            >
              {nameOf(language)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How a language calls itself. */
export function nameOf(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

export function Bottom({ page, words }: Props) {
  const { website, name } = page.site;
  return (
    <footer class="bottom">
      <div class="bar">
        {website ? (
          <a href={website} dir="auto">
            {name}
          </a>
        ) : (
          <span dir="auto">{name}</span>
        )}
        <a href={page.root + places.feed(page.language)}>{words.feed}</a>
      </div>
    </footer>
  );
}

/** For whoever has read and still has a question, or wants to do what is done in the chat. */
export function Ask({ page, words, about }: Props & { about?: { said: string; button: string } }) {
  if (!page.ask) return null;
  return (
    <aside class="ask">
      <p>{about?.said ?? words.unanswered}</p>
      <a class="button" href={page.ask.page} data-ask={about ? 'ideas' : ''}>
        {about?.button ?? words.ask}
      </a>
    </aside>
  );
}

/** The way from the front page to here. */
export function Crumbs({ page, words, way = [] }: Props & { way?: readonly { path: string; title: string }[] }) {
  const steps = [{ path: places.front(page.language), title: words.help }, ...way];
  return (
    <nav class="crumbs" aria-label={words.place}>
      <ol>
        {steps.map(({ path, title }) => (
          <li key={path}>
            <a href={page.root + path} dir="auto">
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
