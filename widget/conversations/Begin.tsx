import type { RoomProps } from '../panel/rooms.ts';

/** Leads to a new conversation. */
export function Begin({ chat, words, spaces }: Pick<RoomProps, 'chat' | 'words' | 'spaces'>) {
  return (
    <button
      type="button"
      class="primary"
      onClick={() => {
        chat.startAnother();
        spaces.go({ at: 'conversation' });
      }}
    >
      {words.begin}
    </button>
  );
}
