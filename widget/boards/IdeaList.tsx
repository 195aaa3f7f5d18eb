import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Card, Order, Status } from '../../protocol/boards.ts';
import { comeBack, leave } from '../articles/left.ts';
import { keepDraft } from '../feedback/draft.ts';
import type { RoomProps } from '../panel/rooms.ts';
import { Seek } from '../panel/Seek.tsx';
import { Status as Line } from '../ui.tsx';
import { fill } from '../words/speech.ts';
import { type Board, boardOf, boardWords } from './board.ts';
import { Standing } from './Standing.tsx';
import { Vote } from './Vote.tsx';

const TYPED_MS = 250;
const TITLE_CHARACTERS = 120;
const STATUSES = ['open', 'planned', 'started', 'done', 'declined'] as const satisfies Status[];
const ORDERS = ['votes', 'newest'] as const satisfies Order[];

/** The ideas of a board: searched, sorted, voted for, and a way to one's own. */
export function IdeaList({ chat, spaces }: RoomProps) {
  const words = boardWords();
  const board = boardOf(chat);
  const root = useRef<HTMLDivElement>(null);
  const state = board.state.value;
  const ideas = board.ideas.value;
  const { status, words: sought } = board.asked.value;
  const isThere = ideas.length > 0;
  useLayoutEffect(() => {
    if (isThere) comeBack('ideas', root.current);
  }, [isThere]);
  const open = (what: string) => {
    leave('ideas', root.current);
    spaces.go({ at: 'ideas', what });
  };
  const suggest = () => {
    // Whoever looked for it in vain need not write it again.
    if (sought.trim() && ideas.length === 0) {
      keepDraft(chat, 'idea', {
        title: [...sought.trim()].slice(0, TITLE_CHARACTERS).join(''),
        body: '',
        pictures: [],
      });
    }
    open('new');
  };

  if (state === 'closed') return <p>{words.closed}</p>;
  if (state === 'unknown') return <p>{words.unknown}</p>;
  return (
    <div class="wishes" ref={root}>
      <Seeking board={board} />
      <button type="button" class="primary" onClick={suggest}>
        {words.suggest}
      </button>
      <p class="hidden" role="status">
        {state === 'there' && sought.trim() ? fill(words.found, { count: ideas.length }) : ''}
      </p>
      <ul class="ideas">
        {ideas.map((card) => (
          <li key={card.id}>
            <Vote {...{ chat, card }} />
            <Row card={card} onOpen={() => open(card.id)} />
          </li>
        ))}
      </ul>
      {state === 'there' && !isThere && <p>{sought.trim() || status ? words.noneFound : words.none}</p>}
      {state === 'loading' && !isThere && <Line>{words.loading}</Line>}
      {state === 'failed' && (
        <Line>
          {words.failed}{' '}
          <button type="button" class="link" onClick={() => void (isThere ? board.showMore() : board.look())}>
            {words.tryAgain}
          </button>
        </Line>
      )}
      {board.more.value && state !== 'failed' && (
        <button type="button" class="link" disabled={state === 'loading'} onClick={() => void board.showMore()}>
          {words.more}
        </button>
      )}
    </div>
  );
}

function Row({ card, onOpen }: { card: Card; onOpen: () => void }) {
  return (
    <button type="button" class="idea" onClick={onOpen}>
      <b dir="auto">{card.title}</b>
      {card.body && (
        <span class="body" dir="auto">
          {card.body}
        </span>
      )}
      <Standing card={card} />
    </button>
  );
}

/** What of the board is looked at. */
function Seeking({ board }: { board: Board }) {
  const words = boardWords();
  const { status, order, words: sought } = board.asked.value;
  const [typed, setTyped] = useState(sought);
  useEffect(() => {
    if (typed.trim() === sought.trim()) return;
    const timer = setTimeout(() => void board.look({ words: typed }), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search class="seeks">
      <Seek label={words.search} clear={words.clear} value={typed} onInput={setTyped} />
      <select
        class="field"
        aria-label={words.status}
        value={status ?? ''}
        onChange={(event) => void board.look({ status: (event.currentTarget.value || null) as Status | null })}
      >
        <option value="">{words.all}</option>
        {STATUSES.map((one) => (
          <option key={one} value={one}>
            {words.statuses[one]}
          </option>
        ))}
      </select>
      <select
        class="field"
        aria-label={words.order}
        value={order}
        onChange={(event) => void board.look({ order: event.currentTarget.value as Order })}
      >
        {ORDERS.map((one) => (
          <option key={one} value={one}>
            {words.orders[one]}
          </option>
        ))}
      </select>
    </search>
  );
}
