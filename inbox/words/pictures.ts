import { bytesOf, percentOf } from '../../client/files/rules.ts';
import { apart } from './apart.ts';

/** What is said about pictures in articles. */
export const pictures = {
  add: 'Add a picture',
  hint: 'Or paste it into the text, or drop it there.',
  list: 'Pictures on their way into the text',
  says: 'What does it show?',
  saysHint: 'For those who do not see it, and for the search. Leave it empty where it only decorates.',
  put: 'Put it into the text',
  waits: 'It goes into the text as soon as it is there.',
  coming: (name: string, share: number) => apart`${name}: ${percentOf(share)} sent`,
  there: (name: string) => apart`${name} is there.`,
  cut: (name: string) => apart`${name}: the line was cut. It goes on when the network is back.`,
  leaveOut: (name: string) => apart`Leave out ${name}`,
  full: 'The text is as long as it can be. Make it shorter, then put the picture in.',
  refused: {
    kind: (name: string) => apart`${name} is no picture that browsers show. Take a JPEG, PNG, WebP, AVIF or GIF.`,
    size: (name: string) => apart`${name} is too large: at most ${bytesOf(20_000_000)}.`,
    empty: (name: string) => apart`${name} is empty.`,
  },
};
