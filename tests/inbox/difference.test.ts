import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOf, type Piece } from '../../inbox/articles/editor/difference.ts';

const linesOf = (before: string, after: string, language = 'en') =>
  differenceOf(before, after, language).flatMap((stretch) => ('lines' in stretch ? stretch.lines : []));
const marked = (pieces: readonly Piece[] | null) =>
  pieces?.map(({ is, text }) => (is === 'same' ? text : is === 'gone' ? `[-${text}-]` : `{+${text}+}`)).join('') ??
  null;

test('a word that was changed is marked, and what is around it is not', () => {
  expect(
    linesOf('Wash it in cold water.', 'Wash it in warm water.').map((line) => [
      marked(line.before),
      marked(line.after),
    ]),
  ).toEqual([['Wash it in [-cold-] water.', 'Wash it in {+warm+} water.']]);
});

test('in a script without spaces words are marked as well', () => {
  const [line] = linesOf('三十日以内に返品できます。', '十四日以内に返品できます。', 'ja');
  expect(marked(line?.after ?? null)).toContain('日以内に返品できます。');
});

test('lines that came and went stand alone, and long stretches that are alike are counted', () => {
  const same = Array.from({ length: 20 }, (_, nth) => `Line ${nth}`);
  const stretches = differenceOf(['Gone', ...same].join('\n'), [...same, 'New'].join('\n'), 'en');
  expect(stretches.map((one) => ('same' in one ? one.same : one.lines.length))).toEqual([3, 16, 3]);
});

test('whatever two texts say: each side is the text that it was', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b ', 'c', ' ', '\n', '\n\n', 'ü', '返品'), { maxLength: 30 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const stretches = differenceOf(before, after, 'en');
      // Where something is told by its length alone, there is no whole text to compare.
      if (stretches.some((one) => 'same' in one)) return;
      const lines = stretches.flatMap((one) => ('lines' in one ? one.lines : []));
      const side = (name: 'before' | 'after') =>
        lines.flatMap((line) => (line[name] ? [line[name].map(({ text }) => text).join('')] : [])).join('\n');
      expect(side('before')).toBe(before);
      expect(side('after')).toBe(after);
    }),
  );
});
