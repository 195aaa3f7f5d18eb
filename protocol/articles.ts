import Type, { type Static } from 'typebox';
import { Id, nullable, SiteKey, shape, Time } from './schema.ts';

/** A tag of RFC 5646, such as en or pt-BR. */
export const Language = Type.String({
  maxLength: 20,
  pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$',
  description: 'such as en or pt-BR',
});

/** In Chinese three bytes a character: a text and what is around it stay under MAX_FRAME_BYTES. */
export const MAX_BODY_CHARACTERS = 30_000;
const Title = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Summary = Type.String({ maxLength: 300 });
const Body = Type.String({ maxLength: MAX_BODY_CHARACTERS, description: 'Markdown' });
/** The name in an address: small letters, digits and hyphens of whatever script. */
export const Slug = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[\\p{L}\\p{N}\\p{M}]+(-[\\p{L}\\p{N}\\p{M}]+)*$',
});
/** The path of a page, where `*` stands for anything: /cart, /products/*. */
const PagePattern = Type.String({ maxLength: 200, pattern: '^/\\S*$' });

/** Where the pictures of articles are: below it are names such as ID-640x480, with the size in pixels, so that nothing moves once one is there. */
export const PICTURES_AT = '/foyer/articles/';
const PICTURE = /^\/foyer\/articles\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-([1-9]\d{0,4})x([1-9]\d{0,4})$/;
/** What the address of an article's picture tells: which file it is, and its size in pixels. */
export function pictureAt(address: string): { id: string; width: number; height: number } | undefined {
  const [, id, width, height] = PICTURE.exec(address) ?? [];
  return id ? { id, width: Number(width), height: Number(height) } : undefined;
}
/** What an article is made of once it was read: no markup, drawn as nodes. Addresses are http, https, mailto or tel. */
export type Inline =
  | { is: 'text'; text: string }
  | { is: 'strong' | 'emphasis' | 'struck'; parts: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'link'; to: string; parts: Inline[] }
  /** Another article of the same site, by its slug. */
  | { is: 'article'; slug: string; parts: Inline[] }
  | { is: 'break' }
  /** `from` begins with PICTURES_AT, below the address of Foyer. Texts of earlier days may name pictures elsewhere, which nobody loads. */
  | { is: 'image'; from: string; alt: string; width?: number; height?: number };
export type Block =
  /** `anchor` is the same as long as the words of the heading are. */
  | { is: 'heading'; level: 2 | 3 | 4; anchor: string; parts: Inline[] }
  | { is: 'paragraph'; parts: Inline[] }
  | { is: 'list'; start: number | null; items: { done: boolean | null; blocks: Block[] }[] }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'callout'; kind: 'note' | 'tip' | 'warning'; blocks: Block[] }
  | { is: 'code'; language: string; text: string }
  | { is: 'table'; align: ('start' | 'center' | 'end' | null)[]; head: Inline[][]; rows: Inline[][][] }
  | { is: 'rule' }
  | { is: 'video'; at: 'youtube' | 'vimeo'; id: string; to: string; title: string };

/** Any block: its shape is that of the type `Block`, which nests. */
const Blocks = Type.Unsafe<Block[]>(Type.Array(Type.Object({ is: Type.String() }, { additionalProperties: true })));

export const Audience = Type.Union([Type.Literal('public'), Type.Literal('internal')], {
  description: 'internal: for staff only',
});
export type Audience = Static<typeof Audience>;

const CollectionText = shape({ language: Language, title: Title, description: Summary });
/** A shelf of articles, named per language. */
export const Collection = shape({
  id: Id,
  texts: Type.Array(CollectionText, { minItems: 1, maxItems: 40 }),
});
export type Collection = Static<typeof Collection>;

/** How an article stands in one language. `stale`: the original was changed since this was translated. */
export const Standing = shape({
  language: Language,
  title: Title,
  slug: nullable(Slug),
  state: Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('changed')], {
    description: 'changed: published, and there is a newer draft',
  }),
  publishAt: nullable(Time),
  publishedAt: nullable(Time),
  changedAt: Time,
  stale: Type.Boolean(),
});
export type Standing = Static<typeof Standing>;

/** How many readers said that an article helped them, and how many that it did not. */
export const Verdict = shape({ yes: Type.Integer({ minimum: 0 }), no: Type.Integer({ minimum: 0 }) });
export type Verdict = Static<typeof Verdict>;

/**
 * An article as lists show it. `language` is that of its original, `pages` where it is suggested. `conversation`: it was begun from what
 * was said there.
 */
export const Outline = shape({
  id: Id,
  site: Id,
  collection: nullable(Id),
  audience: Audience,
  language: Language,
  pages: Type.Array(PagePattern, { maxItems: 20 }),
  standings: Type.Array(Standing),
  helped: Verdict,
  conversation: nullable(Id),
});
export type Outline = Static<typeof Outline>;

/** A text as it was at some time. `number` counts from 1 per language. */
export const Version = shape({
  number: Type.Integer({ minimum: 1 }),
  title: Title,
  summary: Summary,
  body: Body,
  by: nullable(Id),
  at: Time,
});
export type Version = Static<typeof Version>;
export const VersionOutline = shape({
  number: Type.Integer({ minimum: 1 }),
  title: Title,
  by: nullable(Id),
  at: Time,
  published: Type.Boolean(),
});
export type VersionOutline = Static<typeof VersionOutline>;

export const OfSite = shape({ site: Id });
export const OfArticle = shape({ article: Id });
export const OfText = shape({ article: Id, language: Language });
export const OfVersion = shape({
  article: Id,
  language: Language,
  number: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
});
export const Shelves = shape({ collections: Type.Array(Collection), articles: Type.Array(Outline) });
export const OneOutline = shape({ article: Outline });
/** The newest text, published or not. `edits` is what the next `articles:save` has to bring. */
export const OneText = shape({ article: Outline, text: Version, edits: Type.Integer(), tree: Blocks });
export const Versions = shape({ versions: Type.Array(VersionOutline) });
export const OneVersion = shape({ text: Version, tree: Blocks });
/**
 * Writes down a text. The first one of an article makes it: its language is the original's. `edits` is how often the text was written down
 * before (0: never), so that two who write at once do not lose what the other wrote: `conflict`. `conversation`: what a new article is
 * begun from.
 */
export const Save = shape({
  site: Id,
  article: Id,
  language: Language,
  edits: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  title: Title,
  summary: Summary,
  body: Body,
  conversation: Type.Optional(Id),
});
/** Where an article stands and who reads it; what is left out stays. */
export const Place = shape({
  article: Id,
  collection: Type.Optional(nullable(Id)),
  audience: Type.Optional(Audience),
  pages: Type.Optional(Type.Array(PagePattern, { maxItems: 20 })),
  /** The article that it stands behind within its collection; null: it is the first. */
  after: Type.Optional(nullable(Id)),
});
/** `at` null: now. In the past is now, too. */
export const Publish = shape({ article: Id, language: Language, slug: Type.Optional(Slug), at: nullable(Time) });
export const Preview = shape({ body: Body });
export const Previewed = shape({ tree: Blocks });
export const SaveCollection = shape({
  site: Id,
  collection: Id,
  texts: Collection.properties.texts,
  /** The collection that it stands behind; null: it is the first. Left out: where it was, or at the end. */
  after: Type.Optional(nullable(Id)),
});
export const OneCollection = shape({ collection: Collection });
export const OfCollection = shape({ collection: Id });

const Word = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
/** Each group holds words that find what the others find. */
export const Synonyms = Type.Array(Type.Array(Word, { minItems: 2, maxItems: 20 }), { maxItems: 500 });
export const OfSynonyms = shape({ site: Id, language: Language });
const Mark = Type.String({ minLength: 1, maxLength: 64 });
/** `mark` stands for these very words. */
export const SomeSynonyms = shape({ synonyms: Synonyms, mark: Mark });
/** With the `mark` of those that were changed, two who write at once do not lose what the other wrote: `conflict`. */
export const SetSynonyms = shape({ site: Id, language: Language, synonyms: Synonyms, mark: Type.Optional(Mark) });

/** What visitors searched for and did not find, the most wanted first. */
export const Missed = shape({
  words: Type.String(),
  language: Language,
  times: Type.Integer(),
  lastAt: Time,
});
export type Missed = Static<typeof Missed>;
export const ManyMissed = shape({ missed: Type.Array(Missed) });
export const DropMissed = shape({ site: Id, language: Language, words: Type.String({ minLength: 1, maxLength: 100 }) });

/** An article that visitors can read, as lists show it. */
export const Card = shape({ id: Id, slug: Slug, title: Title, summary: Summary });
export type Card = Static<typeof Card>;
/** `page` is the path of the page that the visitor is on: what fits it comes as `suggested`. */
export const Browse = shape({
  site: SiteKey,
  language: Language,
  page: Type.Optional(Type.String({ maxLength: 2_000 })),
});
export const Shelf = shape({
  collection: nullable(Id),
  title: Type.String(),
  description: Summary,
  articles: Type.Array(Card),
});
export type Shelf = Static<typeof Shelf>;
/** `language`: the one that was found, which is the asked one if there is anything in it. */
export const Browsed = shape({ language: nullable(Language), suggested: Type.Array(Card), shelves: Type.Array(Shelf) });
export type Browsed = Static<typeof Browsed>;

/** `settled`: the visitor has stopped typing; where nothing is found, the owner gets to know. */
export const Search = shape({
  site: SiteKey,
  language: Language,
  words: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  settled: Type.Optional(Type.Boolean()),
});
/** A piece of the text around what was found. */
const Snippet = Type.Array(shape({ text: Type.String(), hit: Type.Boolean() }));
export const Found = shape({ id: Id, slug: Slug, title: Title, snippet: Snippet });
export type Found = Static<typeof Found>;
export const SearchResult = shape({ language: nullable(Language), found: Type.Array(Found) });
export type SearchResult = Static<typeof SearchResult>;

/** What a search would find with other words that mean the same. Nothing is kept of it, and what is not found is not counted. */
export const TrySynonyms = shape({
  site: Id,
  language: Language,
  synonyms: Synonyms,
  words: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
});
export const TriedSynonyms = shape({ before: Type.Array(Found), after: Type.Array(Found) });

/** By id, or by a slug that it has or had. */
export const Read = shape({ site: SiteKey, language: Language, article: Type.Union([Id, Slug]) });
export const Article = shape({
  id: Id,
  slug: Slug,
  language: Language,
  /** All in which it can be read. */
  languages: Type.Array(Language),
  title: Title,
  summary: Summary,
  tree: Blocks,
  collection: nullable(Id),
  publishedAt: Time,
});
export type Article = Static<typeof Article>;
export const OneArticle = shape({ article: Article });

/**
 * What fits the page that somebody is on, or what they are about to write: three at most, and none where nothing fits well. What is
 * looked for so is not counted.
 */
export const Suggest = shape({
  site: SiteKey,
  language: Language,
  page: Type.Optional(Type.String({ maxLength: 2_000 })),
  words: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
});
export type Suggest = Static<typeof Suggest>;
export const Suggested = shape({ articles: Type.Array(Card) });
export type Suggested = Static<typeof Suggested>;

const Remark = Type.String({ maxLength: 1_000 });
/** Whether an article helped, and a word about it or ''. The same `id` again takes the place of what was said by it before. */
export const SayHelped = shape({
  site: SiteKey,
  id: Id,
  article: Id,
  language: Language,
  helped: Type.Boolean(),
  word: Remark,
});
export type SayHelped = Static<typeof SayHelped>;
/** What readers said of an article, and the newest words of theirs. */
export const Said = shape({ id: Id, language: Language, helped: Type.Boolean(), word: Remark, at: Time });
export type Said = Static<typeof Said>;
export const HelpedHow = shape({ helped: Verdict, words: Type.Array(Said) });
export type HelpedHow = Static<typeof HelpedHow>;

export const MAX_STEPS = 30;
/** What somebody did before they asked. `helped` null: they have not said. */
export const Step = Type.Union([
  shape({ is: Type.Literal('searched'), words: Type.String({ minLength: 1, maxLength: 200 }), found: Type.Boolean() }),
  shape({ is: Type.Literal('read'), article: Id, language: Language, helped: nullable(Type.Boolean()) }),
]);
export type Step = Static<typeof Step>;
/** What somebody searched for and read before they asked: all of it each time, in the order in which it was done. */
export const TellTried = shape({ conversation: Id, steps: Type.Array(Step, { minItems: 1, maxItems: MAX_STEPS }) });
export type TellTried = Static<typeof TellTried>;
export const OfTried = shape({ conversation: Id });
const Written = shape({ article: Id, language: Language, title: Title });
/** `title` as the article has it now. `written`: the articles that were begun from the conversation. */
export const Tried = shape({
  steps: Type.Array(
    Type.Union([
      shape({ is: Type.Literal('searched'), words: Type.String(), found: Type.Boolean() }),
      shape({
        ...{ is: Type.Literal('read'), article: Id, language: Language, title: Title },
        helped: nullable(Type.Boolean()),
      }),
    ]),
  ),
  written: Type.Array(Written),
});
export type Tried = Static<typeof Tried>;
/** What somebody tried before they asked is known, or more of it. */
export const TriedTold = shape({ site: Id, conversation: Id });
export type TriedTold = Static<typeof TriedTold>;

/** `articles` of a site are others now. */
export const Changed = shape({ site: Id });
export type Changed = Static<typeof Changed>;
