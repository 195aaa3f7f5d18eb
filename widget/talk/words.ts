import { talk } from '../words/en/talk.ts';
import { wordsOf } from '../words/speech.ts';

/** What can be done with a message. */
export const talkWords = (): typeof talk => wordsOf('talk', talk);
