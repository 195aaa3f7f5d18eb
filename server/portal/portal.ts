import type { Content, Shown, Step, Version } from '../../portal/page.ts';
import type { Card as Idea, Status } from '../../protocol/boards.ts';
import { places } from '../../protocol/portal.ts';
import { LANGUAGES } from '../../protocol/sites.ts';
import type { Catalog } from '../articles/catalog.ts';
import { slugOf } from '../articles/tree.ts';
import { bestOf, languageOf } from '../foundation/languages.ts';

/** What of a help centre is asked for. */
export type Asked =
  | { at: 'start' }
  | { at: 'front'; language: string }
  | { at: 'collection'; language: string; collection: string }
  | { at: 'article'; language: string; article: string }
  | { at: 'search'; language: string; words: string }
  | { at: 'board'; language: string; status: Status | null; after: number }
  | { at: 'idea'; language: string; idea: string }
  | { at: 'nowhere'; language?: string };

/** What is there: a page, or another path that leads to it, for good or as things are now. */
export type Answer = { is: 'moved'; to: string; forGood: boolean } | Opened;
type Found = Extract<Answer, { is: 'moved' }> | Omit<Opened, 'hasBoard'>;
export type Opened = {
  is: 'page';
  status: 200 | 404;
  language: string;
  path: string;
  /** Every language that there is, with this page or the front page. */
  languages: Version[];
  /** Those in which this page is. */
  versions: Version[];
  content: Content;
  hasBoard: boolean;
};

/** So many of the same collection stand below an article. */
const OTHERS_AT_MOST = 5;
const TAIL_CHARACTERS = 8;
/** The name of what stands in no collection. */
const LOOSE = 'more';

export type Portal = ReturnType<typeof openPortal>;

/** What people wish for, as everybody sees it. */
type Board = {
  isPublic(site: string): Promise<boolean>;
  browse(p: { site: string; status: Status | null; skip: number }): Promise<{ ideas: readonly Idea[]; more: boolean }>;
  read(p: { site: string; idea: string }): Promise<{ idea: Idea; steps: readonly Step[] } | null>;
};

/** A site's help and its board as pages with addresses. They read what everybody may, and nothing else. */
export function openPortal({ catalog, board }: { catalog: Catalog; board: Board }) {
  return { open, languagesOf, shelves, published: catalog.all, hasBoard: board.isPublic };

  async function languagesOf(site: string): Promise<string[]> {
    return [...new Set((await catalog.all(site)).map(({ language }) => language))].sort();
  }

  /** `accepted`: the languages that the browser asks for. */
  async function open(site: string, asked: Asked, accepted: string | undefined): Promise<Answer> {
    const [answer, hasBoard] = await Promise.all([answerTo(site, asked, accepted), board.isPublic(site)]);
    return answer.is === 'page' ? { ...answer, hasBoard } : answer;
  }

  async function answerTo(site: string, asked: Asked, accepted: string | undefined): Promise<Found> {
    const languages = await languagesOf(site);
    const wished = bestOf(languages, accepted) ?? languageOf(accepted);
    if (asked.at === 'start') return moved(places.front(wished), 'now');
    const language = languageIn(languages, asked.language);
    if (language === null || asked.at === 'nowhere') return missing(languages, language ?? wished);
    if (language !== asked.language) return moved(pathOf({ ...asked, language }), 'now');
    switch (asked.at) {
      case 'front': {
        const versions = languages.map((one) => ({ language: one, path: places.front(one) }));
        return page(languages, versions, language, pathOf(asked), {
          is: 'front',
          shelves: await shelves(site, language),
        });
      }
      case 'search': {
        const { words } = asked;
        const { found } = words === '' ? { found: [] } : await catalog.find({ site, language, words, settled: true });
        const versions = languages.map((one) => ({ language: one, path: pathOf({ ...asked, language: one }) }));
        return page(languages, versions, language, pathOf(asked), { is: 'search', words, found });
      }
      case 'board': {
        if (!(await board.isPublic(site))) return missing(languages, language);
        const { status, after } = asked;
        const { ideas, more } = await board.browse({ site, status, skip: after });
        const versions = languages.map((one) => ({ language: one, path: places.ideas(one, status, after) }));
        return page(languages, versions, language, pathOf(asked), { is: 'board', status, after, ideas, more });
      }
      case 'idea': {
        const story = (await board.isPublic(site)) ? await board.read({ site, idea: asked.idea }) : null;
        if (!story) return missing(languages, language);
        // One that was merged is read where its votes are now.
        const path = places.idea(language, story.idea.id);
        if (story.idea.id !== asked.idea) return moved(path, 'now');
        const versions = languages.map((one) => ({ language: one, path: places.idea(one, story.idea.id) }));
        return page(languages, versions, language, path, { is: 'idea', ...story });
      }
      case 'collection':
        return collection(site, languages, { ...asked, language });
      case 'article':
        return article(site, languages, { ...asked, language });
    }
  }

  async function collection(
    site: string,
    languages: string[],
    { language, collection: name }: { language: string; collection: string },
  ): Promise<Found> {
    const tail = tailOf(name);
    const everywhere = await Promise.all(
      languages.map(async (one) => ({
        language: one,
        shelf: (await shelves(site, one)).find((other) => tailOf(other.name) === tail),
      })),
    );
    const versions = everywhere.flatMap(({ language: one, shelf }) =>
      shelf ? [{ language: one, path: places.collection(one, shelf.name) }] : [],
    );
    const shelf = everywhere.find((one) => one.language === language)?.shelf;
    if (!shelf) return missing(languages, language);
    const path = places.collection(language, shelf.name);
    return shelf.name === name
      ? page(languages, versions, language, path, { is: 'collection', shelf })
      : moved(path, 'for good');
  }

  /** By its name; an earlier name and its id lead there. Where it is not in this language, it is read in another. */
  async function article(
    site: string,
    languages: string[],
    { language, article: name }: { language: string; article: string },
  ): Promise<Found> {
    const read = await catalog.read({ site, language, article: name });
    if (!read.ok) return missing(languages, language);
    const { article: found } = read;
    const path = places.article(found.language, found.slug);
    if (found.language !== language) return moved(path, 'now');
    if (found.slug !== name) return moved(path, 'for good');
    const rows = (await catalog.all(site)).filter((row) => row.article_id === found.id);
    const versions = rows.map((row) => ({ language: row.language, path: places.article(row.language, row.slug) }));
    const shelf = (await shelves(site, language)).find(({ cards }) => cards.some(({ id }) => id === found.id));
    const others = neighbours(shelf?.cards ?? [], found.id);
    const on = shelf && shelf.title !== '' ? shelf : null;
    return page(languages, versions, language, path, { is: 'article', article: found, shelf: on, others });
  }

  async function shelves(site: string, language: string): Promise<Shown[]> {
    const { shelves: all } = await catalog.browse({ site, language });
    return all.map(({ collection: id, title, description, articles: cards }) => ({
      name: id === null ? LOOSE : [slugOf(title), id.slice(-TAIL_CHARACTERS)].filter(Boolean).join('-'),
      ...{ title, description, cards },
    }));
  }
}

/** A site that has nothing yet has a front page in every language that we speak. */
function languageIn(languages: readonly string[], asked: string | undefined): string | null {
  if (asked === undefined) return null;
  const there = languages.length > 0 ? languages : LANGUAGES;
  const [base = ''] = asked.toLowerCase().split('-');
  return (
    there.find((one) => one === asked) ??
    there.find((one) => one.toLowerCase() === asked.toLowerCase()) ??
    there.find((one) => one.split('-')[0] === base) ??
    null
  );
}

function pathOf(asked: Exclude<Asked, { at: 'start' | 'nowhere' }>): string {
  const { language } = asked;
  switch (asked.at) {
    case 'front':
      return places.front(language);
    case 'collection':
      return places.collection(language, asked.collection);
    case 'article':
      return places.article(language, asked.article);
    case 'board':
      return places.ideas(language, asked.status, asked.after);
    case 'idea':
      return places.idea(language, asked.idea);
    case 'search':
      return places.search(language) + (asked.words === '' ? '' : `?q=${encodeURIComponent(asked.words)}`);
  }
}

function page(
  languages: string[],
  versions: Version[],
  language: string,
  path: string,
  content: Content,
): Omit<Opened, 'hasBoard'> {
  return { is: 'page', status: 200, ...{ language, path, versions, content }, languages: all(languages, versions) };
}

function missing(languages: string[], language: string): Omit<Opened, 'hasBoard'> {
  const path = places.front(language);
  return {
    is: 'page',
    status: 404,
    ...{ language, path },
    versions: [],
    languages: all(languages, []),
    content: { is: 'missing' },
  };
}

function all(languages: readonly string[], versions: readonly Version[]): Version[] {
  return languages.map(
    (language) => versions.find((one) => one.language === language) ?? { language, path: places.front(language) },
  );
}

function moved(to: string, how: 'for good' | 'now'): Extract<Answer, { is: 'moved' }> {
  return { is: 'moved', to, forGood: how === 'for good' };
}

/** What of a collection's name stays when it is called something else. */
function tailOf(name: string): string {
  return name === LOOSE ? name : name.slice(-TAIL_CHARACTERS);
}

/** Those that follow in a collection, and after the last one its first. */
function neighbours<T extends { id: string }>(cards: readonly T[], id: string): T[] {
  const at = cards.findIndex((card) => card.id === id);
  return [...cards.slice(at + 1), ...cards.slice(0, Math.max(at, 0))].slice(0, OTHERS_AT_MOST);
}
