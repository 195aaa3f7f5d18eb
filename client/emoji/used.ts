import { type Storage, toJson } from '../storage.ts';

const NAME = 'emoji-used';
const KEPT = 24;

/** Which ones somebody has chosen lately, newest first. */
export type Used = { all(): string[]; add(sign: string): void };

export function openUsed(storage: Pick<Storage, 'get' | 'set'>): Used {
  return { all, add };

  function all(): string[] {
    try {
      const kept: unknown = JSON.parse(storage.get(NAME) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
    } catch {
      return [];
    }
  }

  function add(sign: string): void {
    storage.set(NAME, toJson([sign, ...all().filter((one) => one !== sign)].slice(0, KEPT)));
  }
}
