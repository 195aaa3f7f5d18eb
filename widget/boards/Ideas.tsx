import { useEffect } from 'preact/hooks';
import { isUp } from '../../client/standing.ts';
import { Room } from '../panel/Room.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { useSheet } from '../sheet.ts';
import { boardOf } from './board.ts';
import css from './boards.css?inline';
import { IdeaList } from './IdeaList.tsx';
import { NewIdea } from './NewIdea.tsx';
import { OneIdea } from './OneIdea.tsx';
import { VoteNote } from './Vote.tsx';

/** What people wish for: all of it, one of them by its id, or a `new` one. */
export default function Ideas(props: RoomProps) {
  const { chat, what } = props;
  const root = useSheet(css);
  const board = boardOf(chat);
  const up = isUp(chat.line.value);
  const gives = chat.errands.left.value.some(({ name }) => name === 'boards:give');
  // With a session it is known what somebody has voted for, with a net what could not be loaded, and then what was given.
  useEffect(() => void board.refresh(), [up, gives]);
  useEffect(() => {
    const again = () => {
      if (board.state.value === 'failed') void board.refresh();
      // Who had no session yet when they voted has one now.
      if (chat.errands.left.value.length > 0) void chat.ready().then(() => chat.errands.flush());
    };
    again();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [chat]);
  return (
    <>
      <Room>
        <div class="wishes" ref={root}>
          {what === undefined ? (
            <IdeaList {...props} />
          ) : what === 'new' ? (
            <NewIdea {...props} />
          ) : (
            <OneIdea {...props} />
          )}
        </div>
      </Room>
      <VoteNote chat={chat} />
    </>
  );
}
