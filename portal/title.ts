import type { Page } from './page.ts';
import { say, type Words } from './words/words.ts';

/** What a page is about, in one line. */
export function titleOf(page: Page, words: Words): string {
  switch (page.is) {
    case 'front':
      return words.greeting;
    case 'collection':
      return page.shelf.title || words.loose;
    case 'article':
      return page.article.title;
    case 'board':
      return words.ideas;
    case 'idea':
      return page.idea.title;
    case 'search':
      return page.words === '' ? words.search : say(words.results, { words: page.words }, page.language);
    case 'missing':
      return words.missing;
    default:
      return page satisfies never;
  }
}
