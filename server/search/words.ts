/** What a language knows of its words: their stems, and those that say nothing by themselves. */
export type Lore = {
  stem(word: string): string;
  silent: ReadonlySet<string>;
  locale: string;
  forms: Map<string, readonly string[]>;
};

const LORE: Record<string, () => Promise<[stemmer: (word: string) => string, silent: readonly string[]]>> = {
  ar: async () => [
    (await import('@orama/stemmers/arabic')).stemmer,
    (await import('@orama/stopwords/arabic')).stopwords,
  ],
  de: async () => [
    (await import('@orama/stemmers/german')).stemmer,
    (await import('@orama/stopwords/german')).stopwords,
  ],
  en: async () => [
    (await import('@orama/stemmers/english')).stemmer,
    (await import('@orama/stopwords/english')).stopwords,
  ],
  es: async () => [
    (await import('@orama/stemmers/spanish')).stemmer,
    (await import('@orama/stopwords/spanish')).stopwords,
  ],
  fr: async () => [
    (await import('@orama/stemmers/french')).stemmer,
    (await import('@orama/stopwords/french')).stopwords,
  ],
  hi: async () => [
    (await import('@orama/stemmers/indian')).stemmer,
    (await import('@orama/stopwords/indian')).stopwords,
  ],
  it: async () => [
    (await import('@orama/stemmers/italian')).stemmer,
    (await import('@orama/stopwords/italian')).stopwords,
  ],
  nl: async () => [(await import('@orama/stemmers/dutch')).stemmer, (await import('@orama/stopwords/dutch')).stopwords],
  pt: async () => [
    (await import('@orama/stemmers/portuguese')).stemmer,
    (await import('@orama/stopwords/portuguese')).stopwords,
  ],
  tr: async () => [
    (await import('@orama/stemmers/turkish')).stemmer,
    (await import('@orama/stopwords/turkish')).stopwords,
  ],
  uk: async () => [
    (await import('@orama/stemmers/ukrainian')).stemmer,
    (await import('@orama/stopwords/ukrainian')).stopwords,
  ],
};

/** Letters and digits with what stands upon them, or a run of a script that puts no spaces between words. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
const SOME_UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
const MIXED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/gu;
/** Vowel signs of Arabic and Hebrew, and the stroke that lengthens: nobody types them. */
const UNTYPED = /[\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g;

export async function loreOf(language: string): Promise<Lore> {
  const load = LORE[language.split('-')[0] as string];
  const locale = knownLocale(language);
  const forms = new Map<string, readonly string[]>();
  if (!load) return { stem: (word) => word, silent: new Set(), locale, forms };
  const [stem, silent] = await load();
  return { stem, silent: new Set(silent.map((word) => plain(word, locale))), locale, forms };
}

function knownLocale(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

export type Placed = { word: string; from: number; to: number };

/** The words of a text and where they stand. Where a script has no spaces, every two neighbours are a word. */
export function wordsIn(text: string): Placed[] {
  const found = [...text.matchAll(WORD)];
  if (!SOME_UNSPACED.test(text)) {
    return found.map(({ 0: word, index: from }) => ({ word, from, to: from + word.length }));
  }
  return found.flatMap(({ 0: run, index }) =>
    [...run.matchAll(MIXED)].flatMap(({ 0: word, index: within }) => {
      const from = index + within;
      return UNSPACED.test(word) ? pairsOf(word, from) : [{ word, from, to: from + word.length }];
    }),
  );
}

function pairsOf(run: string, from: number): Placed[] {
  if (run.length < 3) return [{ word: run, from, to: from + run.length }];
  return Array.from({ length: run.length - 1 }, (_, at) => ({
    word: run.slice(at, at + 2),
    from: from + at,
    to: from + at + 2,
  }));
}

/** A word without capitals, accents and what only print has: İstanbul, ISTANBUL and istanbul are one, straße and strasse too. */
export function plain(word: string, locale: string): string {
  return word
    .toLocaleLowerCase(locale)
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .normalize('NFKD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
    .replace(UNTYPED, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/['’].*$/u, (end) => (end.length > 2 ? end.slice(1) : ''))
    .normalize('NFC');
}

/** A language has about so many that are said at all; names and numbers come and go. */
const REMEMBERED_AT_MOST = 50_000;

/** Under which words a word is found: as it is written, and by its stem. Remembered: the same words come again and again. */
export function formsOf(word: string, lore: Lore): readonly string[] {
  const known = lore.forms.get(word);
  if (known) return known;
  const forms = reckoned(word, lore);
  if (lore.forms.size >= REMEMBERED_AT_MOST) lore.forms.clear();
  lore.forms.set(word, forms);
  return forms;
}

function reckoned(word: string, lore: Lore): string[] {
  const whole = plain(word, lore.locale);
  if (whole === '') return [];
  const stem = plain(lore.stem(word.toLocaleLowerCase(lore.locale).normalize('NFC')), lore.locale);
  return stem === '' || stem === whole ? [whole] : [whole, stem];
}
