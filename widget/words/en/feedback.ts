/** What visitors are asked after a conversation, in English. */
export const feedback = {
  ask: 'How was this conversation?',
  scores: ['Bad', 'Not good', 'All right', 'Good', 'Very good'],
  thanks: 'Thank you.',
  word: 'Would you like to add a word?',
  send: 'Send feedback',
  no: 'Not now',
  sent: 'Thank you for telling us.',
} as const;
