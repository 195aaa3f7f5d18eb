import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { words as inbox } from '../inbox/words/en.ts';
import { en as aroundHelp } from '../portal/words/en.ts';
import { say, spoken, tongueOf } from '../portal/words/words.ts';
import { STATUSES } from '../protocol/boards.ts';
import { problems } from '../protocol/problem.ts';
import { choose } from '../widget/words/choose.ts';
import { en as written } from '../widget/words/en/letters.ts';
import { en } from '../widget/words/en.ts';
import type { Sentence } from '../widget/words/sentence.ts';
import { fill, speech, wordsOf } from '../widget/words/speech.ts';

/** Every sentence that visitors read is used and says what it is given. (That none is missing, the types see to.) */
const root = join(import.meta.dirname, '..');
const sources = globSync(['{widget,client}/**/*.{ts,tsx}', 'server/{notifications,sites}/*.ts'], {
  ...{ cwd: root, exclude: ['widget/words/**'] },
}).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));

/** The code that reads a part's sentences: what names the part, or gets its words from somebody who does. */
function readersOf(part: string): string {
  const naming = sources.filter(({ text }) => text.includes(`words/en/${part}.ts`)).map(({ file }) => file);
  const given = (file: string) =>
    part === 'chat' ||
    (part === 'link' && file.startsWith('server/')) ||
    new RegExp(`^(widget|client)/${part}/`).test(file);
  return sources.flatMap(({ file, text }) => (naming.includes(file) || given(file) ? [text] : [])).join('\n');
}

test.each(Object.entries(en))('no sentence of the part "%s" is kept that nobody reads', (part, words) => {
  const code = readersOf(part);
  const isRead = (key: string) =>
    new RegExp(`\\bwords\\??\\.${key}\\b|Words\\(\\)\\.${key}\\b|\\{.*\\b${key}\\b.*\\} = \\w*[wW]ords`).test(code);
  expect(Object.keys(words).filter((key) => !isRead(key))).toEqual([]);
});

test('no sentence of letters and of the server’s pages is kept that nobody writes', () => {
  const code = sources.flatMap(({ file, text }) => (file.startsWith('server/') ? [text] : [])).join('\n');
  const isWritten = (name: string) => new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(code);
  const names = Object.entries(written).flatMap(([part, words]) => Object.keys(words).map((key) => `${part}.${key}`));
  expect(names.filter((name) => !isWritten(name))).toEqual([]);
});

test('every part of what visitors read has a heading where the owner writes their own', () => {
  expect(Object.keys(en).filter((part) => !(part in inbox.sentences.parts))).toEqual([]);
});

test('no sentence of the inbox is kept that nobody reads', () => {
  const code = globSync('{inbox,client}/**/*.{ts,tsx}', { cwd: root, exclude: ['inbox/words/**'] })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const named = new Set(code.match(/[\p{L}_$][\p{L}\d_$]*/gu));
  const dead = (words: object, name: string): string[] =>
    Object.entries(words).flatMap(([key, value]) => {
      if (!named.has(key)) return [name + key];
      // What is chosen by a value, such as a status, the types see to.
      const isChosen = new RegExp(`\\b${key}\\??\\.?\\[`).test(code);
      return typeof value !== 'object' || Array.isArray(value) || isChosen ? [] : dead(value, `${name}${key}.`);
    });
  expect(dead(inbox, '')).toEqual([]);
});

/** Each language but English, of the chat and of letters. */
async function tonguesIn(folder: string): Promise<{ language: string; words: unknown }[]> {
  const files = globSync(`widget/words/${folder}/*.ts`, { cwd: root }).sort();
  const load = async (file: string) => ((await import(join(root, file))) as { words: unknown }).words;
  return Promise.all(files.map(async (file) => ({ language: basename(file, '.ts'), words: await load(file) })));
}
const tongues = (await tonguesIn('languages')).map((one) => ({ ...one, what: 'the chat', english: en as object }));
const letters = (await tonguesIn('letters')).map((one) => ({ ...one, what: 'letters', english: written as object }));

test('sixteen languages are spoken and written', () => {
  const asked = 'ar de es fr he hi it ja ko nl pl pt tr uk zh';
  for (const all of [tongues, letters]) expect(all.map(({ language }) => language).join(' ')).toBe(asked);
  const speaker = readFileSync(join(root, 'widget', 'words', 'speak.ts'), 'utf8');
  expect([...speaker.matchAll(/languages\/(\w+)\.ts/g)].map(([, language]) => language).join(' ')).toBe(asked);
});

test.each([...tongues, ...letters])(
  'every sentence of $what is said in $language, with the same values, and in each of its forms',
  ({ language, words, english }) => {
    expect(amissIn(language, words, english)).toEqual([]);
  },
);

test('the help centre on the web says as much, in the same languages, and nothing that nobody reads', () => {
  expect(Object.keys(spoken).sort()).toEqual(['en', ...tongues.map(({ language }) => language)].sort());
  expect(Object.entries(spoken).flatMap(([language, words]) => amissIn(language, words, aroundHelp))).toEqual([]);
  const code = globSync('portal/*.{ts,tsx}', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  // Named by what a callout is, and by how an idea stands.
  const named = ['note', 'tip', 'warning', ...STATUSES];
  const isRead = (key: string) => named.includes(key) || new RegExp(`\\b(words|said)\\.${key}\\b`).test(code);
  expect(Object.keys(aroundHelp).filter((key) => !isRead(key))).toEqual([]);
  expect(say(tongueOf('pl').words.count, { count: 22 }, 'pl')).toBe('22 artykuły');
  expect(tongueOf('pt-BR').language).toBe('pt-BR');
  expect(tongueOf('constructor').language).toBe('en');
  expect(say(aroundHelp.results, { words: '{count} $&' }, 'en')).toBe('Results for “{count} $&”');
});

/** What a language lacks, says with other values or in other forms, or says without being asked. */
function amissIn(language: string, words: unknown, english: unknown): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const said = sentencesOf(words);
  const sentences = sentencesOf(english);
  const wrong = [...sentences].flatMap(([name, english]) => {
    const own = said.get(name);
    if (own === undefined) return [`${name} is missing: ${JSON.stringify(english)}`];
    if (typeof own !== typeof english) return [`${name} is of another kind`];
    const forms = typeof own === 'string' ? [] : Object.keys(own);
    return [
      ...(typeof own === 'string' ? [] : pluralCategories.filter((one) => !forms.includes(one))).map(
        (one) => `${name} lacks the form "${one}"`,
      ),
      ...forms
        .filter((one) => !pluralCategories.includes(one as Intl.LDMLPluralRule))
        .map((one) => `${name} has "${one}"`),
      ...textsOf(own).flatMap(({ form, text }) =>
        valuesAmiss(text, english, form).map((one) => `${name} ${form}: ${one}`),
      ),
    ];
  });
  const unknown = [...said.keys()].filter((name) => !sentences.has(name)).map((name) => `${name} is not asked for`);
  return [...wrong, ...unknown];
}

test('whatever the server refuses for good, visitors read why in their own words', () => {
  const elsewhere = {
    'signing in, which is for staff': ['wrong_credentials', 'wrong_code'],
    'calls of a page, which hears of it as an event': ['identity_missing', 'identity_wrong', 'identity_expired'],
    'changing a message, which has its own sentence': ['too_late'],
    'mail, which is not offered where there is none': ['no_mail'],
    'an address, which has its own sentence where it is given': ['no_more_mail'],
  };
  expect(Object.keys(en.talk.refused)).toContain('too_late');
  expect(en.hours.noMore).toContain('{email}');
  const said = [...Object.keys(en.chat.refused), ...Object.values(elsewhere).flat()];
  const final = Object.entries(problems).filter(([, { final }]) => final);
  expect(final.map(([code]) => code).filter((code) => !said.includes(code))).toEqual([]);
});

test('a sentence says its values, in the form and with the figures of its language', () => {
  expect(fill(en.chat.all, { count: 1234 })).toBe('All 1,234 conversations');
  expect(fill(en.chat.left, { count: 1 })).toBe('1 character left');
  expect(fill(en.hours.left, { email: '{email} $&' })).toBe('We answer here, and by e-mail to {email} $&.');
  speech.value = { ...speech.value, locale: 'pl' };
  const days = { one: '{count} dzień', few: '{count} dni (few)', many: '{count} dni (many)', other: '{count} dnia' };
  expect([1, 3, 5, 22, 1.5].map((count) => fill(days, { count }))).toEqual([
    ...['1 dzień', '3 dni (few)', '5 dni (many)', '22 dni (few)', '1,5 dnia'],
  ]);
  speech.value = { ...speech.value, locale: 'en' };
});

test('another language’s sentences stand over the English ones, with forms that English lacks; nonsense does not', () => {
  const before = speech.value;
  const own = { chat: { left: { few: 'own, {count}', other: { deeper: 'no' } }, send: { deeper: 'no' } } };
  const books = [{ chat: { left: { few: '{count} znaki', other: '{count} znaku' } } }, own as object];
  speech.value = { language: 'pl', locale: 'pl', books, said: {} };
  const words = wordsOf('chat', en.chat);
  expect([3, 1.5].map((count) => fill(words.left, { count }))).toEqual(['own, 3', '1,5 znaku']);
  expect(words.send).toBe('Send');
  speech.value = before;
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

/** Sentences by their names, such as `chat.refused.too_large`. */
function sentencesOf(words: unknown, name = ''): Map<string, Sentence> {
  if (typeof words === 'string' || Object.hasOwn(words as object, 'other')) return new Map([[name, words as Sentence]]);
  const inside = Object.entries(words as object);
  return new Map(inside.flatMap(([key, value]) => [...sentencesOf(value, name ? `${name}.${key}` : key)]));
}

function textsOf(sentence: Sentence): { form: string; text: string }[] {
  return typeof sentence === 'string'
    ? [{ form: '', text: sentence }]
    : Object.entries(sentence).map(([form, text]) => ({ form, text: text as string }));
}

/** Places for values that are missing or unknown. A form for one, two or none may say the number in a word. */
function valuesAmiss(text: string, english: Sentence, form: string): string[] {
  const placesIn = (one: string) => [...one.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const wanted = placesIn(typeof english === 'string' ? english : english.other);
  const found = placesIn(text);
  const isSpoken = (name: string) => name === 'count' && ['zero', 'one', 'two'].includes(form);
  return [
    ...wanted.filter((name) => !found.includes(name) && !isSpoken(name)).map((name) => `{${name}} has no place`),
    ...found.filter((name) => !wanted.includes(name)).map((name) => `{${name}} is not known`),
    ...(text.trim() === text && text !== '' ? [] : ['is empty, or has blanks around it']),
  ];
}
