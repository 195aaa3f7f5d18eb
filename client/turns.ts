/** A tab that holds its turn for longer than any request takes is asleep. */
const ASLEEP_MS = 60_000;

/**
 * Tabs do something one after another where the browser can tell them apart. The turn of a tab that fell asleep with it is taken from it:
 * whatever is done in turns has to bear being done twice.
 */
export function inTurn<T>(name: string, act: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return act();
  return new Promise((resolve, reject) => {
    let began = false;
    const run = () => {
      began = true;
      const doing = act();
      doing.then(resolve, reject);
      return doing;
    };
    const turn = (how: LockOptions): Promise<unknown> =>
      navigator.locks.request(name, how, run).catch((error: Error) => {
        if (began) return;
        return error.name === 'TimeoutError' ? turn({ steal: true }) : run();
      });
    void turn({ signal: AbortSignal.timeout(ASLEEP_MS) });
  });
}
