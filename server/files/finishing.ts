import type { Rules } from '../../protocol/files.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Disk } from './disk.ts';
import { tidyName } from './names.ts';
import { isPicture, redraw } from './pictures.ts';
import { sniff } from './sniff.ts';
import * as units from './store.ts';

type Finished = { ok: true; file: units.FileRow } | Refused;

/** Makes a file of what has arrived, once however many ask for it. */
export function openFinishing(o: { store: Store; disk: Disk; rules(file: units.FileRow): Promise<Rules> }) {
  const { store, disk } = o;
  const underWay = new Map<string, Promise<Finished>>();

  return async (file: units.FileRow): Promise<Finished> => {
    if (file.refused) return refuse(file.refused);
    if (file.state === 'kept') return { ok: true, file };
    const known = underWay.get(file.id);
    if (known) return known;
    const mine = settle(file)
      .catch(ifDiscarded)
      .finally(() => underWay.delete(file.id));
    underWay.set(file.id, mine);
    return mine;
  };

  async function settle(file: units.FileRow): Promise<Finished> {
    // Another request may have finished it since the row was read.
    const row = await store.read(units.fileById, { file: file.id });
    if (!row) return refuse('not_found');
    if (row.refused) return refuse(row.refused);
    if (row.state === 'kept') return { ok: true, file: row };
    if ((await disk.received(row.id)) !== row.announced) {
      return refuse('conflict', { field: 'id', detail: 'has not arrived whole yet' });
    }
    const path = disk.pathOf(row.id, 'coming');
    const { kind, type, ends } = await sniff(path, row);
    if (!(await o.rules(row)).kinds.includes(kind)) return refused(row, 'kind_refused');
    if (kind !== 'image') return kept({ ...row, type, size: row.announced, name: tidyName(row.name, ends) }, null);
    // A picture that cannot be written anew would keep what its camera knows: it is not taken as it is.
    const picture = isPicture(type) ? await redraw(path, type, row.author_id) : 'refused';
    if (picture === 'busy') return refuse('unavailable');
    if (picture === 'refused') return refused(row, 'picture_refused');
    if (picture === 'moves') return refused(row, 'motion_refused');
    const { whole, thumbnail, width, height } = picture;
    const name = tidyName(nameWithEnd(row.name, picture.ends), picture.ends);
    const changed = { ...row, type: picture.type, size: whole.length, name, width, height, thumbnail: 1 };
    return kept(changed, { whole, thumbnail });
  }

  async function kept(file: units.FileRow, made: Parameters<Disk['keep']>[1]): Promise<Finished> {
    await disk.keep(file.id, made);
    const { id, name, type, size, width, height, thumbnail } = file;
    const there = await store.write(units.keep, { id, name, type, size, width, height, thumbnail });
    if (there) return { ok: true, file };
    await disk.remove(id);
    return refuse('not_found');
  }

  async function refused(file: units.FileRow, code: NonNullable<units.FileRow['refused']>): Promise<Refused> {
    await store.write(units.refuseFile, { id: file.id, refused: code });
    await disk.remove(file.id);
    return refuse(code);
  }
}

/** Whoever discards a file while it is looked at takes its bytes away. */
function ifDiscarded(error: unknown): Refused {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return refuse('not_found');
  throw error;
}

/** A picture that became another format loses its old ending: photo.avif, not photo.avif.webp. */
function nameWithEnd(name: string, ends: readonly string[]): string {
  return name.replace(/\.(avif|gif|heic|jfif|jpe?g|png|apng|webp)$/i, (end) =>
    ends.includes(end.slice(1).toLowerCase()) ? end : `.${ends[0]}`,
  );
}
