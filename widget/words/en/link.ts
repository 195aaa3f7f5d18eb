/** What people read on the page behind a link in a letter, in English. */
export const link = {
  opens: 'Your conversation opens here.',
  noScripts: 'For that, this browser has to allow scripts.',
  open: 'Your conversation is open in the chat. Where you have closed it, the button in the corner opens it again.',
  nobody: 'Nobody’s conversation is open in this browser. Press the button behind the link in your letter.',
  over: 'This link is over. Open it from the letter once more.',
  cut: 'Your conversation could not be opened: the server does not answer.',
  again: 'Try again',
} as const;
