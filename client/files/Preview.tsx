import { useEffect, useRef, useState } from 'preact/hooks';
import { blobsOf } from './deliver.ts';
import type { Files, Staged } from './desk.ts';
import { preview } from './shrink.ts';

const SIDE_PX = 128;

export type PreviewWords = { bytes(size: number): string };

/** What a file looks like before it is sent: drawn on a canvas, since a strict page lets no address of the browser's own into a picture. */
export function Preview({ files, file, words }: { files: Files; file: Staged; words: PreviewWords }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(file.type.startsWith('image/'));
  useEffect(() => {
    if (!drawn) return;
    let there = true;
    void (async () => {
      const blob = await blobsOf(files).get(file.id);
      const seen = blob && canvas.current && (await preview(blob, canvas.current, SIDE_PX));
      if (there && !seen) setDrawn(false);
    })();
    return () => {
      there = false;
    };
  }, []);
  return drawn ? (
    <canvas ref={canvas} width={SIDE_PX} height={SIDE_PX} role="img" aria-label={file.name} />
  ) : (
    <p class="name">
      <span dir="auto">{file.name}</span> <small dir="auto">{words.bytes(file.size)}</small>
    </p>
  );
}
