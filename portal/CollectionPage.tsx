import { Cards } from './Cards.tsx';
import { Ask, Crumbs } from './Frame.tsx';
import type { Content, Page } from './page.ts';
import { say, type Words } from './words/words.ts';

type Collection = Page<Extract<Content, { is: 'collection' }>>;

export function CollectionPage({ page, words }: { page: Collection; words: Words }) {
  const { title, description, cards } = page.shelf;
  return (
    <div class="bar narrow">
      <Crumbs page={page} words={words} />
      <h1 dir="auto">{title || words.loose}</h1>
      <p class="lead" dir="auto">
        {description || say(words.count, { count: cards.length }, page.language)}
      </p>
      <Cards page={page} cards={cards} />
      <Ask page={page} words={words} />
    </div>
  );
}
