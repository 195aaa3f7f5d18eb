import { expect, test } from 'vitest';
import { bookOf, search } from '../client/emoji/book.ts';
import { texts } from '../client/emoji/texts.ts';
import { openUsed } from '../client/emoji/used.ts';
import { emojiText } from '../vite.emoji.ts';

/** The emoji that both sides choose from: which there are, and by which words they are found. */
const newest = 14;
const found = (language: string, asked: string) => {
  const signs = search(bookOf(emojiText(language), language, newest), asked).map(({ sign }) => sign);
  return signs.slice(0, 40);
};

test.each([
  ['en', 'heart', '❤️'],
  ['en', 'thumbs u', '👍'],
  ['en', 'norway', '🇳🇴'],
  ['de', 'HERZ', '❤️'],
  ['de', 'frohlich', '😀'],
  ['fr', 'theiere', '🫖'],
  ['ar', 'قلب', '❤️'],
  ['he', 'לב', '❤️'],
  ['hi', 'चाय', '🫖'],
  ['tr', 'çaydanlık', '🫖'],
  ['ja', 'ハート', '❤️'],
  ['ko', '하트', '❤️'],
  ['zh', '茶壶', '🫖'],
  ['uk', 'Україна', '🇺🇦'],
])('in %s, "%s" finds %s', (language, asked, sign) => {
  expect(found(language, asked)).toContain(sign);
});

test('what nobody would call so is not found, and nothing asked for finds nothing', () => {
  expect(found('en', 'heart qqq')).toEqual([]);
  expect(found('en', ' ')).toEqual([]);
  expect(found('en', 'heart')).not.toContain('🫖');
});

test.each(Object.keys(texts))('every emoji has a name in %s, and all the groups have some', (language) => {
  const book = bookOf(emojiText(language), language, 15);
  expect(book.map(({ group }) => group)).toEqual([
    ...['smileys_emotion', 'people_body', 'animals_nature', 'food_drink', 'travel_places', 'activities'],
    ...['objects', 'symbols', 'flags'],
  ]);
  const all = book.flatMap(({ emoji }) => emoji);
  expect(all.length).toBeGreaterThan(1_500);
  expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length);
  // Keycaps and the flags of three regions say what they are.
  const nameless = all.filter(({ sign, name }) => sign === name && !/^[#*0-9🔟🏴]/u.test(sign));
  expect(nameless).toEqual([]);
});

test('what a system does not draw is not offered', () => {
  const signs = (version: number) =>
    bookOf(emojiText('en'), 'en', version).flatMap(({ emoji }) => emoji.map(({ sign }) => sign));
  expect(signs(14)).toContain('🫠');
  expect(signs(13)).not.toContain('🫠');
  expect(signs(12)).toContain('#️⃣');
});

test('those chosen lately come newest first, each once, two dozen at most, whatever else lies there', () => {
  const kept = new Map([['emoji-used', '{"no":']]);
  const used = openUsed({ get: (name) => kept.get(name) ?? null, set: (name, value) => void kept.set(name, value) });
  expect(used.all()).toEqual([]);
  for (const sign of ['😀', '🫖', '😀']) used.add(sign);
  expect(used.all()).toEqual(['😀', '🫖']);
  for (let at = 0; at < 30; at++) used.add(String.fromCodePoint(0x1f300 + at));
  expect(used.all()).toHaveLength(24);
});
