/** Tabs take turns where the browser can. Where it has no locks, or gives none (as where it forbids storage), each goes on alone. */
export async function inTurn<T>(name: string, act: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return act();
  let begun = false;
  try {
    return await navigator.locks.request(name, () => {
      begun = true;
      return act();
    });
  } catch (error) {
    if (begun) throw error;
    return act();
  }
}
