import { Begin } from '../conversations/Begin.tsx';
import { ConversationRow, Waiting } from '../conversations/ConversationRow.tsx';
import { lazy } from '../lazy.tsx';
import { Room } from '../panel/Room.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { fill } from '../words/speech.ts';
import { Whether } from './Whether.tsx';

const Elsewhere = lazy(
  () => import('../elsewhere/Elsewhere.tsx'),
  () => null,
);
const Fitting = lazy(
  () => import('../articles/Fitting.tsx'),
  () => null,
);
const Survey = lazy(
  () => import('../surveys/Survey.tsx'),
  () => null,
);
const RECENT = 3;

/** The first room: the greeting, the newest conversations, and a new one. */
export default function Home({ chat, words, spaces }: RoomProps) {
  const rows = chat.rows.value;
  const ideas = chat.welcome.value?.ideas;
  // Where the board is not for everybody, whoever has never said who they are finds no door to it.
  const seesIdeas = spaces.has('ideas') && (ideas === 'proven' ? chat.proven() || rows.length > 0 : ideas);
  return (
    <Room>
      {words.greeting && (
        <p class="welcome" dir="auto">
          {words.greeting}
        </p>
      )}
      <Whether chat={chat} />
      <Begin {...{ chat, words, spaces }} />
      {chat.welcome.value?.help && spaces.has('help') && (
        <button type="button" class="link" onClick={() => spaces.go({ at: 'help' })}>
          {words.spaces.help}
        </button>
      )}
      {chat.welcome.value?.help && spaces.has('help') && <Fitting {...{ chat, words, spaces }} />}
      {spaces.has('feedback') && (
        <button type="button" class="link" onClick={() => spaces.go({ at: 'feedback' })}>
          {words.feedback}
        </button>
      )}
      {seesIdeas && (
        <button type="button" class="link" onClick={() => spaces.go({ at: 'ideas' })}>
          {words.spaces.ideas}
        </button>
      )}
      {rows.length + chat.entries.value.length > 0 && (
        <section>
          <h3>{words.recent}</h3>
          <ul class="rows">
            <Waiting {...{ chat, words, spaces }} />
            {rows.slice(0, RECENT).map((row) => (
              <ConversationRow key={row.conversation} {...{ row, chat, words, spaces }} />
            ))}
          </ul>
          {rows.length > RECENT && spaces.has('messages') && (
            <button type="button" class="link" onClick={() => spaces.go({ at: 'messages' })}>
              {fill(words.all, { count: rows.length })}
            </button>
          )}
        </section>
      )}
      {rows.length === 0 && chat.welcome.value?.mail && <Elsewhere {...{ chat, words }} />}
      {/* Last, so that nothing moves when it comes. */}
      {chat.welcome.value?.surveys && <Survey {...{ chat, words }} />}
    </Room>
  );
}
