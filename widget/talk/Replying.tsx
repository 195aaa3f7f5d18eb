import type { VisitorMessage } from '../../protocol/conversations.ts';
import type { Chat } from '../conversations/chat.ts';
import { IconButton } from '../ui.tsx';
import { fill } from '../words/speech.ts';
import { gist } from './Quoted.tsx';
import { whoseIs } from './talk.ts';
import { talkWords } from './words.ts';

/** Above the place to write: what the next message answers, and the way out of that. */
export function Replying({ chat, message }: { chat: Chat; message: VisitorMessage }) {
  const words = talkWords();
  // It belongs to its conversation: in another one nothing of it is to be seen, or sent.
  if (!chat.thread.value?.messages.some(({ id }) => id === message.id)) return null;
  return (
    <div class="replying" role="status">
      <p>
        <b dir="auto">
          {message.by === 'visitor' ? words.replyingOwn : fill(words.replying, { name: whoseIs(message) })}
        </b>
        <span dir="auto">{gist(message)}</span>
      </p>
      <IconButton
        icon="close"
        label={words.noReply}
        onClick={() => {
          chat.replying.value = null;
        }}
      />
    </div>
  );
}
