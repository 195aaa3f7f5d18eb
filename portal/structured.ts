import { places } from '../protocol/portal.ts';
import type { Page } from './page.ts';

type Data = Record<string, unknown>;

/** What a page is, for search engines: schema.org as JSON-LD. Null where there is nothing to be found. */
export function structuredOf(page: Page, title: string, help: string): string | null {
  const at = (path: string) => page.origin + path;
  const { language } = page;
  const front = { name: `${page.site.name}: ${help}`, url: at(places.front(language)) };
  const inLanguage = language;
  switch (page.is) {
    case 'front': {
      const target = `${at(places.search(language))}?q={words}`;
      const potentialAction = { '@type': 'SearchAction', target, 'query-input': 'required name=words' };
      return told({ '@type': 'WebSite', ...front, inLanguage, potentialAction });
    }
    case 'collection': {
      const { name, title: called, description } = page.shelf;
      const shelf = { name: called, url: at(places.collection(language, name)) };
      return told(
        { '@type': 'CollectionPage', ...shelf, inLanguage, ...(description && { description }) },
        crumbs([front, shelf]),
      );
    }
    case 'article': {
      const { article, shelf } = page;
      const own = { name: title, url: at(places.article(language, article.slug)) };
      const on = shelf ? [{ name: shelf.title, url: at(places.collection(language, shelf.name)) }] : [];
      return told(
        {
          '@type': 'Article',
          ...{ headline: title, inLanguage, mainEntityOfPage: own.url },
          ...(article.summary && { description: article.summary }),
          dateModified: new Date(article.publishedAt).toISOString(),
          publisher: {
            '@type': 'Organization',
            name: page.site.name,
            ...(page.site.website && { url: page.site.website }),
          },
        },
        crumbs([front, ...on, own]),
      );
    }
    case 'board':
      return told({ '@type': 'CollectionPage', name: title, url: at(places.ideas(language)), inLanguage });
    case 'idea': {
      const own = { name: title, url: at(places.idea(language, page.idea.id)) };
      return told({ '@type': 'WebPage', ...own, inLanguage }, crumbs([front, own]));
    }
    case 'search':
    case 'missing':
      return null;
    default:
      return page satisfies never;
  }
}

function crumbs(way: readonly { name: string; url: string }[]): Data {
  const itemListElement = way.map(({ name, url }, at) => ({ '@type': 'ListItem', position: at + 1, name, item: url }));
  return { '@type': 'BreadcrumbList', itemListElement };
}

/** Nothing in it can end the element that it stands in. */
function told(...data: Data[]): string {
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': data }).replaceAll('<', '\\u003c');
}
