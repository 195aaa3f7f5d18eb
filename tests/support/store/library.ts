import type { House } from '../databases.ts';

/** A small house of shelves and books, to try the store itself with. */
export const library: Required<House> = {
  registry: new URL('./registry.ts', import.meta.url).href,
  migrations: new URL('./migrations/', import.meta.url),
};
