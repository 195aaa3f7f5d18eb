/** What visitors read of whether anybody is there, and when nobody is, in English. */
export const hours = {
  here: { one: '{names} is here now.', other: '{names} are here now.' },
  nobody: 'Nobody is here right now. Write to us: we answer as soon as we are back.',
  away: 'We are away at the moment.',
  backIn: 'We are away and back {time}.',
  backToday: 'We are away and back today at {time}.',
  backTomorrow: 'We are away and back tomorrow at {time}.',
  backOn: 'We are away and back on {day} at {time}.',
  leave: 'Get the answer by e-mail, too',
  email: 'Your e-mail address',
  keep: 'Answer me there',
  wrong: 'Please write an e-mail address, such as vera@example.com.',
  left: 'We answer here, and by e-mail to {email}.',
  asked: 'We answer here, and by e-mail to {email}. Please press the button in the letter that we have sent there.',
  notTaken: 'Answers cannot go to {email}.',
  later: 'Many letters were asked for just now. We write to {email} {when}, by ourselves.',
  noMore:
    '{email} has asked us for no more mail. The link at the end of an earlier letter from us changes that. Here you are answered all the same.',
  change: 'Change',
  cancel: 'Cancel',
} as const;
