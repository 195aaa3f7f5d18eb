import type { Storage } from '../../client/storage.ts';
import { storageName } from '../contract.ts';

/** Nothing of whoever was here stays in this browser. */
export function wipe(key: string, storage: Storage): void {
  for (const name of storage.names('')) storage.remove(name);
  try {
    // The bytes of files that were not sent yet: all tabs hear that they are gone.
    indexedDB.deleteDatabase(storageName(key));
  } catch {
    // There is none where the page may not have one.
  }
}
