import type { Card } from '../../protocol/articles.ts';

/** Articles to choose from. */
export function Cards({ cards, onOpen }: { cards: readonly Card[]; onOpen: (id: string) => void }) {
  return (
    <ul class="rows">
      {cards.map(({ id, title, summary }) => (
        <li key={id}>
          <button type="button" class="card" onClick={() => onOpen(id)}>
            <b dir="auto">{title}</b>
            {summary && <span dir="auto">{summary}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
