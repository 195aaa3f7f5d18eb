import type { Card } from '../protocol/articles.ts';
import { places } from '../protocol/portal.ts';
import type { Page } from './page.ts';

/** Articles, one below the other. */
export function Cards({ page, cards }: { page: Page; cards: readonly Card[] }) {
  return (
    <ul class="cards">
      {cards.map(({ id, slug, title, summary }) => (
        <li key={id}>
          <a href={page.root + places.article(page.language, slug)} dir="auto">
            <strong>{title}</strong>
            {summary && <span>{summary}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
