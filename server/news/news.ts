import type { Became, News, Written } from '../../protocol/news.ts';

type Asker = { site: string; person: string };
/** One who knows of things that visitors are told once. */
type Source<T> = {
  untold(by: Asker, language?: string): Promise<T[]>;
  markTold(p: { person: string; at: number }): Promise<void>;
};

export type Newsroom = ReturnType<typeof openNews>;

/** What comes of what visitors wished for and asked: each is told once, whichever browser they come with. */
export function openNews(o: {
  now: () => number;
  ideas: Source<Became>;
  articles: Source<Written>;
  /** Tells a line of somebody, if they have one. */
  tell(person: string, count: () => Promise<number>): Promise<void>;
}) {
  return { list, count, saw, came };

  async function list(by: Asker, language?: string): Promise<News> {
    const [ideas, articles] = await Promise.all([o.ideas.untold(by), o.articles.untold(by, language)]);
    return { ideas, articles };
  }

  async function count(by: Asker): Promise<number> {
    const { ideas, articles } = await list(by);
    return ideas.length + articles.length;
  }

  async function saw({ at }: { at: number }, { person }: Asker): Promise<void> {
    // Nobody has seen what is yet to come.
    const seen = { person, at: Math.min(at, o.now()) };
    await Promise.all([o.ideas.markTold(seen), o.articles.markTold(seen)]);
  }

  /** There is something for some people: whoever is not there now is told when they come. */
  async function came(site: string, persons: readonly string[]): Promise<void> {
    for (const person of persons) await o.tell(person, () => count({ site, person }));
  }
}
