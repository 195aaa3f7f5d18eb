/** The page's way in: `Foyer('verb', …)`. What came before the script had loaded waits in `q`. */
export type Foyer = { (verb: string, ...values: unknown[]): unknown; q?: ArrayLike<unknown>[]; live?: string };

type Verbs = Record<string, (...values: unknown[]) => unknown>;

declare global {
  interface Window {
    Foyer?: Foyer;
  }
}

/**
 * Puts the callable global in place and drains what waited, in order. A verb that is not among these goes to `others`, with its name in
 * front. A wrong call warns and never throws into the page.
 */
export function openCommands(key: string, verbs: Verbs, others: Foyer): void {
  const waiting = window.Foyer?.q;
  const foyer: Foyer = (verb, ...values) => {
    try {
      return Object.hasOwn(verbs, verb) ? verbs[verb]?.(...values) : others(verb, ...values);
    } catch (error) {
      console.warn('Foyer:', error);
    }
  };
  foyer.live = key;
  window.Foyer = foyer;
  for (const call of Array.from(waiting ?? [], (call) => Array.from(call))) foyer(...(call as [string]));
}
