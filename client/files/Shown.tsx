import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MessageFile } from '../../protocol/files.ts';
import { Lightbox } from './Lightbox.tsx';
import { Player } from './Player.tsx';

/** What is said about files; widget and inbox have their own words. */
export type FileWords = {
  open(name: string): string;
  download(name: string): string;
  picture(at: number, of: number): string;
  closePicture: string;
  next: string;
  before: string;
  play: string;
  pause: string;
  voice: string;
  place: string;
  unplayable: string;
  bytes(size: number): string;
};
type At = { address: string; thumbnail: string | null };
/** Where files are read, as far as it is known by now; who reads it in a component is drawn again when that changes. */
export type Places = { of(file: MessageFile): At | undefined };
export type ShownProps = { files: readonly MessageFile[]; base: string; places: Places; words: FileWords };

const PICTURE_PX = 280;
const NEAR_END_PX = 80;

/** The files of a message: pictures to look at, sounds to hear, everything else to download. */
export function Shown({ files, base, places, words }: ShownProps) {
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const pictures = files.filter((file) => file.width !== null);
  useLayoutEffect(() => {
    // This came in later than the message: whoever was at the end of the thread stays there.
    const mine = box.current as HTMLElement;
    const thread = mine.closest('[role=log]');
    if (!thread) return;
    const { scrollHeight, scrollTop, clientHeight } = thread;
    if (scrollHeight - scrollTop - clientHeight < mine.offsetHeight + NEAR_END_PX) thread.scrollTop = scrollHeight;
  }, []);
  return (
    <div class="files" ref={box}>
      {files.map((file) =>
        file.width !== null ? (
          <Thumbnail key={file.id} {...{ file, base, places, words }} onOpen={() => setOpen(pictures.indexOf(file))} />
        ) : file.type.startsWith('audio/') ? (
          <Sound key={file.id} {...{ file, base, places, words }} />
        ) : (
          <Download key={file.id} {...{ file, base, places, words }} />
        ),
      )}
      {open !== null && (
        <Lightbox pictures={pictures} first={open} {...{ base, places, words }} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

type One = Omit<ShownProps, 'files'> & { file: MessageFile };

function Thumbnail({ file, base, places, words, onOpen }: One & { onOpen: () => void }) {
  const [failed, setFailed] = useState(false);
  const at = places.of(file);
  const [width, height] = [file.width ?? 1, file.height ?? 1];
  const scale = Math.min(1, PICTURE_PX / width, PICTURE_PX / height);
  // A page that lets no picture of ours through still gets at it.
  if (failed) return <Download {...{ file, base, places, words }} />;
  return (
    <button type="button" class="picture" aria-label={words.open(file.name)} onClick={onOpen}>
      <img
        alt=""
        width={Math.max(48, Math.round(width * scale))}
        height={Math.max(48, Math.round(height * scale))}
        {...(at && { src: base + (at.thumbnail ?? at.address) })}
        onError={() => setFailed(true)}
      />
    </button>
  );
}

function Download({ file, base, places, words }: One) {
  const at = places.of(file);
  return (
    <a
      class="download"
      aria-label={words.download(file.name)}
      target="_blank"
      rel="noopener"
      href={at && base + at.address.replace('/whole', '/download')}
    >
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" class="icon">
        <path d="M12 4v11m-5-5 5 5 5-5M5 20h14" />
      </svg>
      <span dir="auto">{file.name}</span>
      <small dir="auto">{words.bytes(file.size)}</small>
    </a>
  );
}

function Sound({ file, base, places, words }: One) {
  const at = places.of(file);
  const load = async () => {
    if (!at) throw new Error('no address yet');
    const answer = await fetch(base + at.address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.arrayBuffer();
  };
  return (
    <Player
      {...{ load, words }}
      durationMs={file.durationMs}
      otherwise={<Download {...{ file, base, places, words }} />}
    />
  );
}
