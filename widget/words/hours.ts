/** What visitors read when nobody is there, in English. */
export const en = {
  here: 'We are here now.',
  away: 'We are away at the moment.',
  backIn: (time: string) => `We are away and back ${time}.`,
  backToday: (time: string) => `We are away and back today at ${time}.`,
  backTomorrow: (time: string) => `We are away and back tomorrow at ${time}.`,
  backOn: (day: string, time: string) => `We are away and back on ${day} at ${time}.`,
  leave: 'Get the answer by e-mail, too',
  email: 'Your e-mail address',
  keep: 'Answer me there',
  wrong: 'Please write an e-mail address, such as vera@example.com.',
  left: (email: string) => `We answer here, and by e-mail to ${email}.`,
  asked: (email: string) =>
    `We answer here, and by e-mail to ${email}. Please press the button in the letter that we have sent there.`,
  change: 'Change',
  cancel: 'Cancel',
};
