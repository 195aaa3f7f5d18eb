import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MessageFile } from '../../protocol/files.ts';
import type { FileWords, Places } from './Shown.tsx';

const paths = {
  close: 'm6 6 12 12M18 6 6 18',
  before: 'm15 6-6 6 6 6',
  next: 'm9 6 6 6-6 6',
  download: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
};

function Sign({ name }: { name: keyof typeof paths }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" class="icon">
      <path d={paths[name]} />
    </svg>
  );
}

/** Pictures of a message, large, over everything else. Arrow keys go from one to the next, Esc ends it; focus returns to where it was. */
export function Lightbox(p: {
  pictures: readonly MessageFile[];
  first: number;
  base: string;
  places: Places;
  words: FileWords;
  onClose: () => void;
}) {
  const { pictures, base, places, words } = p;
  const dialog = useRef<HTMLDialogElement>(null);
  const [shown, setShown] = useState(p.first);
  const file = pictures[shown] as MessageFile;
  const at = places.of(file);
  const count = pictures.length;
  const go = (by: number) => setShown((shown + by + count) % count);
  useLayoutEffect(() => {
    const box = dialog.current as HTMLDialogElement;
    const root = box.getRootNode() as ShadowRoot | Document;
    const before = root.activeElement as HTMLElement | null;
    box.showModal();
    return () => {
      if (box.open) box.close();
      before?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={file.name}
      onClose={p.onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) p.onClose();
      }}
      onKeyDown={(event) => {
        // The chat behind has its own Esc.
        event.stopPropagation();
        const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        if (event.key === 'Escape') {
          event.preventDefault();
          p.onClose();
        } else if (count > 1 && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
          event.preventDefault();
          go(event.key === forward ? 1 : -1);
        }
      }}
    >
      <div class="bar">
        <p role="status">
          <span dir="auto">{file.name}</span>
          {count > 1 && <small> {words.picture(shown + 1, count)}</small>}
        </p>
        <a
          class="round"
          aria-label={words.download(file.name)}
          target="_blank"
          rel="noopener"
          href={at && base + at.address.replace('/whole', '/download')}
        >
          <Sign name="download" />
        </a>
        <button type="button" class="round" aria-label={words.closePicture} onClick={p.onClose}>
          <Sign name="close" />
        </button>
      </div>
      <img
        key={file.id}
        alt={file.name}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        {...(at && { src: base + at.address })}
      />
      {count > 1 && (
        <>
          <button type="button" class="round turn before" aria-label={words.before} onClick={() => go(-1)}>
            <Sign name="before" />
          </button>
          <button type="button" class="round turn next" aria-label={words.next} onClick={() => go(1)}>
            <Sign name="next" />
          </button>
        </>
      )}
    </dialog>
  );
}
