import type { Proof } from '../../protocol/people.ts';
import type { Work } from '../../protocol/problem.ts';
import { firstWord } from './sha256.ts';

/** So long may the page wait for us. On a slow phone the hashes before the next look take 1 ms more: it stays below 8 ms. */
const SLICE_MS = 5;
const HASHES_BETWEEN_LOOKS = 8;
const SEED = 32;

/**
 * Finds the numbers that a challenge asks for, in slices between which the page goes on: workers are forbidden on strict pages, and
 * SubtleCrypto is not there without https. Nobody sees or does anything.
 */
export async function solve({ challenge, rounds, bits }: Work, rest = breathe, now = clock): Promise<Proof> {
  const seed = challenge.slice(-SEED);
  const nonces: number[] = [];
  let until = now() + SLICE_MS;
  for (let nonce = 0; nonces.length < rounds; nonce++) {
    if (firstWord(`${seed}.${nonces.length}.${nonce}`) >>> (32 - bits) === 0) {
      nonces.push(nonce);
      nonce = -1;
    }
    if (nonce % HASHES_BETWEEN_LOOKS === 0 && now() > until) {
      await rest();
      until = now() + SLICE_MS;
    }
  }
  return { challenge, nonces };
}

const clock = () => performance.now();

/** Lets the page do what waits, without the 4 ms that a chain of timers takes each time. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
