import type { Entry } from '../outbox.ts';
import type { Files, Staged } from './desk.ts';
import { Preview, type PreviewWords } from './Preview.tsx';
import { Remove } from './Remove.tsx';

export type OnTheWayWords = PreviewWords & {
  /** `share`: how much of it has arrived, from 0 to 1. */
  uploading(name: string, share: number): string;
  stopSending: string;
  remove(name: string): string;
};

/** The files of a message that is not there yet, with how much of each has arrived, and a way to call it off; of one that was refused, with a way to leave a file out. */
export function OnTheWay(p: {
  files: Files;
  entry: Entry;
  words: OnTheWayWords;
  onStop: () => void;
  onLeaveOut: (file: string) => void;
}) {
  const { files, entry, words } = p;
  const leaveOut = (file: Staged) => {
    files.over({ id: file.id, files: [file] }, false);
    p.onLeaveOut(file.id);
  };
  return (
    <>
      <ul class="staged">
        {entry.files?.map((file) => {
          const share = files.progress.value.get(file.id) ?? 0;
          return (
            <li key={file.id} class={entry.parked?.problem?.field === file.id ? 'wrong' : undefined}>
              <Preview {...{ files, file, words }} />
              {entry.parked ? (
                <Remove label={words.remove(file.name)} onClick={() => leaveOut(file)} />
              ) : (
                <progress max={1} value={share} aria-label={words.uploading(file.name, share)} />
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
