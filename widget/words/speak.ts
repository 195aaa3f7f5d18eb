import type { Host } from '../contract.ts';
import { fetcher } from '../fetcher.ts';
import { type Choice, choose } from './choose.ts';
import { type Book, speech } from './speech.ts';

type Spoken = () => Promise<{ words: Book }>;
/** The languages that are spoken, each in a file of its own. English comes along with the parts. */
const languages: Record<string, Spoken> = {
  en: async () => ({ words: {} }),
  ar: fetcher(() => import('./languages/ar.ts')),
  de: fetcher(() => import('./languages/de.ts')),
  es: fetcher(() => import('./languages/es.ts')),
  fr: fetcher(() => import('./languages/fr.ts')),
  he: fetcher(() => import('./languages/he.ts')),
  hi: fetcher(() => import('./languages/hi.ts')),
  it: fetcher(() => import('./languages/it.ts')),
  ja: fetcher(() => import('./languages/ja.ts')),
  ko: fetcher(() => import('./languages/ko.ts')),
  nl: fetcher(() => import('./languages/nl.ts')),
  pl: fetcher(() => import('./languages/pl.ts')),
  pt: fetcher(() => import('./languages/pt.ts')),
  tr: fetcher(() => import('./languages/tr.ts')),
  uk: fetcher(() => import('./languages/uk.ts')),
  zh: fetcher(() => import('./languages/zh.ts')),
};
/** What the owner says in their own words: the greeting for everybody, and sentences in that language. */
async function ownIn({ settings, base }: Host, language: string): Promise<Book[]> {
  const { key, greeting, own } = settings;
  const greets = greeting === undefined ? [] : [{ chat: { greeting } }];
  if (!own) return greets;
  try {
    return [...greets, await (await fetch(`${base}foyer/${key}/words/${language}`)).json()];
  } catch {
    return greets;
  }
}

/** A server that hangs does not keep the chat away. */
const PATIENCE_MS = 3_000;

/**
 * Speaks the first language wished for that there is: by the page's call, its snippet, its own language, or the browser. What was spoken
 * goes on until the other's sentences are there, so that nobody sees one language flash before another. Where they cannot be had it goes
 * on longer, and whoever asks again tries again.
 */
export function speak(host: Host): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, PATIENCE_MS);
  });
  return Promise.race([turn(host), late]).finally(() => clearTimeout(timer));
}

async function turn(host: Host): Promise<void> {
  const { language, locale } = wishOf(host);
  const { locale: spoken, books } = speech.peek();
  // English is spoken from the start, without what the owner says of their own.
  if (spoken !== locale || books.length === 0) {
    try {
      const [{ words }, own] = await Promise.all([(languages[language] as Spoken)(), ownIn(host, language)]);
      // Another one may have been asked for meanwhile.
      if (wishOf(host).locale !== locale) return turn(host);
      speech.value = { language, locale, books: [words, ...own], said: {} };
    } catch {
      return;
    }
  }
  host.node.lang = locale;
}

function wishOf({ locale, data }: Host): Choice {
  const own = navigator.languages;
  return choose([locale, data.locale, document.documentElement.lang, ...own], Object.keys(languages), own);
}
