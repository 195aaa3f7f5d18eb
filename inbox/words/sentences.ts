export const sentences = {
  title: 'Sentences',
  more: 'Everything that the chat says, in each of its languages. Write your own words over any of it; what you leave empty stays as it is. What stands in { } is filled in: keep what you need of it.',
  language: 'Language',
  find: 'Find a sentence',
  own: (count: number) => (count === 0 ? 'Only your own' : `Only your own (${count})`),
  none: 'You have no sentences of your own in this language yet.',
  parts: {
    chat: 'The chat',
    hours: 'When somebody is there',
    files: 'Files',
    feedback: 'Ratings',
    forms: 'Before a conversation',
    talk: 'Around a message',
    emoji: 'Emoji',
    articles: 'Help',
    transcript: 'Keeping a conversation',
  } as Record<string, string>,
  /** Which of several forms it is, by numbers that it is for. */
  forNumbers: (numbers: string) => `with a number such as ${numbers}`,
  unknownPlace: (place: string) => `Nothing goes into {${place}} here.`,
  failed: 'The sentences of this language could not be loaded.',
};
