import { request } from '../../client/http.ts';
import type { Article, Browsed, SayHelped, SearchResult, Suggested } from '../../protocol/articles.ts';
import type { Chat } from '../conversations/chat.ts';
import { articles } from '../words/en/articles.ts';
import { speech, wordsOf } from '../words/speech.ts';

type Asker = Pick<Chat, 'settings' | 'base'>;

/** Asks what visitors can read. Nobody has to have a session for it. `undefined`: nothing came back. */
export function browse({ settings, base }: Asker): Promise<Browsed | undefined> {
  return ask<Browsed>(base, 'browse', { site: settings.key, page: location.pathname.slice(0, 2_000) });
}

/** `settled`: nothing more is typed. */
export function search({ settings, base }: Asker, words: string, settled: boolean): Promise<SearchResult | undefined> {
  return ask<SearchResult>(base, 'search', { site: settings.key, words: words.slice(0, 200), settled });
}

/** What may answer somebody before they ask: by the page, or by what they write. */
export function suggest(
  { settings, base }: Asker,
  by: { page: string } | { words: string },
): Promise<Suggested | undefined> {
  const cut = Object.entries(by).map(([name, text]) => [name, [...text].slice(0, 200).join('')]);
  return ask<Suggested>(base, 'suggest', { site: settings.key, ...Object.fromEntries(cut) });
}

/** Whether it arrived. */
export async function sayHelped({ settings, base }: Asker, said: Omit<SayHelped, 'site'>): Promise<boolean> {
  const reply = await request(base, 'api/visitor/articles/helped', { site: settings.key, ...said }, null);
  return reply?.ok === true;
}

/** By id or by name; null: it is not there. */
export async function read({ settings, base }: Asker, article: string): Promise<Article | null | undefined> {
  const path = 'api/visitor/articles/read';
  const reply = await request(base, path, { site: settings.key, article, language: language() }, null);
  if (reply?.ok) return (reply as unknown as { article: Article }).article;
  return reply?.problem.code === 'not_found' ? null : undefined;
}

async function ask<A>(base: string, verb: string, payload: object): Promise<A | undefined> {
  const reply = await request(base, `api/visitor/articles/${verb}`, { ...payload, language: language() }, null);
  return reply?.ok ? (reply as unknown as A) : undefined;
}

const language = () => speech.value.language;

export const articleWords = (): typeof articles => wordsOf('articles', articles);
