import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import { openCompounds } from './compounds.ts';
import { synonymsOf } from './synonyms.ts';
import { formsOf, type Lore, loreOf, plain, wordsIn } from './words.ts';

/** A text to be found. `version` is another one as soon as the text is. */
export type Entry = { id: string; version: number; title: string; headings: string; summary: string; text: string };
/** `isSure`: so much of what was asked stands there that it can be suggested to somebody who did not ask for it. */
export type Hit = { id: string; isSure: boolean; snippet: { text: string; hit: boolean }[] };

/** Mistakes are forgiven from these lengths on: one sign that is wrong, missing or too many, then two. */
const [ONE_WRONG_FROM, TWO_WRONG_FROM] = [4, 8];
const [HITS_AT_MOST, WORDS_AT_MOST] = [10, 12];
const SNIPPET_CHARACTERS = 160;
/** What another word, or half of it, is worth beside the word itself. */
const [LIKE_IT, PART_OF_IT] = [0.8, 0.4];
const FIELDS = { title: 6, headings: 2.5, summary: 2, text: 1 };

type Match = { score: number; whole: number; sure: number; terms: string[] };
const inHead = ({ match }: SearchResult) =>
  Object.values(match).some((fields) => fields.some((name) => name !== 'text'));

export type Shelf = Awaited<ReturnType<typeof openShelf>>;

/** The texts of one site in one language, as they are searched. */
export async function openShelf(language: string) {
  const lore = await loreOf(language);
  const entries = new Map<string, Entry>();
  const compounds = openCompounds(lore);
  let synonyms = synonymsOf([], lore);
  const index = new MiniSearch<Entry>({
    fields: Object.keys(FIELDS),
    tokenize: (text) => wordsIn(text).map(({ word }) => word),
    processTerm: (word) => {
      const forms = [...formsOf(word, lore)];
      for (const form of forms) compounds.learn(form);
      return forms;
    },
    // What is asked for is not known by that.
    searchOptions: { boost: FIELDS, processTerm: (word) => [...formsOf(word, lore)] },
    autoVacuum: true,
  });

  return { lacks, put, find, setSynonyms };

  /** Which of these it does not have yet. What is not among them is not there any more. */
  function lacks(present: readonly { id: string; version: number }[]): string[] {
    const wanted = new Map(present.map(({ id, version }) => [id, version]));
    for (const [id, { version }] of entries) if (wanted.get(id) !== version) drop(id);
    return present.flatMap(({ id }) => (entries.has(id) ? [] : [id]));
  }

  function put(some: readonly Entry[]): void {
    for (const entry of some) {
      if (entries.has(entry.id)) drop(entry.id);
      entries.set(entry.id, entry);
      index.add(entry);
    }
  }

  function drop(id: string): void {
    entries.delete(id);
    index.discard(id);
  }

  function setSynonyms(groups: readonly (readonly string[])[]): void {
    synonyms = synonymsOf(groups, lore);
  }

  /** The best first. A text that has all of the words comes before one that has some of them. */
  function find(words: string, groups?: readonly (readonly string[])[]): Hit[] {
    const asked = wordsIn(words).map(({ word }) => word);
    const telling = asked.filter((word) => !lore.silent.has(plain(word, lore.locale)));
    const wanted = [...new Set(telling.length > 0 ? telling : asked)].slice(0, WORDS_AT_MOST);
    const others = (groups ? synonymsOf(groups, lore) : synonyms).among(asked);
    const last = asked.at(-1);
    const scores = new Map<string, { score: number; had: number; sure: number; terms: Set<string> }>();
    for (const word of wanted) {
      for (const [id, found] of best(word, others[asked.indexOf(word)] ?? [], word === last)) {
        const so = scores.get(id) ?? { score: 0, had: 0, sure: 0, terms: new Set() };
        so.score += found.score;
        so.had += found.whole;
        so.sure += found.sure;
        for (const term of found.terms) so.terms.add(term);
        scores.set(id, so);
      }
    }
    return [...scores]
      .map(([id, { score, had, sure, terms }]) => ({ id, terms, sure, score: score * (had / wanted.length) ** 2 }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, HITS_AT_MOST)
      .map(({ id, terms, sure }) => ({
        ...{ id, isSure: sure >= 1 },
        snippet: snippetOf(entries.get(id) as Entry, terms, lore),
      }));
  }

  /** How well each text has a word, or one that means the same. The last word may not be typed to its end yet. */
  function best(word: string, others: readonly string[], unfinished: boolean): Map<string, Match> {
    const found = new Map<string, Match>();
    for (const one of new Set([word, ...others])) {
      const isIt = one === word;
      const forms = new Set(wordsIn(one).flatMap((each) => formsOf(each.word, lore)));
      const begun = unfinished && isIt;
      for (const result of index.search(queryOf(one, begun), optionsOf(one, begun))) {
        take(found, result, isIt ? 1 : LIKE_IT, forms);
      }
    }
    for (const { query, worth, forms } of joined(word)) {
      for (const result of index.search(query, { prefix: (term) => term.length >= 4 }))
        take(found, result, worth, forms);
    }
    return found;
  }

  /** A text counts by the best that it has of what was looked for. */
  function take(found: Map<string, Match>, result: SearchResult, worth: number, forms: ReadonlySet<string>): void {
    const score = result.score * worth;
    const known = found.get(result.id as string);
    if (known && known.score >= score) return;
    const whole = worth * sureness(result, forms);
    const sure = whole < LIKE_IT ? 0 : inHead(result) ? 1 : 0.5;
    found.set(result.id as string, { score, whole, sure, terms: result.terms });
  }

  /** The words that one is joined of, and those that are joined of it and another. */
  function joined(word: string): { query: Query; worth: number; forms: Set<string> }[] {
    const asked = (queries: string[], worth: number) =>
      queries.length === 0
        ? []
        : [
            {
              query: { combineWith: 'OR', queries } as Query,
              worth,
              forms: new Set(queries.flatMap((one) => formsOf(one, lore))),
            },
          ];
    return [...asked(compounds.partsOf(word), PART_OF_IT), ...asked(compounds.endingIn(word), PART_OF_IT)];
  }

  /** All words of what means the same, each in one of its forms. */
  function queryOf(said: string, unfinished: boolean): Query {
    const queries = wordsIn(said).map(({ word }): Query => {
      // Two letters begin too many words: only in titles are they looked for.
      const begun: Query = { queries: [word], fields: ['title'], prefix: true };
      const isBegun = unfinished && word.length === 2;
      return { combineWith: 'OR', queries: isBegun ? [word, begun] : [word] };
    });
    return { combineWith: 'AND', queries };
  }

  /** How much a result has of the word itself: all of it, or only something like it. */
  function sureness(result: SearchResult, forms: ReadonlySet<string>): number {
    return result.terms.some((term) => forms.has(term)) ? 1 : 0.75;
  }

  function optionsOf(word: string, unfinished: boolean) {
    const short = [...word].length < 3;
    return {
      prefix: (term: string) => !short && (unfinished || term.length >= 4),
      fuzzy: (term: string) => (term.length >= TWO_WRONG_FROM ? 2 : term.length >= ONE_WRONG_FROM ? 1 : false),
      weights: { prefix: unfinished ? 0.7 : 0.4, fuzzy: 0.35 },
      // Two neighbours of a script without spaces are not alike because one sign is the same.
      maxFuzzy: 2,
    };
  }
}

/** The piece of a text with the most of what was found, and where in it that stands. */
function snippetOf(entry: Entry, terms: ReadonlySet<string>, lore: Lore): Hit['snippet'] {
  const text = entry.text.trim() === '' ? entry.summary : entry.text;
  const hits = wordsIn(text).filter(({ word }) => formsOf(word, lore).some((form) => terms.has(form)));
  const start = startOf(hits, text);
  const end = endAfter(text, start + SNIPPET_CHARACTERS);
  const pieces: Hit['snippet'] = [];
  let at = start;
  for (const { from, to } of hits) {
    if (to <= at || from < start || to > end) continue;
    const begin = Math.max(from, at);
    if (begin > at) pieces.push({ text: text.slice(at, begin), hit: false });
    const last = pieces.at(-1);
    if (last?.hit && begin === at) last.text += text.slice(begin, to);
    else pieces.push({ text: text.slice(begin, to), hit: true });
    at = to;
  }
  if (at < end) pieces.push({ text: text.slice(at, end), hit: false });
  const first = pieces[0];
  if (start > 0 && first) first.text = `…${first.text}`;
  const last = pieces.at(-1);
  if (end < text.length && last) last.text = `${last.text.trimEnd()}…`;
  return pieces.map((piece) => ({ ...piece, text: piece.text.replace(/\s+/g, ' ') }));
}

/** Where the stretch with the most hits begins: at the beginning of a line or a word. */
function startOf(hits: readonly { from: number }[], text: string): number {
  let [best, most] = [0, 0];
  for (const [index, { from }] of hits.entries()) {
    let many = 0;
    while ((hits[index + many]?.from ?? Number.POSITIVE_INFINITY) < from + SNIPPET_CHARACTERS - 40) many++;
    if (many > most) [best, most] = [from, many];
  }
  const line = text.lastIndexOf('\n', best) + 1;
  if (best - line < 60) return line;
  const word = text.lastIndexOf(' ', best - 30);
  return word > line ? word + 1 : best;
}

function endAfter(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space > at - 30 ? space : at;
}
