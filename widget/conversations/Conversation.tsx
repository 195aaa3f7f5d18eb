import { useEffect } from 'preact/hooks';
import { isUp } from '../../client/standing.ts';
import { lazy } from '../lazy.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { Composer } from './Composer.tsx';
import { Messages } from './Messages.tsx';

const Away = lazy(() => import('../hours/Away.tsx'));
const Form = lazy(() => import('../forms/Form.tsx'));
const Rate = lazy(() => import('../feedback/rating/Rate.tsx'));
const Suggest = lazy(
  () => import('../articles/Suggest.tsx'),
  () => null,
);

/** The conversation that is shown, or the beginning of one, with the place to write. */
export function Conversation({ chat, words, spaces, onEnd }: RoomProps & { onEnd: () => void }) {
  const thread = chat.thread.value;
  const isClosed = thread?.state.status === 'closed';
  const hasLine = isUp(chat.line.value);
  // Whoever watches hears it at once when the owner sets other hours.
  useEffect(() => {
    if (hasLine) void chat.ask('staff:watch', {});
  }, [hasLine]);
  return (
    <>
      <div class="talk">
        {chat.asked.value ? (
          <div class="thread">
            <Form {...{ chat, words, form: chat.asked.value, greeting: words.greeting }} />
          </div>
        ) : (
          <Messages key={chat.shown.value} chat={chat} words={words} onEnd={onEnd} />
        )}
        {isClosed && chat.welcome.value?.csat && (
          <Rate key={thread.conversation} {...{ chat, words, conversation: thread.conversation }} />
        )}
        {isClosed && (
          <p class="closed">
            {words.closed}{' '}
            <button type="button" class="link" onClick={chat.startAnother}>
              {words.another}
            </button>
          </p>
        )}
        {/* Nobody who has been answered waits for anything. */}
        {!(isClosed && !chat.draft.value) && (thread?.state.team || chat.welcome.value?.opening?.open === false) && (
          <Away chat={chat} words={words} />
        )}
        {!thread && chat.welcome.value?.help && chat.draft.value && <Suggest {...{ chat, words, spaces }} />}
      </div>
      <Composer chat={chat} words={words} />
      {chat.over.value?.()}
    </>
  );
}
