import { lazy } from '../lazy.tsx';
import type { RoomProps } from '../rooms.ts';
import { Composer } from './Composer.tsx';
import { Messages } from './Messages.tsx';

const Away = lazy(() => import('../hours/Away.tsx'));

/** The conversation that is shown, or the beginning of one, with the place to write. */
export function Conversation({ chat, words, settings, onEnd }: RoomProps & { onEnd: () => void }) {
  return (
    <>
      <Messages key={chat.shown.value} chat={chat} words={words} greeting={settings.greeting} onEnd={onEnd} />
      {chat.thread.value?.state.status === 'closed' && (
        <p class="closed">
          {words.closed}{' '}
          <button type="button" class="link" onClick={chat.startAnother}>
            {words.another}
          </button>
          .
        </p>
      )}
      {chat.welcome.value?.opening?.open === false && <Away chat={chat} words={words} />}
      <Composer chat={chat} words={words} />
    </>
  );
}
