/** The fractional parts of roots of the first primes, as FIPS 180-4 has its constants. */
const [INITIAL, ROUND] = constants();
const WORDS = new Int32Array(64);

/** The first 32 bits of the SHA-256 of a short text: at most 55 letters, digits and signs of ASCII, which are one block. */
export function firstWord(text: string): number {
  const w = WORDS.fill(0);
  for (let at = 0; at < text.length; at++) w[at >> 2]! |= text.charCodeAt(at) << (24 - (at % 4) * 8);
  w[text.length >> 2]! |= 0x80 << (24 - (text.length % 4) * 8);
  w[15] = text.length * 8;
  let [a, b, c, d, e, f, g, h] = INITIAL as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    if (t > 15) {
      const [x, y] = [w[t - 15]!, w[t - 2]!];
      const before = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const after = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      w[t] = before + after + w[t - 7]! + w[t - 16]!;
    }
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[t]! + w[t]!;
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (a + INITIAL[0]!) >>> 0;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function constants(): [Int32Array, Int32Array] {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const fraction = (root: number) => (root - Math.floor(root)) * 2 ** 32;
  const roots = (power: number, some: number[]) => Int32Array.from(some, (prime) => fraction(prime ** power) | 0);
  return [roots(1 / 2, primes.slice(0, 8)), roots(1 / 3, primes)];
}
