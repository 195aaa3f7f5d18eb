import Type, { type Static } from 'typebox';
import { Accent, Look } from './look.ts';
import { Id, Name, nullable, SiteKey, shape, Time } from './schema.ts';

/** Scheme, host and port of a website, as browsers send it in Origin. */
export const Origin = Type.String({
  maxLength: 300,
  pattern: '^https?://[^\\s/?#@\\\\]+$',
  description: 'such as https://shop.example.com',
});
export const Greeting = Type.String({ maxLength: 300 });

/** 0: not at all. */
export const EditMinutes = nullable(Type.Integer({ minimum: 0, maximum: 525_600 }));
/** The rooms of the panel that a site can do without. */
export const Room = Type.Union([
  Type.Literal('home'),
  Type.Literal('messages'),
  Type.Literal('help'),
  Type.Literal('feedback'),
  Type.Literal('ideas'),
]);
export type Room = Static<typeof Room>;

/** The languages that the chat speaks. */
const Language = Type.Union([
  Type.Literal('en'),
  Type.Literal('ar'),
  Type.Literal('de'),
  Type.Literal('es'),
  Type.Literal('fr'),
  Type.Literal('he'),
  Type.Literal('hi'),
  Type.Literal('it'),
  Type.Literal('ja'),
  Type.Literal('ko'),
  Type.Literal('nl'),
  Type.Literal('pl'),
  Type.Literal('pt'),
  Type.Literal('tr'),
  Type.Literal('uk'),
  Type.Literal('zh'),
]);
export type Language = Static<typeof Language>;
export const LANGUAGES = Language.anyOf.map((one) => one.const) as Language[];
/** A sentence of the chat as the owner wants it. */
export const OwnSentence = shape({
  language: Language,
  name: Type.String({
    maxLength: 80,
    pattern: '^[a-z][A-Za-z_]*(\\.([a-z][A-Za-z_]*|[0-9]))+$',
    description: 'where it stands among the sentences, such as chat.write or files.refused.many.one',
  }),
  text: Type.String({ maxLength: 500 }),
});
export type OwnSentence = Static<typeof OwnSentence>;

/** Where the help of a site is on the web. */
export const HelpCentre = shape({
  /** false: nowhere, as if there were none. */
  open: Type.Boolean(),
  name: nullable(
    Type.String({
      maxLength: 40,
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      description: "what stands in its address instead of the site's key, such as saltmarsh",
    }),
  ),
  host: nullable(
    Type.String({
      maxLength: 253,
      pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$',
      description: "a host name of the owner's that leads to us, such as help.shop.example",
    }),
  ),
});
export type HelpCentre = Static<typeof HelpCentre>;

export const Site = shape({
  id: Id,
  key: SiteKey,
  name: Name,
  origins: Type.Array(Origin),
  accent: Accent,
  greeting: Greeting,
  look: Look,
  /** How long visitors can change or take back what they wrote; null: always. */
  editMinutes: EditMinutes,
  /** Rooms of the panel that visitors do not find. */
  closedRooms: Type.Array(Room),
  /** What the chat says in the owner's own words. */
  sentences: Type.Array(OwnSentence),
  helpCentre: HelpCentre,
  /** When and where the snippet was last loaded by a page that is allowed to; null: not seen yet. */
  seenAt: nullable(Time),
  seenOn: nullable(Type.String()),
});
export type Site = Static<typeof Site>;
export const Sites = shape({
  sites: Type.Array(Site),
  snippetBase: Type.String({ description: 'address that the snippet begins with' }),
});
export const OneSite = shape({ site: Site });
/** `refusedOn`: the origin of a page that loaded the snippet lately and is not among the site's, as its Referer says. */
export const LookedAtSite = shape({ site: Site, refusedOn: nullable(Type.String()) });

export const CreateSite = shape({ name: Name, origin: Origin });
export const UpdateSite = shape({
  site: Id,
  name: Type.Optional(Name),
  origins: Type.Optional(Type.Array(Origin, { maxItems: 50 })),
  accent: Type.Optional(Accent),
  greeting: Type.Optional(Greeting),
  look: Type.Optional(Look),
  editMinutes: Type.Optional(EditMinutes),
  closedRooms: Type.Optional(Type.Array(Room, { maxItems: 5 })),
  helpCentre: Type.Optional(HelpCentre),
  /** Those that are given are changed. With an empty text it is Foyer's own again. */
  sentences: Type.Optional(Type.Array(OwnSentence, { maxItems: 500 })),
});
export const OfSite = shape({ site: Id });

/** What the loader has baked in: all that a page needs before the visitor does anything. */
export const LoaderSettings = shape({
  key: SiteKey,
  name: Name,
  /** Nothing where the owner has left it: it is said in each visitor's language then. */
  greeting: Type.Optional(Greeting),
  /** Where the owner has sentences of their own. In which languages is too long for every page to load: the chat asks for its own. */
  own: Type.Optional(Type.Literal(1)),
  theme: Type.String({ description: 'system, light or dark' }),
  launcher: Type.String({ description: 'own: ours; none; or a selector of elements of the page' }),
  css: Type.String({ description: 'the look of the site as text, ready for a style sheet in the shadow root' }),
  editMinutes: EditMinutes,
  closedRooms: Type.Array(Room),
});
export type LoaderSettings = Static<typeof LoaderSettings>;
