import type { OnTheWayWords } from '../../client/files/OnTheWay.tsx';
import { bytesOf, percentOf } from '../../client/files/rules.ts';
import type { FileWords } from '../../client/files/Shown.tsx';
import type { TrayWords } from '../../client/files/Tray.tsx';
import { files } from '../words/en/files.ts';
import { fill, speech, wordsOf } from '../words/speech.ts';

/** What is said about files, in the shape that widget and inbox show them with. */
export function fileWords(): TrayWords & FileWords & OnTheWayWords {
  const words = wordsOf('files', files);
  const { refused } = words;
  const { locale } = speech.value;
  return {
    ...words,
    remove: (name) => fill(words.remove, { name }),
    recording: (length) => fill(words.recording, { length }),
    refused: {
      kind: (name) => fill(refused.kind, { name }),
      size: (name, most) => fill(refused.size, { name, most: bytesOf(most, locale) }),
      empty: (name) => fill(refused.empty, { name }),
      many: (count) => fill(refused.many, { count }),
    },
    uploading: (name, share) => fill(words.uploading, { name, percent: percentOf(share, locale) }),
    open: (name) => fill(words.open, { name }),
    download: (name) => fill(words.download, { name }),
    picture: (at, of) => fill(words.picture, { at, of }),
    bytes: (size) => bytesOf(size, locale),
  };
}
