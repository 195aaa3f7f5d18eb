import { useEffect, useState } from 'preact/hooks';
import type { Card } from '../../protocol/boards.ts';
import type { Chat } from '../conversations/chat.ts';
import { fill, speech } from '../words/speech.ts';
import { boardOf, boardWords } from './board.ts';

/** What is sent by then needs no word. */
const LATE_MS = 1_500;

/** Votes for an idea, or takes that back: it shows at once. */
export function Vote({ chat, card }: { chat: Chat; card: Card }) {
  const board = boardOf(chat);
  const { on, votes } = board.voteOf(card);
  return (
    <button
      type="button"
      class="vote"
      aria-pressed={on}
      aria-label={fill(boardWords().vote, { title: card.title, count: votes })}
      onClick={() => board.vote(card.id, !on)}
    >
      <svg viewBox="0 0 16 10" width="16" height="10" aria-hidden="true">
        <path d="M8 1 15 9H1Z" />
      </svg>
      <span>{votes.toLocaleString(speech.value.locale)}</span>
    </button>
  );
}

/** What there is to say of a vote that does not count yet. It stands below the room and moves nothing in it. */
export function VoteNote({ chat }: { chat: Chat }) {
  const isWaiting = chat.errands.left.value.some(({ name }) => name === 'boards:vote');
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!isWaiting) return;
    const timer = setTimeout(() => setLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return (
    <p class="vote-note" role="status">
      {said(chat, { isWaiting, isLate })}
    </p>
  );
}

function said(chat: Chat, { isWaiting, isLate }: { isWaiting: boolean; isLate: boolean }): string {
  const words = boardWords();
  const board = boardOf(chat);
  if (chat.errands.refused.value?.name === 'boards:vote') return words.notTaken;
  if (isWaiting) return isLate || navigator.onLine === false ? words.kept : '';
  const hasOne = board.ideas.value.some((card) => board.voteOf(card).on);
  return board.hasVoted() && hasOne && !board.counts.value ? words.uncounted : '';
}
