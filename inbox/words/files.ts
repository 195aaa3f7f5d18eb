import { bytesOf, percentOf } from '../../client/files/rules.ts';
import { apart } from './apart.ts';

/** What is said about files. */
export const files = {
  ways: 'What would you like to attach?',
  choose: 'Photos or files',
  photo: 'Take a photo',
  record: 'Record a voice note',
  chosen: 'Attached to your next message',
  remove: (name: string) => `Remove ${name}`,
  preparing: 'Preparing pictures…',
  voiceName: 'Voice note',
  recording: (length: string) => apart`Recording, ${length}`,
  stop: 'Stop and keep',
  cancel: 'Cancel',
  noMicrophone: 'The microphone cannot be used here. Allow it in your browser, or write instead.',
  refused: {
    kind: (name: string) => apart`${name}: this site does not take this kind of file. An admin can allow it.`,
    size: (name: string, mostBytes: number) => apart`${name} is too large: at most ${bytesOf(mostBytes)}.`,
    empty: (name: string) => apart`${name} is empty.`,
    many: (most: number) => `At most ${most} files go with one message.`,
  },
  uploading: (name: string, share: number) => apart`${name}: ${percentOf(share)}`,
  stopSending: 'Cancel',
  open: (name: string) => `Open ${name}`,
  download: (name: string) => `Download ${name}`,
  picture: (at: number, of: number) => `${at} of ${of}`,
  closePicture: 'Close picture',
  next: 'Next picture',
  before: 'Previous picture',
  play: 'Play',
  pause: 'Pause',
  voice: 'Voice note',
  place: 'Place in the voice note',
  unplayable: 'Your browser cannot play this.',
  bytes: (size: number) => bytesOf(size),
};
