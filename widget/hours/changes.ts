/** Timers count no further than this. */
const WAITS_AT_MOST_MS = 24 * 60 * 60_000;

/** How long until an opening has changed, in ms: a moment more than it says, since clocks differ. */
export function untilChange(changesAt: number, now: number): number {
  return Math.min(Math.max(changesAt - now, 0) + 1_000, WAITS_AT_MOST_MS);
}
