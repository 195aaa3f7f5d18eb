import { signal } from '@preact/signals';

const TICKS_EVERY_MS = 10_000;

/** The time, as far as waiting times and "5 min" need it. */
export const now = signal(Date.now());

setInterval(() => {
  if (document.visibilityState === 'visible') now.value = Date.now();
}, TICKS_EVERY_MS);
document.addEventListener('visibilitychange', () => {
  now.value = Date.now();
});
