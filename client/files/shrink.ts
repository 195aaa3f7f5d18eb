/** Larger than any screen in a chat needs; a phone's photo becomes a tenth of what it was. */
const LONGEST_PX = 2_560;
const LEFT_AS_IT_IS_BYTES = 400_000;
/** A film says there that it is one. */
const HEAD_BYTES = 65_536;
const REDRAWN = /^image\/(jpeg|png|webp|avif|heic|heif|bmp|tiff)$/;
/** The server writes these anew; others have to become a JPEG here. */
const UNDERSTOOD = /^image\/(jpeg|png|webp|avif)$/;

/** A photo as it is sent: turned upright, no larger than needed, without what the camera noted. What is no photo stays as it is. */
export async function shrink(file: File): Promise<File> {
  if (!REDRAWN.test(file.type)) return file;
  try {
    if (await moves(file)) return file;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
    const small = scale === 1 && file.size <= LEFT_AS_IT_IS_BYTES;
    if (small && UNDERSTOOD.test(file.type)) return file;
    // A drawing or a picture of a screen would get blurred edges as a JPEG.
    const type = file.type === 'image/png' && file.size * scale * scale < 2_000_000 ? 'image/png' : 'image/jpeg';
    const made = await blobOf(draw(picture, picture.width * scale, picture.height * scale, type), type);
    picture.close();
    if (!made || (made.size >= file.size && UNDERSTOOD.test(file.type))) return file;
    const name = type === file.type ? file.name : file.name.replace(/(\.\w+)?$/, '.jpg');
    return new File([made], name, { type });
  } catch {
    // The browser cannot read it: the server says whether it can.
    return file;
  }
}

/** Whether it is a film in a picture's format: drawn here, one still of it would be left. */
async function moves(file: File): Promise<boolean> {
  const mark = { 'image/png': 'acTL', 'image/webp': 'ANIM' }[file.type];
  return mark !== undefined && (await file.slice(0, HEAD_BYTES).text()).includes(mark);
}

function draw(picture: ImageBitmap, width: number, height: number, type: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.86));
}

/** Draws a picture as it will be seen, into a square of a canvas; false where the browser cannot read it. No address is needed for it. */
export async function preview(blob: Blob, canvas: HTMLCanvasElement, side: number): Promise<boolean> {
  try {
    const picture = await createImageBitmap(blob);
    const scale = side / Math.min(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    canvas.width = side;
    canvas.height = side;
    canvas.getContext('2d')?.drawImage(picture, (side - width) / 2, (side - height) / 2, width, height);
    picture.close();
    return true;
  } catch {
    return false;
  }
}
