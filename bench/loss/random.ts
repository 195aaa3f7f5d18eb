/** Chance that can be repeated: the same seed gives the same choices. */
export type Random = {
  /** From 0 up to 1, without 1. */
  next(): number;
  /** A whole number between both, both included. */
  int(from: number, to: number): number;
  chance(of: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A chance of its own, so that one actor's choices do not depend on how fast another one is. */
  fork(): Random;
};

/** mulberry32, by Tommy Ettinger (public domain). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (of) => next() < of,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    fork: () => randomFrom(Math.floor(next() * 2 ** 32)),
  };
}
