import { OnTheWay } from '../../client/files/OnTheWay.tsx';
import { Shown } from '../../client/files/Shown.tsx';
import type { Entry } from '../../client/outbox.ts';
import type { MessageFile } from '../../protocol/files.ts';
import { useSheet } from '../sheet.ts';
import { css } from './css.ts';
import type { VisitorFiles } from './desk.ts';
import { placesOf } from './places.ts';
import { fileWords } from './words.ts';

/** The files of a message, or of one that is on its way. */
export default function Attachments(p: {
  files: VisitorFiles;
  shown?: readonly MessageFile[];
  entry?: Entry;
  onStop?: () => void;
  onLeaveOut?: (file: string) => void;
}) {
  const box = useSheet<HTMLDivElement>(css);
  return (
    <div ref={box} class="attachments">
      {p.shown && <Shown files={p.shown} base={p.files.way.base} places={placesOf(p.files)} words={fileWords()} />}
      {p.entry && (
        <OnTheWay
          {...{ files: p.files, entry: p.entry, words: fileWords() }}
          onStop={() => p.onStop?.()}
          onLeaveOut={(file) => p.onLeaveOut?.(file)}
        />
      )}
    </div>
  );
}
