/** What is said about files. */
export const files = {
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
};
