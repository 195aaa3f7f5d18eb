import { Blocks } from '../client/articles/Blocks.tsx';
import type { Block, Inline } from '../protocol/articles.ts';
import { places } from '../protocol/portal.ts';
import { Cards } from './Cards.tsx';
import { Ask, Crumbs, nameOf } from './Frame.tsx';
import type { Content, Page } from './page.ts';
import { say, type Words } from './words/words.ts';

type Reading = Page<Extract<Content, { is: 'article' }>>;
/** An outline is of use from so many headings on. */
const OUTLINED_FROM = 3;

export function ArticlePage({ page, words }: { page: Reading; words: Words }) {
  const { article, shelf, others, language } = page;
  const changed = new Date(article.publishedAt);
  const date = changed.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' });
  const elsewhere = page.versions.filter((version) => version.language !== language);
  const way = shelf ? [{ path: places.collection(language, shelf.name), title: shelf.title }] : [];
  const headings = article.tree.filter((block) => block.is === 'heading');
  const isOutlined = headings.length >= OUTLINED_FROM;
  return (
    <div class={isOutlined ? 'bar reading outlined' : 'bar reading'}>
      <div class="head">
        <Crumbs page={page} words={words} way={way} />
        <h1 dir="auto">{article.title}</h1>
        {article.summary && (
          <p class="lead" dir="auto">
            {article.summary}
          </p>
        )}
      </div>
      {isOutlined && <Outline headings={headings} title={words.contents} />}
      <div class="body">
        <article class="article">
          <Blocks
            {...{ blocks: article.tree, film: words.film, pictureAt: (from) => from }}
            page={{ addressOf: (slug) => page.root + places.article(language, slug), callouts: words }}
          />
        </article>
        <p class="soft changed">
          <time datetime={changed.toISOString()}>{say(words.changed, { date }, language)}</time>
        </p>
        {elsewhere.length > 0 && (
          <p class="soft also">
            {words.alsoIn}{' '}
            {elsewhere.map((version) => (
              <a
                key={version.language}
                {...{ href: page.root + version.path, hreflang: version.language }}
                lang={version.language}
              >
                {nameOf(version.language)}
              </a>
            ))}
          </p>
        )}
        <Ask page={page} words={words} />
        {others.length > 0 && (
          <section class="others">
            <h2 dir="auto">{say(words.others, { title: shelf?.title ?? words.help }, language)}</h2>
            <Cards page={page} cards={others} />
          </section>
        )}
      </div>
    </div>
  );
}

type Heading = Extract<Block, { is: 'heading' }>;

function Outline({ headings, title }: { headings: readonly Heading[]; title: string }) {
  return (
    <nav class="outline" aria-labelledby="outline">
      <h2 id="outline">{title}</h2>
      <ul>
        {headings.map(({ anchor, level, parts }) => (
          <li key={anchor} class={level > 2 ? 'deeper' : undefined}>
            <a href={`#${encodeURIComponent(anchor)}`} dir="auto">
              {wordsOf(parts)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function wordsOf(parts: readonly Inline[]): string {
  return parts.map((part) => ('parts' in part ? wordsOf(part.parts) : 'text' in part ? part.text : ' ')).join('');
}
