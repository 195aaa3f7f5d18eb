/** What is said to whoever wrote on another device, in English. */
export const elsewhere = {
  door: 'I wrote to you on another device',
  title: 'Your conversations, on this device',
  more: 'We send you a letter with a button that opens them here. It goes to an address that you have proven to be yours.',
  email: 'Your e-mail address',
  send: 'Send me the letter',
  cancel: 'Cancel',
  wrong: 'Please write an e-mail address, such as vera@example.com.',
  sent: 'If conversations belong to {email}, a letter is on its way there.',
  tooMany: 'You have asked several times within the hour. Please try again later.',
  failed: 'This did not work. Try it again in a moment.',
} as const;
