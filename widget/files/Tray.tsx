import { signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Player } from '../../client/files/Player.tsx';
import { bytesOf, whyNot } from '../../client/files/rules.ts';
import { shrink } from '../../client/files/shrink.ts';
import { request } from '../../client/http.ts';
import { newId } from '../../client/storage.ts';
import type { Rules } from '../../protocol/files.ts';
import { useSheet } from '../sheet.ts';
import { Icon } from '../ui.tsx';
import { files as words } from '../words/files.ts';
import { css } from './css.ts';
import { blobsOf } from './deliver.ts';
import type { Files, Staged } from './desk.ts';
import { Preview } from './Preview.tsx';
import { canRecord, Recorder } from './Recorder.tsx';

const A_MESSAGE = 10;
/** Until the site has said what it takes: the server has the last word. */
const UNKNOWN: Rules = { kinds: ['image', 'audio', 'video', 'document', 'other'], maxBytes: 100_000_000 };
const refused = signal<readonly string[]>([]);

/** What goes with the next message, and the ways to add to it. */
export default function Tray({ files, onDone }: { files: Files; onDone: () => void }) {
  const box = useSheet<HTMLDivElement>(css);
  const [recording, setRecording] = useState(false);
  const { given, staged, menu, busy } = files;

  useEffect(() => {
    if (given.value.length === 0) return;
    const more = given.value;
    given.value = [];
    refused.value = [];
    void stage(files, more).then(onDone);
  }, [given.value]);
  // What shows it on its way has to be there when the net is not.
  useEffect(() => void import('./Attachments.tsx').catch(() => {}), []);
  useEffect(() => {
    if (menu.value) box.current?.querySelector<HTMLElement>('.ways button')?.focus();
  }, [menu.value]);

  const remove = (file: Staged) => {
    staged.value = staged.value.filter(({ id }) => id !== file.id);
    void blobsOf(files.site).remove([file.id]);
    onDone();
  };
  return (
    <div class="tray" ref={box}>
      {menu.value && (
        <Ways
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
      {refused.value.map((why) => (
        <p key={why} class="refused" role="alert">
          {why}
        </p>
      ))}
      {recording && (
        <Recorder
          words={words}
          onEnd={(voice) => {
            setRecording(false);
            if (voice) void stageOne(files, voice.file, voice.durationMs);
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
                  load={async () => (await blobsOf(files.site).get(file.id))?.arrayBuffer() as Promise<ArrayBuffer>}
                />
              ) : (
                <Preview site={files.site} file={file} />
              )}
              <button type="button" class="remove" aria-label={words.remove(file.name)} onClick={() => remove(file)}>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Where a file can come from. */
function Ways(p: { onGiven(given: File[]): void; onRecord: () => void; onClose: () => void }) {
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

let known: Promise<Rules> | undefined;

/** Makes photos smaller and puts everything that may go along into the tray; what may not gets a sentence. */
async function stage(files: Files, given: readonly File[]): Promise<void> {
  files.busy.value += 1;
  known ??= rulesOf(files);
  const rules = await known;
  const problems: string[] = [];
  for (const one of given) {
    const file = await shrink(one);
    const why = whyNot(file, rules);
    if (files.staged.value.length >= A_MESSAGE) problems.push(words.refused.many(A_MESSAGE));
    else if (why === 'size') problems.push(words.refused.size(one.name, bytesOf(rules.maxBytes)));
    else if (why) problems.push(words.refused[why](one.name));
    else await stageOne(files, file);
  }
  files.busy.value -= 1;
  refused.value = [...new Set(problems)];
}

async function stageOne(files: Files, file: File, durationMs?: number): Promise<void> {
  const id = newId(Date.now());
  await blobsOf(files.site).put(id, file);
  const { name, type, size } = file;
  const one = { id, name: name.slice(-255) || words.voiceName, type: type.slice(0, 100), size };
  files.staged.value = [...files.staged.value, { ...one, ...(durationMs && { durationMs }) }];
}

async function rulesOf({ site, way }: Files): Promise<Rules> {
  const answer = await request(way.base, 'api/visitor/files/rules', { site }, null);
  if (answer?.ok) return answer as unknown as Rules;
  known = undefined;
  return UNKNOWN;
}
