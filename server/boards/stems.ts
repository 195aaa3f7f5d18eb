const MOST = 8;
/** Shorter ones are in every sentence, except where one sign is half a word. */
const LETTERS_AT_LEAST = 3;
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Parts of words by which ideas are found that may be the same: the longest ones, without the letters that bend a word. */
export function stemsOf(text: string): string[] {
  const words = [...segmenter.segment(text.normalize('NFKC').toLowerCase())].flatMap(({ segment, isWordLike }) => {
    const letters = [...segment];
    if (!isWordLike) return [];
    if (WIDE.test(segment)) return letters.length > 1 ? [segment] : [];
    if (letters.length < LETTERS_AT_LEAST) return [];
    return [letters.slice(0, Math.max(LETTERS_AT_LEAST, letters.length - (letters.length > 5 ? 2 : 1))).join('')];
  });
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, MOST);
}
