/** What visitors are asked now and then on Home, in English. */
export const surveys = {
  questions: {
    nps: 'How likely are you to recommend us to a friend?',
    ces: 'How easy was it to get done what you came for?',
  },
  ends: {
    nps: ['Not at all likely', 'Very likely'],
    ces: ['Very hard', 'Very easy'],
    own: ['Not at all', 'Very much'],
  },
  why: 'What is the main reason? (optional)',
  send: 'Send',
  no: 'Not now',
  thanks: 'Thank you for telling us.',
} as const;
