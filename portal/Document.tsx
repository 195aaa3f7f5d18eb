import { places } from '../protocol/portal.ts';
import { ArticlePage } from './ArticlePage.tsx';
import { BoardPage } from './BoardPage.tsx';
import { CollectionPage } from './CollectionPage.tsx';
import { Bottom, Top } from './Frame.tsx';
import { FrontPage } from './FrontPage.tsx';
import { IdeaPage } from './IdeaPage.tsx';
import { MissingPage } from './MissingPage.tsx';
import type { Page } from './page.ts';
import { SearchPage } from './SearchPage.tsx';
import { titleOf } from './title.ts';
import { tongueOf, type Words } from './words/words.ts';

type Texts = { style: string; data: string | null; opener: string | null };

export function Document({ page, style, data, opener }: { page: Page } & Texts) {
  const { language, words } = tongueOf(page.language);
  const { theme } = page.site.look;
  return (
    <html lang={language} dir={directionOf(language)} class={theme === 'system' ? undefined : theme}>
      <Head {...{ page, words, style, data }} />
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Top page={page} words={words} />
        <main id="content" lang={page.language === language ? undefined : page.language}>
          <Content page={page} words={words} />
        </main>
        <Bottom page={page} words={words} />
        {page.ask && <script async src={page.ask.snippet} />}
        {opener && <script dangerouslySetInnerHTML={{ __html: opener }} />}
      </body>
    </html>
  );
}

function Content({ page, words }: { page: Page; words: Words }) {
  switch (page.is) {
    case 'front':
      return <FrontPage page={page} words={words} />;
    case 'collection':
      return <CollectionPage page={page} words={words} />;
    case 'article':
      return <ArticlePage page={page} words={words} />;
    case 'board':
      return <BoardPage page={page} words={words} />;
    case 'idea':
      return <IdeaPage page={page} words={words} />;
    case 'search':
      return <SearchPage page={page} words={words} />;
    case 'missing':
      return <MissingPage page={page} words={words} />;
    default:
      return page satisfies never;
  }
}

function Head({ page, words, style, data }: { page: Page; words: Words } & Omit<Texts, 'opener'>) {
  const about = titleOf(page, words);
  const name = `${page.site.name}: ${words.help}`;
  const title = page.is === 'front' ? name : `${about} · ${page.site.name}`;
  const description = descriptionOf(page);
  const isFound = page.is !== 'search' && page.is !== 'missing';
  const address = page.origin + page.path;
  const [first] = page.versions;
  const feed = page.root + places.feed(page.language);
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      {isFound ? <link rel="canonical" href={address} /> : <meta name="robots" content="noindex" />}
      {page.versions.length > 1 &&
        page.versions.map(({ language, path }) => (
          <link key={language} rel="alternate" hreflang={language} href={page.origin + path} />
        ))}
      {page.is === 'front' && first && <link rel="alternate" hreflang="x-default" href={`${page.origin}/`} />}
      {isFound && (
        <>
          <meta property="og:type" content={page.is === 'article' ? 'article' : 'website'} />
          <meta property="og:title" content={page.is === 'front' ? name : about} />
          {description && <meta property="og:description" content={description} />}
          <meta property="og:url" content={address} />
          <meta property="og:site_name" content={name} />
          <meta property="og:locale" content={page.language.replace('-', '_')} />
          <meta name="twitter:card" content="summary" />
        </>
      )}
      <link rel="alternate" type="application/rss+xml" title={words.feed} href={feed} />
      <link rel="icon" href={iconOf(page)} />
      <style dangerouslySetInnerHTML={{ __html: style }} />
      {data && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />}
    </head>
  );
}

function descriptionOf(page: Page): string {
  if (page.is === 'article') return page.article.summary;
  if (page.is === 'idea') return page.idea.body.slice(0, 200);
  return page.is === 'collection' ? page.shelf.description : '';
}

/** A square of the site's colour, in the page itself: one request less. */
function iconOf({ site }: Page): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='4' fill='${site.accent}'/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function directionOf(language: string): 'ltr' | 'rtl' {
  return new Intl.Locale(language).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr';
}
