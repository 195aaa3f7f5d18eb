import type { Row } from './access.ts';
import type { Place, Town } from './actors.ts';
import { id } from './server.ts';

/** Rows of the access matrix for what staff write for visitors to read. */
const text = { language: 'en', title: 'Lids', summary: '', body: 'They fit.' };
const known = new Map<string, Promise<string>>();

/** A published article of a place; of a place that is not there an id that nothing has. */
export function articleAt(town: Town, at: Place): Promise<string> {
  const article = known.get(at.site) ?? written(town, at);
  known.set(at.site, article);
  return article;
}

async function written(town: Town, at: Place): Promise<string> {
  const article = id();
  if (![town.shop.site, town.atelier.site].includes(at.site)) return article;
  const ask = async (verb: string, payload: object) => {
    const { body } = await town.house.asStaff(town.house.olgasCookie, `articles/${verb}`, payload);
    if (!body.ok) throw new Error(`Olga could not ${verb} an article: ${JSON.stringify(body)}`);
  };
  await ask('save', { site: at.site, article, edits: 0, ...text });
  await ask('publish', { article, language: 'en', at: null });
  return article;
}

async function shelfAt(town: Town, at: Place): Promise<string> {
  const collection = id();
  if (![town.shop.site, town.atelier.site].includes(at.site)) return collection;
  const texts = [{ language: 'en', title: 'Pans', description: '' }];
  await town.house.asStaff(town.house.olgasCookie, 'articles/save-collection', { site: at.site, collection, texts });
  return collection;
}

const about = (more: object): Row => {
  const of: Row['targets'][string] = async ({ town, things }) => ({ article: await articleAt(town, things), ...more });
  return { targets: { own: of, foreign: of, missing: () => ({ article: id(), ...more }) } };
};
/** For what uses the article up: each time a fresh one. */
const aboutFresh = (more: object): Row => {
  const of: Row['targets'][string] = async ({ town, things }) => ({ article: await written(town, things), ...more });
  return { targets: { own: of, foreign: of, missing: () => ({ article: id(), ...more }) } };
};
const aboutSite = (more: () => object): Row => {
  const of: Row['targets'][string] = ({ things }) => ({ site: things.site, ...more() });
  return { targets: { own: of, foreign: of, missing: of } };
};

export const articleRows = {
  'articles:list': aboutSite(() => ({})),
  'articles:get': about({ language: 'en' }),
  'articles:save': aboutSite(() => ({ article: id(), edits: 0, ...text })),
  'articles:preview': { targets: { own: () => ({ body: '# Lids' }) } },
  'articles:versions': about({ language: 'en' }),
  'articles:version': about({ language: 'en', number: 1 }),
  'articles:restore': about({ language: 'en', number: 1 }),
  'articles:place': about({ audience: 'public' }),
  'articles:publish': about({ language: 'en', at: null }),
  'articles:unpublish': aboutFresh({ language: 'en' }),
  'articles:match': {
    targets: {
      own: async ({ town, things }) => ({ article: await translated(town, things), language: 'de' }),
      foreign: async ({ town, things }) => ({ article: await translated(town, things), language: 'de' }),
      missing: () => ({ article: id(), language: 'de' }),
    },
  },
  'articles:remove': aboutFresh({}),
  'articles:bring-back': aboutFresh({}),
  'articles:save-collection': aboutSite(() => ({
    collection: id(),
    texts: [{ language: 'en', title: 'Pans', description: '' }],
  })),
  'articles:remove-collection': {
    targets: {
      own: async ({ town, things }) => ({ collection: await shelfAt(town, things) }),
      foreign: async ({ town, things }) => ({ collection: await shelfAt(town, things) }),
      missing: () => ({ collection: id() }),
    },
  },
  'articles:synonyms': aboutSite(() => ({ language: 'en' })),
  'articles:set-synonyms': aboutSite(() => ({ language: 'en', synonyms: [['lid', 'cover']] })),
  'articles:try-synonyms': aboutSite(() => ({ language: 'en', synonyms: [['lid', 'cover']], words: 'cover' })),
  'articles:missed': aboutSite(() => ({})),
  'articles:helped': about({}),
  'articles:drop-missed': {
    targets: {
      own: async ({ town, things }) => ({ site: things.site, language: 'en', words: await missedAt(town, things) }),
      foreign: async ({ town, things }) => ({ site: things.site, language: 'en', words: await missedAt(town, things) }),
      missing: ({ things }) => ({ site: things.site, language: 'en', words: 'nothing' }),
    },
  },
} satisfies Record<string, Row>;

async function translated(town: Town, at: Place): Promise<string> {
  const article = await written(town, at);
  const german = { ...text, language: 'de', title: 'Deckel' };
  await town.house.asStaff(town.house.olgasCookie, 'articles/save', { site: at.site, article, edits: 0, ...german });
  return article;
}

/** Something that a visitor of the place searched for in vain. */
async function missedAt(town: Town, at: Place): Promise<string> {
  await articleAt(town, at);
  const asked = { site: at.key, language: 'en', words: 'xylophone', settled: true };
  await town.house.post('/api/visitor/articles/search', asked, { origin: at.origin });
  return asked.words;
}
