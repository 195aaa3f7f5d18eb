type Text = () => Promise<{ default: string }>;

/** The emoji and their words, by language, each in a file of its own that is fetched when somebody looks for one. */
export const texts: Record<string, Text> = {
  en: () => import('emoji:en'),
  ar: () => import('emoji:ar'),
  de: () => import('emoji:de'),
  es: () => import('emoji:es'),
  fr: () => import('emoji:fr'),
  he: () => import('emoji:he'),
  hi: () => import('emoji:hi'),
  it: () => import('emoji:it'),
  ja: () => import('emoji:ja'),
  ko: () => import('emoji:ko'),
  nl: () => import('emoji:nl'),
  pl: () => import('emoji:pl'),
  pt: () => import('emoji:pt'),
  tr: () => import('emoji:tr'),
  uk: () => import('emoji:uk'),
  zh: () => import('emoji:zh'),
};
