import { useRef, useState } from 'preact/hooks';
import { blobsOf } from '../../client/files/deliver.ts';
import type { Staged } from '../../client/files/desk.ts';
import { Preview } from '../../client/files/Preview.tsx';
import { shrink } from '../../client/files/shrink.ts';
import { newId } from '../../client/storage.ts';
import type { VisitorFiles } from '../files/desk.ts';
import { fileWords } from '../files/words.ts';
import { lazy } from '../lazy.tsx';
import { giving } from '../words/en/giving.ts';
import { fill, type Words, wordsOf } from '../words/speech.ts';
import { Shoot } from './shot/Shoot.tsx';

const Marking = lazy(() => import('./shot/Marking.tsx'));
/** As many as go with one feedback. */
const MOST = 5;

/** Pictures that go along. They lie in the browser's own store until they are sent. `onBusy` hears while one is made ready. */
export function Pictures(p: {
  files: VisitorFiles;
  talk: Words;
  pictures: readonly Staged[];
  onChange: (pictures: readonly Staged[]) => void;
  onBusy: (isBusy: boolean) => void;
}) {
  const { files, pictures } = p;
  const words = wordsOf('giving', giving);
  const ofFiles = fileWords();
  const chooser = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState('');
  const [marked, setMarked] = useState<{ one: Staged; blob: Blob } | undefined>();
  /** The newest, whatever was drawn before it came. */
  const now = useRef(pictures);
  now.current = pictures;
  const take = async (file: File | undefined) => {
    setWrong('');
    if (!file) return;
    if (!file.type.startsWith('image/')) return setWrong(ofFiles.refused.kind(file.name));
    p.onBusy(true);
    await add(file);
    p.onBusy(false);
  };
  const add = async (file: File) => {
    const staged = await stage(file);
    p.onChange([...now.current, staged.one]);
    return staged;
  };
  const stage = async (file: File) => {
    const blob = await shrink(file);
    const id = newId(Date.now());
    await blobsOf(files).put(id, blob);
    const one: Staged = { id, name: blob.name.slice(-255), type: blob.type.slice(0, 100), size: blob.size };
    return { one, blob };
  };
  const mark = async (one: Staged) => {
    setWrong('');
    const blob = await blobsOf(files).get(one.id);
    if (blob) setMarked({ one, blob });
  };
  /** What was drawn on takes the place of what it was, before anything can be sent. */
  const done = async (file: File | 'unreadable' | undefined) => {
    const before = marked?.one;
    if (file === 'unreadable') setWrong(words.unreadable);
    else if (file && before) {
      const { one } = await stage(new File([file], before.name, { type: file.type }));
      p.onChange(now.current.map((each) => (each.id === before.id ? one : each)));
      void blobsOf(files).remove([before.id]);
    }
    setMarked(undefined);
  };
  const remove = (one: Staged) => {
    p.onChange(pictures.filter(({ id }) => id !== one.id));
    void blobsOf(files).remove([one.id]);
  };
  return (
    <div class="pictures">
      {pictures.length > 0 && (
        <ul aria-label={words.pictures}>
          {pictures.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                class="draws"
                aria-label={fill(words.mark, { name: one.name })}
                title={fill(words.mark, { name: one.name })}
                onClick={() => void mark(one)}
              >
                <Preview files={files} words={ofFiles} file={one} />
              </button>
              <button type="button" class="drops" aria-label={ofFiles.remove(one.name)} onClick={() => remove(one)}>
                <svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true" class="icon">
                  <path d="m6 6 12 12M18 6 6 18" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      )}
      {pictures.length < MOST && <Shoot onTaken={async (file) => setMarked(await add(file))} onBusy={p.onBusy} />}
      {pictures.length < MOST && (
        <button type="button" class="quiet" onClick={() => chooser.current?.click()}>
          {words.attach}
        </button>
      )}
      {marked && <Marking words={p.talk} blob={marked.blob} name={marked.one.name} onDone={done} />}
      {wrong && (
        <p class="failed" role="alert">
          {wrong}
        </p>
      )}
      <input
        ref={chooser}
        hidden
        type="file"
        accept="image/*"
        onChange={({ currentTarget: input }) => {
          void take(input.files?.[0]);
          input.value = '';
        }}
      />
    </div>
  );
}
