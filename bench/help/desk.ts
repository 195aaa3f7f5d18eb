import type { Found } from '../../protocol/articles.ts';
import type { Site } from '../../protocol/sites.ts';
import { ownSite, post, signIn } from '../foyer.ts';

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** An owner who writes articles, and a visitor who searches, both over HTTP. */
export async function openDesk(url: string) {
  const cookie = await signIn(url);
  const site: Site = await ownSite(url, cookie);
  let searches = 0;

  return { site, ask, publish, search };

  async function ask(verb: string, payload: object): Promise<void> {
    await post(url, `/api/staff/articles/${verb}`, payload, { cookie });
  }

  async function publish(p: { id: string; language: string; title: string; body: string }): Promise<void> {
    const { id: article, language, title, body } = p;
    await ask('save', { site: site.id, article, language, edits: 0, title, summary: '', body });
    await ask('publish', { article, language, at: null });
  }

  /** Each by somebody else: nobody may search so often. */
  async function search(language: string, words: string): Promise<Found[]> {
    const asked = { site: site.key, language, words };
    const from = { 'x-forwarded-for': `10.2.${(searches >> 8) & 255}.${searches++ & 255}` };
    return (await post<{ found: Found[] }>(url, '/api/visitor/articles/search', asked, from)).answer.found;
  }
}
