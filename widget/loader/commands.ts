type Forward = (verb: string, ...values: unknown[]) => unknown;
type Verbs = { [verb: string]: (...values: unknown[]) => unknown };

/** Does it, and warns where it fails: nothing of ours is thrown into the page. */
export function quietly<A extends unknown[]>(act: (...values: A) => unknown): (...values: A) => unknown {
  return (...values) => {
    try {
      return act(...values);
    } catch (error) {
      console.warn('Foyer:', error);
    }
  };
}

/**
 * The page's way in: `Foyer('verb', …)`. What came before the script had loaded waits in `q`.
 *
 * Puts the callable global in place and drains what waited, in order. A verb that is not among these goes to `others`, with its name in
 * front. A wrong call warns and never throws into the page.
 */
export function openCommands(key: string, verbs: Verbs, others: Forward): void {
  const waiting = window.Foyer?.q;
  const foyer = quietly((verb: string, ...values) =>
    Object.hasOwn(verbs, verb) ? (verbs[verb] as Verbs[string])(...values) : others(verb, ...values),
  ) as FoyerCall;
  window.Foyer = foyer;
  // What waits may be anything, too.
  for (const call of (waiting ?? []) as ['open'][]) quietly(() => foyer(...call))();
  foyer.live = key;
}
