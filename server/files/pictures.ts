import { open } from 'node:fs/promises';
import type { Sharp, SharpOptions } from 'sharp';
import { openTurns } from './turns.ts';

/** A picture written anew: nothing of the original's bytes is left, neither where it was taken nor what else hides in it. */
export type Picture = {
  whole: Buffer;
  thumbnail: Buffer;
  type: string;
  ends: readonly string[];
  width: number;
  height: number;
};

/** A 48-megapixel photo of a phone just fits. It is read in up to 220 MB, so one at a time. */
const PIXELS_AT_MOST = 50_000_000;
/** Some hundred rows are held at once: 50,000,000 pixels in one row would take 6 GB, 25,000 take 250 MB. */
const SIDE_AT_MOST = 25_000;
/** Is unpacked as a whole: 16 megapixels take 400 MB, 49 a gigabyte. A kilobyte can hold as many. */
const AVIF_PIXELS_AT_MOST = 16_000_000;
/** More points than any screen has are not written again: they cost seconds and hundreds of megabytes. */
const PIXELS_KEPT = 16_000_000;
/** Colour profiles and notes come first, and are smaller. */
const APNG_HEAD_BYTES = 1_000_000;
const THUMBNAIL_PX = 640;
/** Drawn at 40 pixels at most, on screens with several points each. */
const PORTRAIT_PX = 160;
const SECONDS_AT_MOST = 30;
/** All files of a message, and some more. */
const WAITING_OF_ONE = 20;
const WAITING_IN_ALL = 500;

type Sharpen = typeof import('sharp').default;
let loaded: Promise<Sharpen> | undefined;
const inTurn = openTurns({ ofOne: WAITING_OF_ONE, inAll: WAITING_IN_ALL });

/** The library and its 40 MB come in with the first picture. It reads what browsers show, and nothing else. */
async function load(): Promise<Sharpen> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].flatMap((format) =>
      ['File', 'Buffer'].map((from) => `VipsForeignLoad${format}${from}`),
    ),
  });
  return sharp;
}

/** Whether pictures of this type can be written anew. */
export function isPicture(type: string): boolean {
  return type in WRITTEN;
}

type Written = { type: string; ends: readonly string[]; write(picture: Sharp): Sharp };
const jpeg: Written = {
  type: 'image/jpeg',
  ends: ['jpg', 'jpeg'],
  write: (picture) => picture.jpeg({ quality: 85, mozjpeg: false }),
};
/** More effort makes it 3 % smaller and takes twice as long. */
const webp: Written = {
  type: 'image/webp',
  ends: ['webp'],
  write: (picture) => picture.webp({ quality: 85, effort: 2 }),
};
/** A higher level makes noise 5 % smaller and takes fourteen times as long. */
const png: Written = {
  type: 'image/png',
  ends: ['png'],
  write: (picture) => picture.png({ compressionLevel: 6 }),
};
const WRITTEN: Record<string, Written> = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/apng': png,
  'image/webp': webp,
  'image/gif': { type: 'image/gif', ends: ['gif'], write: (picture) => picture.gif() },
  'image/avif': webp,
};

/** 'refused': it cannot be read, or has too many pixels. 'moves': a PNG of several frames, of which one would be left. 'busy': too many wait already. `whose` takes turns with the others. */
export async function redraw(
  path: string,
  type: string,
  whose: string,
): Promise<Picture | 'refused' | 'moves' | 'busy'> {
  if (type === 'image/apng' && (await framesOf(path)) > 1) return 'moves';
  return inTurn(whose, () => draw(path, type));
}

/** How many frames a moving PNG announces, which it does before its first pixels. Unknown: many. */
async function framesOf(path: string): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(APNG_HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const at = head.subarray(0, bytesRead).indexOf('acTL');
    return at < 0 || at + 8 > bytesRead ? Number.POSITIVE_INFINITY : head.readUInt32BE(at + 4);
  } finally {
    await handle.close();
  }
}

/** A small square of a face, or of whatever else is in the middle. */
export async function portrait(bytes: Buffer): Promise<Buffer | 'refused' | 'busy'> {
  return inTurn('staff', async () => {
    loaded ??= load();
    const sharp = await loaded;
    try {
      const options: SharpOptions = { limitInputPixels: PIXELS_AT_MOST, failOn: 'error' };
      if (!fits(await sharp(bytes, options).metadata())) return 'refused';
      return await sharp(bytes, options)
        .timeout({ seconds: SECONDS_AT_MOST })
        .autoOrient()
        .resize({ width: PORTRAIT_PX, height: PORTRAIT_PX, fit: 'cover' })
        .webp({ quality: 82 })
        .toBuffer();
    } catch (error) {
      return whyNot(error);
    }
  });
}

async function draw(path: string, type: string): Promise<Picture | 'refused'> {
  loaded ??= load();
  const sharp = await loaded;
  const { write, ...written } = WRITTEN[type] as Written;
  const options: SharpOptions = { limitInputPixels: PIXELS_AT_MOST, failOn: 'error', sequentialRead: true };
  try {
    // The head alone tells the size: nothing is unpacked that would not fit.
    const head = await sharp(path, options).metadata();
    const { width, height, pages = 1 } = head;
    if (!fits(head)) return 'refused';
    const moves = pages > 1;
    // A film that was sent is not to arrive as one still picture: what is too much to move is refused.
    if (moves && width * height * pages > PIXELS_AT_MOST) return 'refused';
    const kept = (picture: Sharp) => {
      const scale = Math.sqrt(PIXELS_KEPT / (width * height * (moves ? pages : 1)));
      // Of a GIF a smaller one is no smaller: between the few colours that it had, it gets new ones.
      if (scale >= 1 || written.type === 'image/gif') return picture;
      const side = Math.max(1, Math.floor(Math.max(width, height) * scale));
      return picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    };
    const open = (animated: boolean) => sharp(path, { ...options, animated }).timeout({ seconds: SECONDS_AT_MOST });
    const whole = await write(kept(moves ? open(true) : open(false).autoOrient())).toBuffer({
      resolveWithObject: true,
    });
    const { info } = whole;
    const thumbnail = await open(false)
      .autoOrient()
      .resize({ width: THUMBNAIL_PX, height: THUMBNAIL_PX, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer();
    return { ...written, whole: whole.data, thumbnail, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    return whyNot(error);
  }
}

function fits({ width, height, format }: { width: number; height: number; format: string }): boolean {
  const most = format === 'heif' ? AVIF_PIXELS_AT_MOST : PIXELS_AT_MOST;
  return width * height <= most && Math.max(width, height) <= SIDE_AT_MOST;
}

/** What the library says of a picture that it cannot read; anything else is ours. */
function whyNot(error: unknown): 'refused' {
  if (error instanceof TypeError) throw error;
  return 'refused';
}
