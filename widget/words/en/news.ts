/** What visitors read when something came of what they wished for or asked, in English. */
export const news = {
  title: 'News for you',
  hide: 'Hide this',
  written: 'We wrote this because you asked.',
} as const;
