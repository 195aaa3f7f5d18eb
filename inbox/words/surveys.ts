const times = (count: number) => (count === 1 ? 'once' : `${count.toLocaleString()} times`);

/** What owners read where they ask their visitors something now and then. */
export const surveys = {
  rating: {
    title: 'After a conversation',
    ask: 'Ask how it was',
    more: 'Once a conversation is closed: one tap, then a word for whoever wants to.',
  },
  title: 'Surveys',
  more: 'One question, asked on Home of the chat to visitors who have written before. Nobody is asked anything twice within a week.',
  none: 'Nothing is asked yet.',
  add: 'Ask something',
  kinds: { nps: 'Recommendation (NPS)', ces: 'Effort (CES)', own: 'A question of your own' },
  kind: 'What kind',
  question: 'Question',
  questionHint: 'Left empty, it is Foyer’s own, in the visitor’s language.',
  ownHint: 'Answered from 1, not at all, to 5, very much.',
  needed: 'Please write the question.',
  page: 'On pages whose path begins with',
  pageHint: 'Such as /cart. Left empty: on every page.',
  pageWrong: 'A path begins with a slash and has no spaces.',
  every: 'Ask the same visitor again after',
  days: (days: number) => (days === 1 ? '1 day' : `${days} days`),
  on: 'Ask it',
  save: 'Save',
  shown: (asked: number, told: number) =>
    asked === 0 ? 'Nobody was asked yet.' : `Asked ${times(asked)}, answered ${told === 0 ? 'never' : times(told)}.`,
  nps: (value: number) => `NPS ${value > 0 ? '+' : ''}${value}`,
  average: (value: string) => `${value} on average`,
  score: (score: number, count: number) => `${score}: ${count.toLocaleString()}`,
  scores: 'How often each answer was given',
  words: 'What they said',
};
