/** What is said around help, in English. */
export const articles = {
  search: 'Search for help',
  clear: 'Clear the search',
  searching: 'Searching…',
  found: { one: '{count} article found', other: '{count} articles found' },
  nothing: 'Nothing about that is written here yet.',
  ask: 'Ask us',
  suggested: 'Fits this page',
  all: 'All articles',
  none: 'Nothing is written here yet.',
  failed: 'This could not be loaded.',
  tryAgain: 'Try again',
  loading: 'Loading…',
  gone: 'This article is not here any more.',
  contents: 'In this article',
  film: 'Watch the film',
  more: 'Did this not answer your question?',
} as const;
