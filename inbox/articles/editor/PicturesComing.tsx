import { useEffect, useId, useRef } from 'preact/hooks';
import { preview } from '../../../client/files/shrink.ts';
import { Button, IconButton } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import type { Picture, Pictures, Stage } from './pictures.ts';

const text = words.pictures;
const SIDE_PX = 144;

type Props = { pictures: Pictures; put(picture: Picture): boolean };

/** Pictures that are not in the text yet: what each shows is asked while it is sent. */
export function PicturesComing({ pictures, put }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const all = pictures.list.value;
  const known = useRef(all.length);
  useEffect(() => {
    // Whoever brought them says what they show; then the text goes on.
    if (all.length > known.current) list.current?.querySelectorAll('input')[known.current]?.focus();
    known.current = all.length;
  }, [all.length]);
  /** Into the text, and on to the next one that nothing is said of yet. */
  const settle = (picture: Picture) => {
    if (!put(picture)) {
      picture.wanted.value = false;
      return;
    }
    pictures.drop(picture);
    const next = pictures.list.peek().findIndex(({ wanted }) => !wanted.peek());
    if (next >= 0) requestAnimationFrame(() => list.current?.querySelectorAll('input')[next]?.focus());
  };
  if (all.length === 0) return null;
  return (
    <ul class="pictures-coming" aria-label={text.list} ref={list}>
      {all.map((picture) => (
        <Coming key={picture.id} {...{ picture, pictures, settle }} />
      ))}
    </ul>
  );
}

function Coming(p: { picture: Picture; pictures: Pictures; settle(picture: Picture): void }) {
  const { picture, pictures } = p;
  const { name, says, wanted, stage } = picture;
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const now = stage.value;
  useEffect(() => {
    if (canvas.current) void preview(picture.file, canvas.current, SIDE_PX);
  }, []);
  useEffect(() => {
    if (now.is === 'there' && wanted.value) p.settle(picture);
  }, [now.is, wanted.value]);
  const canGo = now.is !== 'refused' && !wanted.value;
  return (
    <li>
      <canvas ref={canvas} width={SIDE_PX} height={SIDE_PX} role="img" aria-label={name} />
      <div class="field">
        <label class="label" for={id}>
          {text.says}
        </label>
        <input
          id={id}
          class="input"
          dir="auto"
          autocomplete="off"
          maxLength={300}
          aria-describedby={`${id}-more`}
          value={says.value}
          onInput={({ currentTarget }) => {
            says.value = currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            if (canGo) wanted.value = true;
          }}
        />
        <p class="hint" id={`${id}-more`}>
          {text.saysHint}
        </p>
      </div>
      <Standing {...{ name, now, isWanted: wanted.value }} />
      <div class="beside">
        {now.is !== 'refused' && (
          <Button kind="primary" disabled={wanted.value} onClick={() => (wanted.value = true)}>
            {text.put}
          </Button>
        )}
        {(now.is === 'cut' || (now.is === 'refused' && now.again)) && (
          <Button onClick={() => pictures.again(picture)}>{words.tryAgain}</Button>
        )}
        <IconButton icon="close" label={text.leaveOut(name)} onClick={() => pictures.drop(picture)} />
      </div>
    </li>
  );
}

function Standing({ name, now, isWanted }: { name: string; now: Stage; isWanted: boolean }) {
  if (now.is === 'refused') {
    return (
      <p class="wrong" role="alert">
        {now.why}
      </p>
    );
  }
  return (
    <div class="standing">
      {now.is === 'coming' && <progress max={1} value={now.share} aria-label={text.coming(name, now.share)} />}
      <p class="soft small" role="status">
        {now.is === 'cut' ? text.cut(name) : isWanted ? text.waits : now.is === 'there' ? text.there(name) : ''}
      </p>
    </div>
  );
}
