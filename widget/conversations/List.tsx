import { Room } from '../panel/Room.tsx';
import type { RoomProps } from '../panel/rooms.ts';
import { Status } from '../ui.tsx';
import { Begin } from './Begin.tsx';
import { ConversationRow, Waiting } from './ConversationRow.tsx';

/** All conversations of the visitor, newest activity first. */
export default function List({ chat, words, spaces }: RoomProps) {
  const rows = chat.rows.value;
  return (
    <Room>
      {rows.length + chat.entries.value.length === 0 && (
        <Status>{chat.loading.value ? words.loading : words.none}</Status>
      )}
      <ul class="rows">
        <Waiting {...{ chat, words, spaces }} />
        {rows.map((row) => (
          <ConversationRow key={row.conversation} {...{ row, chat, words, spaces }} />
        ))}
      </ul>
      <Begin {...{ chat, words, spaces }} />
    </Room>
  );
}
