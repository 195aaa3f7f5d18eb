import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../server/foundation/database/packing.ts';

const plain = fc.oneof(
  fc.record({ id: fc.string(), seq: fc.integer(), at: fc.option(fc.integer()) }, { requiredKeys: ['id'] }),
  fc.record({ seq: fc.integer(), id: fc.string() }),
  fc.record({ refused: fc.constantFrom('conflict', 'not_found') }),
  fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
);
const item = fc.oneof({ weight: 5, arbitrary: plain }, fc.jsonValue(), fc.constantFrom(undefined, -1, 0, [], {}));

test('whatever is packed comes out as it went in, over a thread boundary too', async () => {
  await fc.assert(
    fc.property(fc.array(item, { maxLength: 20 }), (items) => {
      expect(unpack(structuredClone(pack(items)))).toEqual(structuredClone(items));
    }),
  );
});

test('rows of one shape share their keys', () => {
  const { shapes, values } = pack([
    { id: 'a', seq: 1 },
    { id: 'b', seq: 2 },
    { refused: 'conflict' },
    { id: 'c', seq: 3 },
  ]);
  expect(shapes).toEqual([['id', 'seq'], ['refused']]);
  expect(values).toEqual([0, 'a', 1, 0, 'b', 2, 1, 'conflict', 0, 'c', 3]);
});
