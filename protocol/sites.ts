import Type, { type Static } from 'typebox';
import { Id, Name, nullable, SiteKey, shape, Time } from './schema.ts';

/** Scheme, host and port of a website, as browsers send it in Origin. */
export const Origin = Type.String({
  maxLength: 300,
  pattern: '^https?://[^\\s/?#@\\\\]+$',
  description: 'such as https://shop.example.com',
});
export const Accent = Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'such as #0b6b4f, lower case' });
export const Greeting = Type.String({ maxLength: 300 });

export const Site = shape({
  id: Id,
  key: SiteKey,
  name: Name,
  origins: Type.Array(Origin),
  accent: Accent,
  greeting: Greeting,
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

export const CreateSite = shape({ name: Name, origin: Origin });
export const UpdateSite = shape({
  site: Id,
  name: Type.Optional(Name),
  origins: Type.Optional(Type.Array(Origin, { maxItems: 50 })),
  accent: Type.Optional(Accent),
  greeting: Type.Optional(Greeting),
});
export const OfSite = shape({ site: Id });

/** What the loader has baked in: all that a page needs before the visitor does anything. */
export const LoaderSettings = shape({
  key: SiteKey,
  name: Name,
  greeting: Greeting,
  theme: Type.String({ description: 'system, light or dark' }),
  launcher: Type.String({ description: 'own: ours; none; or a selector of elements of the page' }),
  css: Type.String({ description: 'the look of the site as text, ready for a style sheet in the shadow root' }),
});
export type LoaderSettings = Static<typeof LoaderSettings>;
