/** One of each version that systems may not have yet, newest first. */
const SIGNS: readonly [version: number, sign: string][] = [
  [17, '🫪'],
  [16, '🫩'],
  [15, '🫨'],
  [14, '🫠'],
  [13, '🥲'],
];
const SIZE_PX = 16;
/** What has a colour of its own is drawn; the box that stands for an unknown sign is as black as the text. */
const COLOURED = 24;

/** The version of the newest emoji that this system draws; 12 where it has none in colour. */
export function newestDrawn(): number {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE_PX;
  const paper = canvas.getContext('2d', { willReadFrequently: true });
  return SIGNS.find(([, sign]) => paper && isDrawn(paper, sign))?.[0] ?? 12;
}

function isDrawn(paper: CanvasRenderingContext2D, sign: string): boolean {
  paper.clearRect(0, 0, SIZE_PX, SIZE_PX);
  paper.font = `${SIZE_PX}px sans-serif`;
  paper.textBaseline = 'top';
  paper.fillText(sign, 0, 0);
  const { data } = paper.getImageData(0, 0, SIZE_PX, SIZE_PX);
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > COLOURED) return true;
  }
  return false;
}
