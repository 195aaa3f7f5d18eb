import type { Store } from '../foundation/database.ts';
import type { Disk } from './disk.ts';
import * as units from './store.ts';

const SWEPT_AFTER_MS = 24 * 3_600_000;
const SWEEP_EVERY_MS = 10 * 60_000;
const AT_ONCE = 500;
/** How many are looked at in one go: all of a million within ten hours, without being in anybody's way. */
const BATCHES_A_SWEEP = 40;

/**
 * Removes files older than a day that no message holds: uploads that were given up, messages that were taken back or erased while the
 * server went down. It walks through all files in turn, so that nothing depends on having been noticed at the right moment.
 */
export function openSweep(o: {
  store: Store;
  now: () => number;
  disk: Disk;
  held(files: readonly string[]): Promise<readonly string[]>;
}) {
  const { store, disk } = o;
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

  function once(): Promise<void> {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  }

  async function sweep(): Promise<void> {
    const before = o.now() - SWEPT_AFTER_MS;
    for (let batch = 0; batch < BATCHES_A_SWEEP; batch++) {
      const ids = await store.readLong(units.nextBefore, { after, before, count: AT_ONCE });
      const held = new Set(ids.length > 0 ? await o.held(ids) : []);
      const gone = ids.filter((id) => !held.has(id));
      for (const id of gone) await disk.remove(id);
      if (gone.length > 0) await store.write(units.forget, { files: gone });
      after = ids.length === AT_ONCE ? (ids.at(-1) as string) : '';
      if (after === '') return;
    }
  }
}
