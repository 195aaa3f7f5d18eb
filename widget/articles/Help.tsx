import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Browsed, Found } from '../../protocol/articles.ts';
import type { Chat } from '../conversations/chat.ts';
import { Room } from '../panel/Room.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { Seek } from '../panel/Seek.tsx';
import { useSheet } from '../sheet.ts';
import { Status } from '../ui.tsx';
import { fill, speech } from '../words/speech.ts';
import css from './articles.css?inline';
import { Cards } from './Cards.tsx';
import { articleWords, browse, search } from './help.ts';
import { comeBack, leave } from './left.ts';
import { trailOf } from './trail.ts';

const TYPED_MS = 200;
const SETTLED_MS = 2_000;

/** What was looked for, so that the way back from an article leads to it. */
let lastWords = '';

/** Help: what fits the page, the shelves, and a search over all of it. */
export default function Help(props: RoomProps) {
  const { chat, spaces } = props;
  const words = articleWords();
  const root = useSheet(css);
  const [typed, setTyped] = useState(lastWords);
  const [browsed, setBrowsed] = useState<Browsed | 'failed' | undefined>();
  const { language } = speech.value;
  const load = () => {
    setBrowsed(undefined);
    void browse(chat).then((answer) => setBrowsed(answer ?? 'failed'));
  };
  useEffect(load, [language]);
  const { found, state } = useFound(chat, typed, language);
  const type = (text: string) => {
    lastWords = text;
    setTyped(text);
  };
  const open = (id: string) => {
    if (typed.trim()) trailOf(chat).searched(typed, true);
    leave('help', root.current);
    spaces.go({ at: 'article', what: id });
  };
  const isThere = typed.trim() ? found !== undefined : browsed !== undefined;
  useLayoutEffect(() => {
    if (isThere) comeBack('help', root.current);
  }, [isThere]);

  return (
    <Room>
      <div class="help" ref={root}>
        <search>
          <Seek label={words.search} clear={words.clear} value={typed} onInput={type} />
        </search>
        {typed.trim() ? (
          <>
            <p class="hidden" role="status">
              {state === 'searching' ? words.searching : fill(words.found, { count: found?.length ?? 0 })}
            </p>
            {state === 'failed' && <Status>{words.failed}</Status>}
            {found && found.length > 0 && <Results found={found} onOpen={open} />}
            {found?.length === 0 && state === 'done' && <Nothing {...props} asked={typed} />}
          </>
        ) : browsed === 'failed' ? (
          <Status>
            {words.failed}{' '}
            <button type="button" class="link" onClick={load}>
              {words.tryAgain}
            </button>
          </Status>
        ) : browsed ? (
          <Shelves browsed={browsed} onOpen={open} />
        ) : (
          <Status>{words.loading}</Status>
        )}
      </div>
    </Room>
  );
}

/** What is found for what is typed so far. What was found last stays until there is something newer. */
function useFound(chat: Chat, typed: string, language: string) {
  const [found, setFound] = useState<Found[] | undefined>();
  const [state, setState] = useState<'searching' | 'done' | 'failed'>('done');
  const wanted = typed.trim();
  useEffect(() => {
    if (!wanted) return setFound(undefined);
    let isOver = false;
    setState('searching');
    const look = (isSettled: boolean) =>
      void search(chat, wanted, isSettled).then((answer) => {
        if (isOver) return;
        if (answer) setFound(answer.found);
        if (answer && isSettled) trailOf(chat).searched(wanted, answer.found.length > 0);
        setState(answer ? 'done' : 'failed');
      });
    const typing = setTimeout(() => look(false), TYPED_MS);
    // Whoever has stopped typing and found nothing is counted.
    const settled = setTimeout(() => look(true), SETTLED_MS);
    return () => {
      isOver = true;
      clearTimeout(typing);
      clearTimeout(settled);
    };
  }, [wanted, language]);
  return { found, state };
}

function Results({ found, onOpen }: { found: readonly Found[]; onOpen: (id: string) => void }) {
  return (
    <ul class="rows">
      {found.map(({ id, title, snippet }) => (
        <li key={id}>
          <button type="button" class="card" onClick={() => onOpen(id)}>
            <b dir="auto">{title}</b>
            <span dir="auto">{snippet.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whoever does not find asks, with the words that they had. */
function Nothing({ chat, spaces, asked }: RoomProps & { asked: string }) {
  const words = articleWords();
  return (
    <div class="nothing">
      <p>{words.nothing}</p>
      <button
        type="button"
        class="primary"
        onClick={() => {
          trailOf(chat).searched(asked, false);
          if (!chat.draft.value) chat.draft.value = asked;
          spaces.go({ at: 'conversation' });
        }}
      >
        {words.ask}
      </button>
    </div>
  );
}

function Shelves({ browsed, onOpen }: { browsed: Browsed; onOpen: (id: string) => void }) {
  const words = articleWords();
  const { suggested, shelves } = browsed;
  if (shelves.length === 0) return <p class="nothing">{words.none}</p>;
  return (
    <>
      {suggested.length > 0 && <Shelf title={words.suggested} cards={suggested} onOpen={onOpen} />}
      {shelves.map(({ collection, title, description, articles }) => (
        <Shelf key={collection} {...{ title, description, onOpen }} cards={articles} />
      ))}
    </>
  );
}

type ShelfProps = {
  title: string;
  description?: string;
  cards: Parameters<typeof Cards>[0]['cards'];
  onOpen: (id: string) => void;
};

function Shelf({ title, description, cards, onOpen }: ShelfProps) {
  return (
    <section>
      <h3 dir="auto">{title || articleWords().all}</h3>
      {description && <p dir="auto">{description}</p>}
      <Cards cards={cards} onOpen={onOpen} />
    </section>
  );
}
