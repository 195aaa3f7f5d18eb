/** What visitors of a site can do in the chat, as the owner sets it. */
export const talk = {
  rooms: 'Rooms of the chat',
  roomsMore: 'Where visitors write is always there. Without the others nothing leads to them.',
  room: {
    home: 'Home: the greeting, who is there, and the newest conversations',
    messages: 'All conversations of the visitor',
    help: 'Help: the articles that are published',
    feedback: 'Feedback: a problem, an idea, or how they like it, without beginning a conversation',
    ideas: 'Ideas: what visitors wish for and vote on, once the board is open',
  },
  edit: 'Changing one’s mind',
  editMore: 'How long visitors can change or take back what they wrote. Staff always can.',
  editFor: 'Visitors can, for',
  never: 'not at all',
  always: 'as long as they like',
  files: 'Files from visitors',
  filesMore:
    'What a file is shows in its bytes, whatever it is called. Pictures are written anew, without the place where they were taken.',
  kinds: {
    image: 'Pictures',
    audio: 'Sound and voice notes',
    video: 'Films',
    document: 'Documents, such as PDF and text',
    other: 'Everything else, such as archives and programs: it is only ever downloaded',
  },
  noFiles: 'Nothing is allowed: the chat has no button to attach, and takes no file.',
  size: 'Each at most',
};
