/**
 * What this browser keeps for a site, under names that begin alike. Where the page may not store anything, or nothing fits any more,
 * it stays in memory and the visitor notices nothing.
 */
export type Storage = {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** The names that begin so, without what they begin with. */
  names(begin: string): string[];
  /** Another tab has changed something. Returns its own end. */
  onChange(heard: (name: string) => void): () => void;
};

export function openStorage(prefix: string): Storage {
  const memory = new Map<string, string>();
  const disk = <T>(act: (disk: globalThis.Storage) => T, otherwise: T): T => {
    try {
      return act(localStorage);
    } catch {
      return otherwise;
    }
  };
  const full = (name: string) => `${prefix}:${name}`;

  return {
    get: (name) => memory.get(name) ?? disk((disk) => disk.getItem(full(name)), null),
    set(name, value) {
      const kept = disk((disk) => {
        disk.setItem(full(name), value);
        return true;
      }, false);
      if (kept) memory.delete(name);
      else memory.set(name, value);
    },
    remove(name) {
      memory.delete(name);
      disk((disk) => disk.removeItem(full(name)), undefined);
    },
    names(begin) {
      const onDisk = disk((disk) => Object.keys(disk).filter((key) => key.startsWith(full(begin))), []);
      const inMemory = [...memory.keys()].filter((name) => name.startsWith(begin)).map(full);
      return [...new Set([...onDisk, ...inMemory])].map((name) => name.slice(full(begin).length)).sort();
    },
    onChange(heard) {
      const listen = (event: StorageEvent) => {
        if (event.key === null) heard('');
        else if (event.key.startsWith(`${prefix}:`)) heard(event.key.slice(prefix.length + 1));
      };
      addEventListener('storage', listen);
      return () => removeEventListener('storage', listen);
    },
  };
}

let last = 0;

/** A UUID version 7 that sorts after every earlier one of this page. Plain http pages have no crypto.randomUUID. */
export function newId(now: number): string {
  last = Math.max(now, last + 1);
  const random = [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const time = last.toString(16).padStart(12, '0');
  const variant = '89ab'[Number.parseInt(random[3] as string, 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`;
}

/** JSON that a page's own `toJSON` on built-in prototypes cannot bend, not even where it can be neither put away nor changed. */
export const toJson = (value: unknown): string => JSON.stringify(bare(value));

/** The same values, in objects and lists that inherit no `toJSON`. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return Object.defineProperty(value.map(bare), 'toJSON', { value: undefined });
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.create(null);
  for (const [name, one] of Object.entries(value)) copy[name] = bare(one);
  return copy;
}
