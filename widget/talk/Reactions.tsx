import type { Reaction, VisitorMessage } from '../../protocol/conversations.ts';
import type { Chat } from '../conversations/chat.ts';
import { fill, speech } from '../words/speech.ts';
import { talkOf } from './talk.ts';
import { talkWords } from './words.ts';

/** What was thought of a message: each emoji once, with how many gave it and who. A press gives or takes one's own. */
export function Reactions({ chat, message }: { chat: Chat; message: VisitorMessage }) {
  const words = talkWords();
  const given = Map.groupBy(message.reactions ?? [], ({ emoji }: Reaction) => emoji);
  if (given.size === 0) return null;
  return (
    <div class={`chips ${message.by === 'visitor' ? 'is-own' : ''}`}>
      {[...given].map(([emoji, all]) => {
        const names = all.map(({ by }) => (by === 'visitor' ? words.you : by.name));
        const who = fill(words.reacted, { emoji, names: new Intl.ListFormat(speech.value.locale).format(names) });
        return (
          <button
            type="button"
            key={emoji}
            aria-label={who}
            title={who}
            aria-pressed={all.some(({ by }) => by === 'visitor')}
            onClick={() => talkOf(chat).react(message, emoji)}
          >
            {emoji}
            {all.length > 1 && <span>{all.length}</span>}
          </button>
        );
      })}
    </div>
  );
}
