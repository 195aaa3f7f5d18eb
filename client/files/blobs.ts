/**
 * The bytes of files that are not sent yet. IndexedDB keeps them over a reload, where the page may have one; elsewhere they stay in memory,
 * and the visitor notices nothing until the page goes.
 */
export type Blobs = {
  put(id: string, blob: Blob): Promise<void>;
  get(id: string): Promise<Blob | undefined>;
  remove(ids: readonly string[]): Promise<void>;
};

const KEPT_MS = 7 * 24 * 3_600_000;
const STORE = 'blobs';

export function openBlobs(name: string): Blobs {
  const memory = new Map<string, Blob>();
  let opening: Promise<IDBDatabase | null> | undefined;

  return {
    async put(id, blob) {
      memory.set(id, blob);
      await within('readwrite', (store) => store.put(blob, id));
    },
    async get(id) {
      return memory.get(id) ?? ((await within('readonly', (store) => store.get(id))) as Blob | undefined);
    },
    async remove(ids) {
      for (const id of ids) {
        memory.delete(id);
        await within('readwrite', (store) => store.delete(id));
      }
    },
  };

  /** Whoever deletes the database wipes what this browser keeps: the memory of each of its pages goes along. */
  function wiped(): void {
    memory.clear();
    opening = undefined;
  }

  async function within(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    opening ??= open(name, wiped).catch(() => null);
    const database = await opening;
    try {
      return database && (await done(act(database.transaction(STORE, mode).objectStore(STORE))));
    } catch {
      // No room, or the page has wiped its data: memory has to do.
      opening = undefined;
      return undefined;
    }
  }
}

async function open(name: string, wiped: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const database = await done(request);
  const release = () => {
    removeEventListener('pagehide', release);
    database.close();
    wiped();
  };
  // Others who wipe it must not wait for us, nor for a page that is put away.
  database.onversionchange = release;
  addEventListener('pagehide', release);
  // Ids begin with their time: what was given up long ago goes.
  const before = (Date.now() - KEPT_MS).toString(16).padStart(12, '0');
  const last = `${before.slice(0, 8)}-${before.slice(8)}`;
  await done(database.transaction(STORE, 'readwrite').objectStore(STORE).delete(IDBKeyRange.upperBound(last)));
  return database;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
