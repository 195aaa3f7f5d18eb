/** What visitors read when nobody is there, in English. */
export const en = {
  here: 'We are here now.',
  away: 'We are away at the moment.',
  backIn: (time: string) => `We are away and back ${time}.`,
  backToday: (time: string) => `We are away and back today at ${time}.`,
  backTomorrow: (time: string) => `We are away and back tomorrow at ${time}.`,
  backOn: (day: string, time: string) => `We are away and back on ${day} at ${time}.`,
  leave: 'Leave your e-mail address, so that we can reach you',
  email: 'Your e-mail address',
  keep: 'Leave it',
  wrong: 'Please write an e-mail address, such as vera@example.com.',
  left: (email: string) => `We answer here, and can reach you at ${email}.`,
  change: 'Change',
  cancel: 'Cancel',
};
