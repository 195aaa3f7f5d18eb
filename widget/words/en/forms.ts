/** What is said around the questions before a conversation, in English. */
export const forms = {
  label: 'Before you write',
  optional: '(optional)',
  choose: 'Choose one…',
  nothing: 'None',
  next: 'Then write your message below. Both are sent together.',
  wrong: {
    missing: 'Please fill this in.',
    choice: 'Please choose one.',
    tick: 'Please tick this to go on.',
    email: 'Please write an e-mail address, such as vera@example.com.',
  },
} as const;
