type Forward = (verb: string, ...values: unknown[]) => unknown;
type Verbs = Record<string, (...values: unknown[]) => unknown>;

/**
 * The page's way in: `Foyer('verb', …)`. What came before the script had loaded waits in `q`.
 *
 * Puts the callable global in place and drains what waited, in order. A verb that is not among these goes to `others`, with its name in
 * front. A wrong call warns and never throws into the page.
 */
export function openCommands(key: string, verbs: Verbs, others: Forward): void {
  const waiting = window.Foyer?.q;
  const foyer = ((verb: string, ...values) => {
    try {
      return Object.hasOwn(verbs, verb) ? verbs[verb]?.(...values) : others(verb, ...values);
    } catch (error) {
      console.warn('Foyer:', error);
    }
  }) as Forward as FoyerCall;
  window.Foyer = foyer;
  for (const call of Array.from(waiting ?? [])) foyer(...(call as unknown as ['open']));
  foyer.live = key;
}
