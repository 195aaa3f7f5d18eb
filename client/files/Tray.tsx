import { useEffect, useRef, useState } from 'preact/hooks';
import type { Rules } from '../../protocol/files.ts';
import { newId } from '../storage.ts';
import { blobsOf } from './deliver.ts';
import type { Files, Staged } from './desk.ts';
import { Player } from './Player.tsx';
import { Preview, type PreviewWords } from './Preview.tsx';
import { canRecord, Recorder, type RecorderWords } from './Recorder.tsx';
import { Remove } from './Remove.tsx';
import { whyNot } from './rules.ts';
import { shrink } from './shrink.ts';

const A_MESSAGE = 10;
/** Until the site has said what it takes: the server has the last word. */
const UNKNOWN: Rules = { kinds: ['image', 'audio', 'video', 'document', 'other'], maxBytes: 100_000_000 };

export type TrayWords = RecorderWords &
  PreviewWords & {
    ways: string;
    choose: string;
    photo: string;
    record: string;
    chosen: string;
    remove(name: string): string;
    preparing: string;
    play: string;
    pause: string;
    voice: string;
    place: string;
    unplayable: string;
    refused: {
      kind(name: string): string;
      size(name: string, mostBytes: number): string;
      empty(name: string): string;
      many(most: number): string;
    };
  };
/** `rules`: what the site takes, undefined where it cannot be told now. */
export type TrayProps = { files: Files; words: TrayWords; rules(): Promise<Rules | undefined>; onDone: () => void };

/** What goes with the next message, and the ways to add to it. */
export function Tray({ files, words, rules, onDone }: TrayProps) {
  const box = useRef<HTMLDivElement>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [recording, setRecording] = useState(false);
  const { given, staged, menu, busy } = files;

  useEffect(() => {
    if (given.value.length === 0) return;
    const more = given.value;
    given.value = [];
    setRefused([]);
    void stage({ files, words, rules }, more).then((problems) => {
      setRefused(problems);
      onDone();
    });
  }, [given.value]);
  useEffect(() => {
    if (menu.value) box.current?.querySelector<HTMLElement>('.ways button')?.focus();
  }, [menu.value]);

  const remove = (file: Staged) => {
    staged.value = staged.value.filter(({ id }) => id !== file.id);
    void blobsOf(files).remove([file.id]);
    onDone();
  };
  return (
    <div ref={box}>
      {menu.value && (
        <Ways
          words={words}
          onGiven={files.take}
          onRecord={() => {
            menu.value = false;
            setRecording(true);
          }}
          onClose={() => {
            menu.value = false;
            onDone();
          }}
        />
      )}
      {refused.map((why) => (
        <p key={why} class="refused" role="alert">
          {why}
        </p>
      ))}
      {recording && (
        <Recorder
          words={words}
          onEnd={(voice) => {
            setRecording(false);
            if (voice) void stageOne(files, voice.file, words.voiceName, voice.durationMs);
            onDone();
          }}
        />
      )}
      {busy.value > 0 && <p role="status">{words.preparing}</p>}
      {staged.value.length > 0 && (
        <ul class="staged" aria-label={words.chosen}>
          {staged.value.map((file) => (
            <li key={file.id} class={file.durationMs ? 'wide' : undefined}>
              {file.durationMs ? (
                <Player
                  words={words}
                  durationMs={file.durationMs}
                  load={async () => (await blobsOf(files).get(file.id))?.arrayBuffer() as Promise<ArrayBuffer>}
                />
              ) : (
                <Preview {...{ files, file, words }} />
              )}
              <Remove label={words.remove(file.name)} onClick={() => remove(file)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Where a file can come from. */
function Ways({
  words,
  ...p
}: {
  words: TrayWords;
  onGiven(given: File[]): void;
  onRecord: () => void;
  onClose: () => void;
}) {
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const chosen = (input: HTMLInputElement) => {
    const all = [...(input.files ?? [])];
    input.value = '';
    if (all.length > 0) p.onGiven(all);
  };
  return (
    <fieldset
      class="ways"
      aria-label={words.ways}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        p.onClose();
      }}
    >
      <button type="button" onClick={() => chooser.current?.click()}>
        {words.choose}
      </button>
      {matchMedia('(pointer: coarse)').matches && (
        <button type="button" onClick={() => camera.current?.click()}>
          {words.photo}
        </button>
      )}
      {canRecord() && (
        <button type="button" onClick={p.onRecord}>
          {words.record}
        </button>
      )}
      <input ref={chooser} hidden type="file" multiple onChange={(event) => chosen(event.currentTarget)} />
      <input
        ref={camera}
        hidden
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => chosen(event.currentTarget)}
      />
    </fieldset>
  );
}

/** Makes photos smaller and puts everything that may go along into the tray; gives a sentence for each that may not. */
async function stage(o: Pick<TrayProps, 'files' | 'words' | 'rules'>, given: readonly File[]): Promise<string[]> {
  const { files, words } = o;
  files.busy.value += 1;
  const rules = (await o.rules()) ?? UNKNOWN;
  const problems = new Set<string>();
  for (const one of given) {
    const file = await shrink(one);
    const why = whyNot(file, rules);
    if (files.staged.value.length >= A_MESSAGE) problems.add(words.refused.many(A_MESSAGE));
    else if (why === 'size') problems.add(words.refused.size(one.name, rules.maxBytes));
    else if (why) problems.add(words.refused[why](one.name));
    else await stageOne(files, file, file.name);
  }
  files.busy.value -= 1;
  return [...problems];
}

async function stageOne(files: Files, file: File, name: string, durationMs?: number): Promise<void> {
  const id = newId(Date.now());
  await blobsOf(files).put(id, file);
  const { type, size } = file;
  const one = { id, name: (file.name || name).slice(-255), type: type.slice(0, 100), size };
  files.staged.value = [...files.staged.value, { ...one, ...(durationMs && { durationMs }) }];
}
