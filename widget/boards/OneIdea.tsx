import { useEffect, useState } from 'preact/hooks';
import { isUp } from '../../client/standing.ts';
import type { Card } from '../../protocol/boards.ts';
import { keepDraft } from '../feedback/draft.ts';
import type { RoomProps } from '../panel/rooms.ts';
import { Status } from '../ui.tsx';
import { giving } from '../words/en/giving.ts';
import { fill, speech, wordsOf } from '../words/speech.ts';
import { boardOf, boardWords } from './board.ts';
import { Standing } from './Standing.tsx';
import { Vote } from './Vote.tsx';

/** One idea with what staff say of it, or one that is still on its way. */
export function OneIdea(props: RoomProps) {
  const { chat, what = '' } = props;
  const words = boardWords();
  const board = boardOf(chat);
  const [idea, setIdea] = useState<Card | null | undefined>(() => board.ideas.value.find(({ id }) => id === what));
  const [hasFailed, setFailed] = useState(false);
  const isOnItsWay = board.given(what) !== undefined || refusedOf(props) !== undefined;
  const load = () => {
    setFailed(false);
    void board.read(what).then((answer) => (answer === undefined ? setFailed(true) : setIdea(answer)));
  };
  const up = isUp(chat.line.value);
  useEffect(() => {
    if (!isOnItsWay) load();
  }, [what, isOnItsWay, up]);
  // What the list has heard since is newer.
  const card = board.ideas.value.find(({ id }) => id === idea?.id) ?? idea;

  if (isOnItsWay) return <OnItsWay {...props} />;
  if (card) return <Whole card={card} {...props} />;
  if (card === null) return <p>{words.gone}</p>;
  return (
    <Status>
      {hasFailed ? words.failed : words.loading}{' '}
      {hasFailed && (
        <button type="button" class="link" onClick={load}>
          {words.tryAgain}
        </button>
      )}
    </Status>
  );
}

function Whole({ chat, card }: RoomProps & { card: Card }) {
  const words = boardWords();
  const { locale } = speech.value;
  return (
    <article class="whole">
      <div class="top">
        <Vote {...{ chat, card }} />
        <div>
          <h3 class="name" dir="auto">
            {card.title}
          </h3>
          <Standing card={card} />
          <time dateTime={new Date(card.at).toISOString()}>
            {new Date(card.at).toLocaleDateString(locale, { dateStyle: 'medium' })}
          </time>
        </div>
      </div>
      {card.body && (
        <p class="words" dir="auto">
          {card.body}
        </p>
      )}
      {card.word && (
        <section class="answer">
          <h3>{words.answer}</h3>
          <p class="words" dir="auto">
            {card.word}
          </p>
        </section>
      )}
    </article>
  );
}

/** What was just suggested, until the server has it or will not have it. */
function OnItsWay(props: RoomProps) {
  const { chat, spaces, words: talk, what = '' } = props;
  const words = wordsOf('giving', giving);
  const given = boardOf(chat).given(what);
  const refused = refusedOf(props);
  const said = given ?? refused;
  const isOffline = navigator.onLine === false || !isUp(chat.line.value);
  return (
    <div class="whole">
      <p role="status">{refused ? '' : isOffline ? words.queued : words.sending}</p>
      {refused && (
        <p role="alert" class="failed">
          {fill(words.refused, { why: talk.refused.bad_input })}
        </p>
      )}
      <h3 class="name" dir="auto">
        {said?.title}
      </h3>
      {said?.body && (
        <p class="words" dir="auto">
          {said.body}
        </p>
      )}
      {refused && (
        <button
          type="button"
          class="link"
          onClick={() => {
            keepDraft(chat, 'idea', { title: refused.title, body: refused.body, pictures: [] });
            spaces.back();
            spaces.go({ at: 'ideas', what: 'new' });
          }}
        >
          {words.change}
        </button>
      )}
    </div>
  );
}

function refusedOf({ chat, what }: RoomProps): { title: string; body: string } | undefined {
  const { value } = chat.errands.refused;
  return value?.name === 'boards:give' && value.payload.idea === what ? value.payload : undefined;
}
