import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (how: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Gives back what this thread's heap holds without need, down to code that ran once. V8 itself does so under pressure only, and an idle
 * server knows none: after a start that is a quarter of the process. It takes some 100 ms, for moments when nobody waits.
 */
export function sweep(): void {
  // The flag is the whole process's and stays on: switched off again, it would be off for the other thread that sweeps right now.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc') as Collect | undefined;
  collect?.({ type: 'major', flavor: 'last-resort' });
}
