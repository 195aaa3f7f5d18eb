import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { choose } from '../widget/words/choose.ts';
import { en } from '../widget/words/en.ts';
import { fill, speech } from '../widget/words/speech.ts';

/** Every sentence that visitors read is used and says what it is given. (That none is missing, the types see to.) */
const root = join(import.meta.dirname, '..');
const sources = globSync('{widget,client}/**/*.{ts,tsx}', { cwd: root, exclude: ['widget/words/**'] }).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));

/** The code that reads a part's sentences: what names the part, or gets its words from somebody who does. */
function readersOf(part: string): string {
  const naming = sources.filter(({ text }) => text.includes(`words/en/${part}.ts`)).map(({ file }) => file);
  const given = (file: string) => part === 'chat' || new RegExp(`^(widget|client)/${part}/`).test(file);
  return sources.flatMap(({ file, text }) => (naming.includes(file) || given(file) ? [text] : [])).join('\n');
}

test.each(Object.entries(en))('no sentence of the part "%s" is kept that nobody reads', (part, words) => {
  const code = readersOf(part);
  const isRead = (key: string) =>
    new RegExp(`\\bwords\\??\\.${key}\\b|Words\\(\\)\\.${key}\\b|\\{.*\\b${key}\\b.*\\} = \\w*[wW]ords`).test(code);
  expect(Object.keys(words).filter((key) => !isRead(key))).toEqual([]);
});

test('a sentence says its values, in the form and with the figures of its language', () => {
  expect(fill(en.chat.all, { count: 1234 })).toBe('All 1,234 conversations');
  expect(fill(en.chat.left, { count: 1 })).toBe('1 character left');
  expect(fill(en.hours.left, { email: '{email} $&' })).toBe('We answer here, and by e-mail to {email} $&.');
  speech.value = { locale: 'pl' };
  const days = { one: '{count} dzień', few: '{count} dni (few)', many: '{count} dni (many)', other: '{count} dnia' };
  expect([1, 3, 5, 22, 1.5].map((count) => fill(days, { count }))).toEqual([
    ...['1 dzień', '3 dni (few)', '5 dni (many)', '22 dni (few)', '1,5 dnia'],
  ]);
  speech.value = { locale: 'en' };
});

test.each([
  { wishes: ['de-AT', 'en'], own: ['en-US'], gets: 'de in de-AT' },
  { wishes: ['de'], own: ['en-GB', 'de-CH'], gets: 'de in de-CH' },
  { wishes: [undefined, '', 'tlh', 'fr-CA'], own: [], gets: 'fr in fr-CA' },
  { wishes: ['en-US@posix', 'not a tag!', 'ja'], own: ['en-US@posix'], gets: 'ja in ja' },
  { wishes: ['zh-TW', 'ko'], own: [], gets: 'ko in ko' },
  { wishes: ['zh-SG'], own: [], gets: 'zh in zh-SG' },
  { wishes: ['iw'], own: [], gets: 'he in he' },
  { wishes: ['pt-PT'], own: [], gets: 'pt in pt-PT' },
  { wishes: ['en'], own: ['en-US@posix'], gets: 'en in en' },
  { wishes: ['cy'], own: ['cy'], gets: 'en in en' },
])('who wishes $wishes gets $gets', ({ wishes, own, gets }) => {
  const { language, locale } = choose(wishes, ['en', 'de', 'fr', 'pt', 'ja', 'ko', 'zh', 'he'], own);
  expect(`${language} in ${locale}`).toBe(gets);
});
