/** The page's way in: `Foyer('verb', …)`. What came before the script had loaded waits in `q`. */
export type Foyer = { (verb: string, ...values: unknown[]): unknown; q?: ArrayLike<unknown>[]; live?: string };

type Verbs = Record<string, (...values: unknown[]) => unknown>;

declare global {
  interface Window {
    Foyer?: Foyer;
  }
}

/** Puts the callable global in place and drains what waited, in order. A wrong call warns and never throws into the page. */
export function openCommands(key: string, verbs: Verbs): void {
  const waiting = window.Foyer?.q;
  const foyer: Foyer = (verb, ...values) => {
    try {
      if (Object.hasOwn(verbs, verb)) return verbs[verb]?.(...values);
      console.warn(`Foyer: there is no verb "${verb}"`);
    } catch (error) {
      console.warn('Foyer:', error);
    }
  };
  foyer.live = key;
  window.Foyer = foyer;
  for (const [verb, ...values] of Array.from(waiting ?? [], (call) => Array.from(call)))
    foyer(verb as string, ...values);
}
