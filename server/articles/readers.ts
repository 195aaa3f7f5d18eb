import type { HelpedHow, SayHelped, Step, TellTried, Tried, Verdict } from '../../protocol/articles.ts';
import type { Written } from '../../protocol/news.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import * as units from './store/readers.ts';
import { articleOf } from './store/texts.ts';

type Done<T extends object> = Promise<({ ok: true } & T) | Refused>;

export type Readers = ReturnType<typeof openReaders>;

/** What readers tell: whether an article helped, and what they tried before they asked. */
export function openReaders(o: {
  store: Store;
  now: () => number;
  /** Whose a conversation is. */
  holder(conversation: string): Promise<{ person: string } | undefined>;
  /** What staff see of a site's articles is another now. */
  changed(site: string): void;
  /** What somebody tried before they asked is known. */
  tried(told: { site: string; conversation: string }): void;
}) {
  const { store, now } = o;
  return { helped, helpedHow, tell, tried, writtenFor, markWritten, askerOf };

  /** `site` is its id, not its key. */
  async function helped({ id, site, article, language, helped, word }: Omit<SayHelped, 'site'> & { site: string }) {
    const said = { id, site, article, language, helped, word: word.trim(), at: now() };
    if (!(await store.write(units.judge, said))) return refuse('not_found');
    o.changed(site);
    return { ok: true as const };
  }

  /** What was said of an article, by how many, and in which words. */
  async function helpedHow({ article }: { article: string }, scope: Scope): Done<HelpedHow> {
    const row = await store.read(articleOf, { article });
    if (!row || !scope.includes(row.site_id)) return refuse('not_found');
    const [counts, words] = await Promise.all([
      store.readLong(units.verdictsOf, { article }),
      store.readLong(units.wordsOfReaders, { article }),
    ]);
    return {
      ok: true,
      helped: verdictOf(counts),
      words: words.map((one) => ({ ...one, helped: one.helped === 1 })),
    };
  }

  /** Keeps with a conversation what its visitor searched for and read before they asked. */
  async function tell(p: TellTried, { site, person }: { site: string; person: string }): Done<object> {
    if ((await o.holder(p.conversation))?.person !== person) return refuse('not_found');
    await store.write(units.keepTries, { ...p, site, at: now() });
    o.tried({ site, conversation: p.conversation });
    return { ok: true };
  }

  /** What was written because of what somebody asked, each in one language: their own if it is there. */
  async function writtenFor({ person }: { person: string }, language?: string): Promise<Written[]> {
    const rows = await store.read(units.writtenFor, { person });
    return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((texts) => {
      const text =
        texts.find((one) => one.language === language) ?? texts.find((one) => one.language === one.own) ?? texts[0];
      return text ? [{ id: text.id, title: text.title, slug: text.slug, at: text.at }] : [];
    });
  }

  async function markWritten(p: { person: string; at: number }): Promise<void> {
    await store.write(units.markWritten, p);
  }

  /** Whose question an article answers, while they were not told. */
  async function askerOf(article: string): Promise<string | undefined> {
    const conversation = await store.read(units.askedFor, { article });
    return conversation === null ? undefined : (await o.holder(conversation))?.person;
  }

  async function tried({ conversation, site }: { conversation: string; site: string }): Done<Tried> {
    const steps = await store.read(units.triesOf, { conversation });
    const articles = [...new Set(steps.flatMap((step) => (step.is === 'read' ? [step.article] : [])))];
    const [titles, written] = await Promise.all([
      articles.length > 0 ? store.read(units.titlesOf, { site, articles }) : [],
      store.read(units.writtenFrom, { site, conversation }),
    ]);
    return {
      ok: true,
      steps: steps.flatMap((step): Tried['steps'] => (step.is === 'searched' ? [step] : readingOf(step, titles))),
      written: written.map(({ article_id: article, language, title }) => ({ article, language, title })),
    };
  }
}

type Reading = Extract<Step, { is: 'read' }>;

/** What is not the site's, whoever told it, is left out. */
function readingOf(step: Reading, titles: readonly { article_id: string; language: string; title: string }[]) {
  const own = titles.filter(({ article_id }) => article_id === step.article);
  const { title } = own.find(({ language }) => language === step.language) ?? own[0] ?? {};
  return title === undefined ? [] : [{ ...step, title }];
}

export function verdictOf(rows: readonly { helped: number; times: number }[]): Verdict {
  const times = (helped: number) => rows.find((row) => row.helped === helped)?.times ?? 0;
  return { yes: times(1), no: times(0) };
}
