import { constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `whole` is what is kept, `thumbnail` a small picture of it, `coming` what has arrived of it so far. */
export type Form = 'whole' | 'thumbnail' | 'coming';
export type Appended = { received: number; why: 'whole' | 'cut' | 'elsewhere' | 'more' };

/** What has to stay free for everything else. */
const KEPT_FREE_BYTES = 200_000_000;

export type Disk = ReturnType<typeof openDisk>;

/** The bytes of files, under the data folder. Names on disk are ids: nothing that a person typed becomes a path. */
export function openDisk(dataDir: string) {
  const root = join(dataDir, 'files');
  const writing = new Map<string, { stop(): void; stopped: Promise<unknown> }>();
  mkdirSync(root, { recursive: true, mode: 0o700 });

  return { root, pathOf, placeOf, received, hasRoomFor, append, keep, remove, isOf, untouchedIn };

  /** Where a file lies below `root`: in one of 256 folders, by the end of its id, which is random. */
  function placeOf(id: string, form: Form): string {
    return join(id.slice(-2), `${id}.${form}`);
  }

  function pathOf(id: string, form: Form): string {
    return join(root, placeOf(id, form));
  }

  async function received(id: string): Promise<number> {
    const found = await stat(pathOf(id, 'coming')).catch(() => undefined);
    return found?.size ?? 0;
  }

  async function hasRoomFor(bytes: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(root);
    return bavail * bsize > bytes + KEPT_FREE_BYTES;
  }

  /**
   * Writes a part of a file behind what is there, never beyond `size`. What came before a cut stays. The newest writer goes first: an older
   * one that still waits for bytes hangs on a line that its browser has given up.
   */
  async function append(
    id: string,
    p: { from: number; size: number; body: AsyncIterable<Buffer> & { destroy(): unknown } },
  ): Promise<Appended> {
    for (let before = writing.get(id); before; before = writing.get(id)) {
      before.stop();
      await before.stopped;
    }
    const written = writePart(id, p);
    const one = { stop: () => void p.body.destroy(), stopped: written.catch(() => {}) };
    writing.set(id, one);
    try {
      return await written;
    } finally {
      if (writing.get(id) === one) writing.delete(id);
    }
  }

  async function writePart(
    id: string,
    p: { from: number; size: number; body: AsyncIterable<Buffer> },
  ): Promise<Appended> {
    const path = pathOf(id, 'coming');
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
    try {
      const { size: here } = await handle.stat();
      if (here !== p.from) return { received: here, why: 'elsewhere' };
      return await writeFrom(handle, p);
    } finally {
      await handle.close();
    }
  }

  /** Makes what has arrived, or what was made of it, the file. It is on the disk when this returns. */
  async function keep(id: string, made: { whole: Buffer; thumbnail: Buffer } | null): Promise<void> {
    if (made) {
      await writeWhole(pathOf(id, 'thumbnail'), made.thumbnail);
      await writeWhole(pathOf(id, 'whole'), made.whole);
      await rm(pathOf(id, 'coming'), { force: true });
    } else {
      await synced(pathOf(id, 'coming'));
      await rename(pathOf(id, 'coming'), pathOf(id, 'whole'));
    }
    await synced(dirname(pathOf(id, 'whole')));
  }

  /** Whether the folder is that of the data with this mark: the first ones to use it. Other data know none of its files. */
  function isOf(mark: string): boolean {
    const path = join(root, 'mark');
    try {
      writeFileSync(path, mark, { flag: 'wx', mode: 0o600 });
    } catch {}
    return readFileSync(path, 'utf8') === mark;
  }

  /** The ids of files in one of the 256 folders of which something lies there that nobody has written to since then. */
  async function untouchedIn(folder: number, since: number): Promise<string[]> {
    const place = folder.toString(16).padStart(2, '0');
    const ids = new Set<string>();
    for (const name of await readdir(join(root, place)).catch(() => [])) {
      const [id = ''] = name.split('.');
      const found = id.endsWith(place) && (await stat(join(root, place, name)).catch(() => undefined));
      if (found && found.mtimeMs < since) ids.add(id);
    }
    return [...ids];
  }

  async function remove(id: string): Promise<void> {
    const before = writing.get(id);
    before?.stop();
    await before?.stopped;
    for (const form of ['coming', 'thumbnail', 'whole'] as const) await rm(pathOf(id, form), { force: true });
  }
}

async function writeFrom(
  handle: FileHandle,
  { from, size, body }: { from: number; size: number; body: AsyncIterable<Buffer> },
): Promise<Appended> {
  let at = from;
  let onDisk = true;
  try {
    for await (const bytes of body) {
      if (at + bytes.length > size) return { received: at, why: 'more' };
      onDisk = false;
      for (let written = 0; written < bytes.length; ) {
        written += (await handle.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
      }
      at += bytes.length;
      onDisk = true;
    }
    return { received: at, why: 'whole' };
  } catch (error) {
    // A full disk is no cut line.
    if (!onDisk) throw error;
    return { received: at, why: 'cut' };
  }
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
