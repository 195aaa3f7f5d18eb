/** Work that is done one piece at a time, by turns: whoever brings much waits for themselves, nobody for more than one piece of another. */
export function openTurns(o: { ofOne: number; inAll: number }) {
  const waiting = new Map<string, (() => Promise<unknown>)[]>();
  let many = 0;
  let isUnderWay = false;

  /** Does a piece of somebody's work when it is their turn; 'busy': too much of it waits already. */
  return async function inTurn<T>(whose: string, work: () => Promise<T>): Promise<T | 'busy'> {
    const theirs = waiting.get(whose) ?? [];
    if (theirs.length >= o.ofOne || many >= o.inAll) return 'busy';
    return new Promise<T>((done, failed) => {
      theirs.push(() => work().then(done, failed));
      waiting.set(whose, theirs);
      many += 1;
      if (!isUnderWay) void goOn();
    });
  };

  async function goOn(): Promise<void> {
    isUnderWay = true;
    for (let [next] = waiting; next; [next] = waiting) {
      const [whose, theirs] = next;
      const piece = theirs.shift() as () => Promise<unknown>;
      many -= 1;
      await piece();
      // Behind everybody else who waits, those who came meanwhile, too.
      waiting.delete(whose);
      if (theirs.length > 0) waiting.set(whose, theirs);
    }
    isUnderWay = false;
  }
}
