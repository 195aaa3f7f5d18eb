import { places } from '../protocol/portal.ts';
import { Ask, Search } from './Frame.tsx';
import type { Content, Page, Shown } from './page.ts';
import { say, type Words } from './words/words.ts';

type Front = Page<Extract<Content, { is: 'front' }>>;
/** So many of a collection are named on the front page. */
const NAMED_AT_MOST = 5;

export function FrontPage({ page, words }: { page: Front; words: Words }) {
  return (
    <>
      <div class="hero">
        <div class="bar">
          <h1>{words.greeting}</h1>
          <Search page={page} words={words} />
        </div>
      </div>
      <div class="bar shelves">
        {page.shelves.length === 0 && <p class="soft">{words.empty}</p>}
        {page.shelves.map((shelf) => (
          <Shelf key={shelf.name} {...{ page, words, shelf }} />
        ))}
      </div>
      <div class="bar">
        <Ask page={page} words={words} />
      </div>
    </>
  );
}

function Shelf({ page, words, shelf }: { page: Front; words: Words; shelf: Shown }) {
  const { name, title, description, cards } = shelf;
  const path = page.root + places.collection(page.language, name);
  return (
    <section class="shelf">
      <h2 dir="auto">
        <a href={path}>{title || words.loose}</a>
      </h2>
      {description && (
        <p class="soft" dir="auto">
          {description}
        </p>
      )}
      <ul>
        {cards.slice(0, NAMED_AT_MOST).map((card) => (
          <li key={card.id}>
            <a href={page.root + places.article(page.language, card.slug)} dir="auto">
              {card.title}
            </a>
          </li>
        ))}
      </ul>
      {cards.length > NAMED_AT_MOST && (
        <a class="more" href={path}>
          {say(words.count, { count: cards.length }, page.language)}
        </a>
      )}
    </section>
  );
}
