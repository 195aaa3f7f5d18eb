import type { Card } from '../../protocol/boards.ts';
import { boardWords } from './board.ts';

/** How an idea stands, as far as there is something to say. */
export function Standing({ card }: { card: Card }) {
  const words = boardWords();
  const { status, own, waiting } = card;
  if (status === 'open' && !own) return null;
  return (
    <span class="standing">
      {status !== 'open' && <span class={`status-of ${status}`}>{words.statuses[status]}</span>}
      {own && <span>{words.own}</span>}
      {waiting && <span>{words.waiting}</span>}
    </span>
  );
}
