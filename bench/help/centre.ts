import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '../../server/foundation/ids.ts';
import type { Desk } from './desk.ts';

const read = (...path: string[]): string => readFileSync(join(import.meta.dirname, ...path), 'utf8');

export type Text = { name: string; title: string; body: string };
/** `name`: the article that whoever types these words looks for. */
export type Pair = { language: string; words: string; name: string };

/** The languages of the made-up shop's help centre, each with the same articles. */
export const languages = readdirSync(join(import.meta.dirname, 'centre')).map((file) => file.replace('.md', ''));

/** `## name | title` begins an article. */
export function textsIn(language: string): Text[] {
  return read('centre', `${language}.md`)
    .split(/^## /m)
    .slice(1)
    .map((piece) => {
      const [head = '', ...lines] = piece.split('\n');
      const [name = '', title = ''] = head.split(' | ');
      return { name, title, body: lines.join('\n').trim() };
    });
}

/** `words | name` on each line. */
export function pairsIn(folder: 'pairs' | 'unopened'): Pair[] {
  return readdirSync(join(import.meta.dirname, folder)).flatMap((file) =>
    read(folder, file)
      .split('\n')
      .filter((line) => line.includes(' | '))
      .map((line) => {
        const [words = '', name = ''] = line.split(' | ');
        return { language: file.replace('.txt', ''), words, name };
      }),
  );
}

/** Writes the help centre as its owner does, and gives the id of each article by its name. */
export async function openCentre(desk: Desk): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const texts = ['en', ...languages.filter((language) => language !== 'en')].flatMap((language) =>
    textsIn(language).map((text) => ({ ...text, language })),
  );
  for (const { name, language, title, body } of texts) {
    const id = ids.get(name) ?? newId(Date.now());
    ids.set(name, id);
    await desk.publish({ id, language, title, body });
  }
  const synonyms = JSON.parse(read('synonyms.json')) as Record<string, string[][]>;
  for (const [language, groups] of Object.entries(synonyms)) {
    await desk.ask('set-synonyms', { site: desk.site.id, language, synonyms: groups });
  }
  return ids;
}

/** Pairs whose article is among the first three that are found, and those whose is not. */
export async function recall(desk: Desk, ids: ReadonlyMap<string, string>, pairs: readonly Pair[]) {
  const missed: (Pair & { found: string[] })[] = [];
  for (const pair of pairs) {
    const id = ids.get(pair.name);
    if (id === undefined) throw new Error(`There is no article "${pair.name}"`);
    const found = (await desk.search(pair.language, pair.words)).slice(0, 3);
    if (!found.some((one) => one.id === id)) missed.push({ ...pair, found: found.map(({ title }) => title) });
  }
  const of = (some: readonly Pair[]) => some.length - missed.filter((one) => some.some((p) => isSame(p, one))).length;
  const byLanguage = languages.map((language) => {
    const some = pairs.filter((pair) => pair.language === language);
    return { language, share: of(some) / some.length };
  });
  return { share: (pairs.length - missed.length) / pairs.length, byLanguage, missed };
}

const isSame = (a: Pair, b: Pair) => a.language === b.language && a.words === b.words && a.name === b.name;
