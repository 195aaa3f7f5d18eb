import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientFrame, type Frame, frameReader, serverFrame } from '../../bench/frames.ts';

const frame = fc.record({
  opcode: fc.constantFrom(1, 2, 8, 9, 10),
  payload: fc
    .oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(126, 65_535, 65_536).map((size) => new Uint8Array(size)),
    )
    .map((bytes) => Buffer.from(bytes)),
});

test.for([
  ['a client', clientFrame],
  ['a server', serverFrame],
] as const)('what %s sends is read again, however the network cuts it', ([, write]) =>
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 300 })), (frames, cuts) => {
      const bytes = Buffer.concat(frames.map(write));
      const seen: Frame[] = [];
      const read = frameReader(({ opcode, payload }) => void seen.push({ opcode, payload: Buffer.from(payload) }));
      let at = 0;
      for (const size of [...cuts, bytes.length]) {
        read(bytes.subarray(at, at + size));
        at += size;
      }
      expect(seen).toEqual(frames);
    }),
    { numRuns: 200 },
  ),
);
