import { randomFillSync } from 'node:crypto';

const BYTES = 10;
const pool = Buffer.alloc(BYTES * 400);
let used = pool.length;

/** A UUID version 7 (RFC 9562): 48 bits of `now` in milliseconds, the rest random. */
export function newId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.toString('hex', used, used + BYTES);
  const variant = '89ab'[(pool[used] as number) & 3];
  used += BYTES;
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(2, 5)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`;
}
