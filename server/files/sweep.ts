import type { Store } from '../foundation/database/database.ts';
import type { Disk } from './disk.ts';
import * as units from './store.ts';

const SWEPT_AFTER_MS = 24 * 3_600_000;
/** A text that is being written may wait to be saved for longer than a message. */
export const PICTURES_SWEPT_AFTER_MS = 14 * SWEPT_AFTER_MS;
const SWEEP_EVERY_MS = 10 * 60_000;
const AT_ONCE = 500;
/** How many are looked at in one go: all of a million within ten hours, without being in anybody's way. */
const BATCHES_A_SWEEP = 40;
/** All 256 within a day. */
const FOLDERS_A_SWEEP = 2;
const FOLDERS = 256;

/**
 * Removes files older than a day that no message holds: uploads that were given up, messages that were taken back or erased while the
 * server went down; and pictures older than two weeks that no article shows. It walks through all files in turn, so that nothing depends on having been noticed at the right moment.
 */
export function openSweep(o: {
  store: Store;
  now: () => number;
  disk: Disk;
  held(files: readonly string[]): Promise<readonly string[]>;
  /** Whether the folder is that of these data: where it is not, nothing is known of what lies there, and it stays. */
  isOurs: boolean;
}) {
  const { store, disk } = o;
  let folder = 0;
  let after = '';
  let sweeping: Promise<void> | undefined;
  const timer = setInterval(() => void once().catch(() => {}), SWEEP_EVERY_MS).unref();

  return {
    once,
    async close(): Promise<void> {
      clearInterval(timer);
      await sweeping?.catch(() => {});
    },
  };

  function once(all?: 'all'): Promise<void> {
    sweeping ??= sweep(all).finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  }

  async function sweep(all?: 'all'): Promise<void> {
    const before = o.now() - SWEPT_AFTER_MS;
    if (o.isOurs) for (let nth = all ? FOLDERS : FOLDERS_A_SWEEP; nth > 0; nth--) await sweepBytes(before);
    await sweepRows({ before, picturesBefore: o.now() - PICTURES_SWEPT_AFTER_MS });
  }

  /** Bytes of which no row tells: the server went down between forgetting a file and removing it. */
  async function sweepBytes(before: number): Promise<void> {
    const ids = await disk.untouchedIn(folder, before);
    folder = (folder + 1) % FOLDERS;
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const known = new Set((await store.readLong(units.filesByIds, { files: some })).map(({ id }) => id));
      for (const id of some) if (!known.has(id)) await disk.remove(id);
    }
  }

  async function sweepRows(when: { before: number; picturesBefore: number }): Promise<void> {
    for (let batch = 0; batch < BATCHES_A_SWEEP; batch++) {
      const ids = await store.readLong(units.nextBefore, { after, ...when, count: AT_ONCE });
      const held = new Set(ids.length > 0 ? await o.held(ids) : []);
      const gone = ids.filter((id) => !held.has(id));
      for (const id of gone) await disk.remove(id);
      if (gone.length > 0) await store.write(units.forget, { files: gone });
      after = ids.length === AT_ONCE ? (ids.at(-1) as string) : '';
      if (after === '') return;
    }
  }
}
