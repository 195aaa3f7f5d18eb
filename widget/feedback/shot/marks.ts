export type Tool = 'box' | 'arrow' | 'black';
export type Point = { x: number; y: number };
/** Something drawn on a picture, in its own pixels. */
export type Mark = { tool: Tool; from: Point; to: Point };

const COLOUR = '#e11d48';
const SMALLEST_PX = 4;

/** Draws it over what is there. Lines are as thick as they look good at the size of the picture. */
export function drawMark(context: CanvasRenderingContext2D, { tool, from, to }: Mark): void {
  const thick = Math.max(3, Math.round(context.canvas.width / 300));
  context.save();
  context.strokeStyle = COLOUR;
  context.fillStyle = COLOUR;
  context.lineWidth = thick;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  if (tool === 'box') context.strokeRect(x, y, width, height);
  else if (tool === 'black') {
    context.fillStyle = '#000';
    context.fillRect(x, y, width, height);
  } else drawArrow(context, from, to, thick);
  context.restore();
}

function drawArrow(context: CanvasRenderingContext2D, from: Point, to: Point, thick: number): void {
  const way = Math.atan2(to.y - from.y, to.x - from.x);
  const head = Math.min(thick * 5, Math.hypot(to.x - from.x, to.y - from.y));
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  for (const side of [way + 2.6, way - 2.6]) {
    context.moveTo(to.x, to.y);
    context.lineTo(to.x + head * Math.cos(side), to.y + head * Math.sin(side));
  }
  context.stroke();
}

/** A press without a drag draws nothing. */
export function isDrawn({ from, to }: Mark): boolean {
  return Math.abs(to.x - from.x) >= SMALLEST_PX || Math.abs(to.y - from.y) >= SMALLEST_PX;
}

/** Where keys are: it is not in the picture. */
export function drawCross(canvas: HTMLCanvasElement, { x, y }: Point): void {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const arm = canvas.width / 40;
  for (const [colour, width] of [
    ['#fff', 6],
    ['#000', 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.stroke();
  }
}
