import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useSheet } from '../../sheet.ts';
import { giving } from '../../words/en/giving.ts';
import { fill, type Words, wordsOf } from '../../words/speech.ts';
import { fileOf } from './file.ts';
import css from './marking.css?inline';
import { drawCross, drawMark, isDrawn, type Mark, type Point, type Tool } from './marks.ts';

const TOOLS = ['box', 'arrow', 'black'] as const satisfies Tool[];
const STEPS = 40;
const WAYS: Record<string, readonly [number, number]> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

/**
 * A picture over everything, as it will be sent, to draw boxes, arrows and blackenings on. They are in the picture itself once it is done.
 * It stays until `onDone` has kept that; without a file nothing was drawn.
 */
export default function Marking(p: {
  blob: Blob;
  name: string;
  words: Words;
  onDone: (file?: File | 'unreadable') => Promise<void>;
}) {
  const words = wordsOf('giving', giving);
  const sheet = useSheet(css);
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useRef<ImageBitmap | undefined>(undefined);
  const isOver = useRef(false);
  const [tool, setTool] = useState<Tool>('box');
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const [begun, setBegun] = useState<Mark | undefined>();
  const [cross, setCross] = useState<Point | undefined>();

  useLayoutEffect(() => {
    const box = dialog.current as HTMLDialogElement;
    const before = (box.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    box.showModal();
    return () => {
      isOver.current = true;
      if (box.open) box.close();
      before?.focus();
    };
  }, []);
  useEffect(() => {
    void createImageBitmap(p.blob).then(
      (bitmap) => {
        picture.current = bitmap;
        draw();
      },
      () => end('unreadable'),
    );
    return () => picture.current?.close();
  }, []);
  useEffect(draw, [marks, begun, cross]);

  function draw(): void {
    if (!canvas.current || !picture.current || isOver.current) return;
    drawn(canvas.current, picture.current, begun ? [...marks, begun] : marks);
    if (cross) drawCross(canvas.current, cross);
  }

  function end(made?: File | 'unreadable'): void {
    if (isOver.current) return;
    isOver.current = true;
    void p.onDone(made);
  }

  const done = async () => {
    if (marks.length === 0 || !canvas.current || !picture.current) return end();
    drawn(canvas.current, picture.current, marks);
    end(await fileOf(canvas.current));
  };
  const keep = (mark: Mark) => {
    if (isDrawn(mark)) setMarks([...marks, mark]);
    setBegun(undefined);
  };
  const byKey = (event: KeyboardEvent) => {
    const board = event.currentTarget as HTMLCanvasElement;
    const step = Math.max(board.width, board.height) / (event.shiftKey ? STEPS / 4 : STEPS);
    const at = cross ?? { x: board.width / 2, y: board.height / 2 };
    const way = WAYS[event.key];
    if (way) {
      const to = { x: within(at.x + way[0] * step, board.width), y: within(at.y + way[1] * step, board.height) };
      setCross(to);
      if (begun) setBegun({ ...begun, to });
    } else if (event.key === 'Enter' || event.key === ' ') {
      setCross(at);
      if (begun) keep(begun);
      else setBegun({ tool, from: at, to: at });
    } else if (event.key === 'Escape' && begun) setBegun(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      class="marking"
      aria-label={fill(words.mark, { name: p.name })}
      onClose={() => end()}
      // The chat behind has its own Esc.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="bar" ref={sheet}>
        {TOOLS.map((one) => (
          <button key={one} type="button" aria-pressed={tool === one} onClick={() => setTool(one)}>
            {words.tools[one]}
          </button>
        ))}
        <button type="button" disabled={marks.length === 0} onClick={() => setMarks(marks.slice(0, -1))}>
          {words.undo}
        </button>
        <button type="button" class="primary" onClick={() => void done()}>
          {words.done}
        </button>
      </div>
      <p id="foyer-marking">{words.marking}</p>
      <div class="board">
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it is drawn on, by keys, too */}
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={p.name}
          aria-describedby="foyer-marking"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setCross(undefined);
            const at = pointOf(event);
            setBegun({ tool, from: at, to: at });
          }}
          onPointerMove={(event) => {
            if (begun && event.buttons > 0) setBegun({ ...begun, to: pointOf(event) });
          }}
          onPointerUp={(event) => begun && keep({ ...begun, to: pointOf(event) })}
          onPointerCancel={() => setBegun(undefined)}
          onKeyDown={byKey}
        />
      </div>
    </dialog>
  );
}

/** In the pixels of the picture, which is shown smaller. */
function pointOf(event: PointerEvent): Point {
  const board = event.currentTarget as HTMLCanvasElement;
  const { left, top, width, height } = board.getBoundingClientRect();
  return {
    x: within(((event.clientX - left) / width) * board.width, board.width),
    y: within(((event.clientY - top) / height) * board.height, board.height),
  };
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

function drawn(canvas: HTMLCanvasElement, picture: ImageBitmap, marks: readonly Mark[]): void {
  const { width, height } = picture;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.clearRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  for (const mark of marks) drawMark(context, mark);
}
