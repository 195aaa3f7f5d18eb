import { expect, test } from 'vitest';
import { csvOf } from '../../inbox/kit/csv.ts';

test('a table says what people wrote, and no spreadsheet takes any of it for a formula', () => {
  const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"=1', "'=1", '＝1', '|cmd', '%0a'];
  for (const text of texts) expect(csvOf([[text]])).toBe(`\uFEFF"'${text.replaceAll('"', '""')}"\r\n`);
});

test('what is plain stays as it is: numbers, quotes, commas, lines, and what is not there', () => {
  expect(csvOf([['a, "b"', -5, null, undefined, 'c\nd', '']])).toBe('\uFEFF"a, ""b""",-5,,,"c\nd",""\r\n');
});
