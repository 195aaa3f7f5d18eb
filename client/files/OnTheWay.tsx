import type { Entry } from '../outbox.ts';
import type { Files } from './desk.ts';
import { Preview, type PreviewWords } from './Preview.tsx';

export type OnTheWayWords = PreviewWords & {
  /** `share`: how much of it has arrived, from 0 to 1. */
  uploading(name: string, share: number): string;
  stopSending: string;
};

/** The files of a message that is not there yet, with how much of each has arrived, and a way to call it off. */
export function OnTheWay(p: { files: Files; entry: Entry; words: OnTheWayWords; onStop: () => void }) {
  const { files, entry, words } = p;
  return (
    <>
      <ul class="staged">
        {entry.files?.map((file) => {
          const share = files.progress.value.get(file.id) ?? 0;
          return (
            <li key={file.id}>
              <Preview {...{ files, file, words }} />
              {!entry.parked && <progress max={1} value={share} aria-label={words.uploading(file.name, share)} />}
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
