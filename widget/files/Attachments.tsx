import { Shown } from '../../client/files/Shown.tsx';
import type { Entry } from '../../client/outbox.ts';
import type { MessageFile } from '../../protocol/files.ts';
import { useSheet } from '../sheet.ts';
import { files as words } from '../words/files.ts';
import { css } from './css.ts';
import type { Files } from './desk.ts';
import { Preview } from './Preview.tsx';
import { placesOf } from './places.ts';

/** The files of a message, or of one that is on its way. */
export default function Attachments(p: {
  files: Files;
  shown?: readonly MessageFile[];
  entry?: Entry;
  onStop?: () => void;
}) {
  const box = useSheet<HTMLDivElement>(css);
  return (
    <div ref={box} class="attachments">
      {p.shown && <Shown files={p.shown} base={p.files.way.base} places={placesOf(p.files)} words={words} />}
      {p.entry && <OnTheWay files={p.files} entry={p.entry} onStop={p.onStop} />}
    </div>
  );
}

function OnTheWay({ files, entry, onStop }: { files: Files; entry: Entry; onStop: (() => void) | undefined }) {
  const percent = new Intl.NumberFormat(undefined, { style: 'percent' });
  return (
    <>
      <ul class="staged">
        {entry.files?.map((file) => {
          const share = files.progress.value.get(file.id) ?? 0;
          return (
            <li key={file.id}>
              <Preview site={files.site} file={file} />
              {!entry.parked && (
                <progress max={1} value={share} aria-label={words.uploading(file.name, percent.format(share))} />
              )}
            </li>
          );
        })}
      </ul>
      {!entry.parked && (
        <button type="button" class="link" onClick={onStop}>
          {words.stopSending}
        </button>
      )}
    </>
  );
}
