/** Where `errors.ts`, a script of its own, leaves what it has kept of the page's console. No name that a page could meet by chance. */
export const LINES = Symbol.for('foyer:errors');
export type Watched = { [LINES]?: readonly string[] };

/** The last errors of the page as they are now, oldest first; none where its owner keeps none. */
export function lastErrors(): readonly string[] {
  return [...((window as Watched)[LINES] ?? [])];
}
