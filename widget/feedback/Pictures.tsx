import { useRef, useState } from 'preact/hooks';
import { blobsOf } from '../../client/files/deliver.ts';
import type { Staged } from '../../client/files/desk.ts';
import { Preview } from '../../client/files/Preview.tsx';
import { shrink } from '../../client/files/shrink.ts';
import { newId } from '../../client/storage.ts';
import type { VisitorFiles } from '../files/desk.ts';
import { fileWords } from '../files/words.ts';
import { giving } from '../words/en/giving.ts';
import { wordsOf } from '../words/speech.ts';

/** As many as go with one feedback. */
const MOST = 5;

/** Pictures that go along. They lie in the browser's own store until they are sent. */
export function Pictures(p: {
  files: VisitorFiles;
  pictures: readonly Staged[];
  onChange: (pictures: readonly Staged[]) => void;
}) {
  const { files, pictures } = p;
  const words = wordsOf('giving', giving);
  const ofFiles = fileWords();
  const chooser = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState('');
  const take = async (file: File | undefined) => {
    setWrong('');
    if (!file) return;
    if (!file.type.startsWith('image/')) return setWrong(ofFiles.refused.kind(file.name));
    const small = await shrink(file);
    const id = newId(Date.now());
    await blobsOf(files).put(id, small);
    p.onChange([...pictures, { id, name: small.name.slice(-255), type: small.type.slice(0, 100), size: small.size }]);
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
              <Preview files={files} words={ofFiles} file={one} />
              <button type="button" aria-label={ofFiles.remove(one.name)} onClick={() => remove(one)}>
                <svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true" class="icon">
                  <path d="m6 6 12 12M18 6 6 18" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      )}
      {pictures.length < MOST && (
        <button type="button" class="quiet" onClick={() => chooser.current?.click()}>
          {words.attach}
        </button>
      )}
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
