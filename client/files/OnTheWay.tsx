import type { Entry } from '../outbox.ts';
import type { Files } from './desk.ts';
import { Preview } from './Preview.tsx';

export type OnTheWayWords = { uploading(name: string, percent: string): string; stopSending: string };

/** The files of a message that is not there yet, with how much of each has arrived, and a way to call it off. */
export function OnTheWay(p: { files: Files; entry: Entry; words: OnTheWayWords; onStop: () => void }) {
  const { files, entry, words } = p;
  const percent = new Intl.NumberFormat(undefined, { style: 'percent' });
  return (
    <>
      <ul class="staged">
        {entry.files?.map((file) => {
          const share = files.progress.value.get(file.id) ?? 0;
          return (
            <li key={file.id}>
              <Preview files={files} file={file} />
              {!entry.parked && (
                <progress max={1} value={share} aria-label={words.uploading(file.name, percent.format(share))} />
              )}
            </li>
          );
        })}
      </ul>
      {!entry.parked && (
        <button type="button" class="link" onClick={p.onStop}>
          {words.stopSending}
        </button>
      )}
    </>
  );
}
