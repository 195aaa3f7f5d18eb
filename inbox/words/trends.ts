import { apart } from './apart.ts';

/** What staff read where they see what more people speak of than before. */
export const trends = {
  title: 'Rising this week',
  open: 'What is rising this week',
  about:
    'What more people ask and tell of in these seven days than in the four weeks before: in the first words of conversations, and in feedback.',
  words: 'In their words',
  tags: 'By your tags',
  counts: (people: number, before: number) =>
    before === 0 ? `${people} people, nobody before` : `${people} people, ${before.toLocaleString()} a week before`,
  sayings: (what: string) => apart`What was said of ${what}`,
  none: 'Nothing stands out this week',
  noneMore: 'What three people or more ask of, and more than twice as many as in other weeks, appears here.',
  read: (count: number, whole: boolean) =>
    whole
      ? `Found in ${count.toLocaleString()} texts of the last five weeks.`
      : `Found in the newest ${count.toLocaleString()} texts of the last five weeks.`,
  looking: 'Reading what people wrote…',
};
