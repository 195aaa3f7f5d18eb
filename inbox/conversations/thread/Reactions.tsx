import type { StaffMessage } from '../../../protocol/conversations.ts';
import type { Desk } from '../../desk.ts';
import { nameOf } from '../../people/name.ts';
import { words } from '../../words/en.ts';
import type { Opened } from './thread.ts';

const text = words.conversations;

/** Those that people give most. */
export const USUAL = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

/** What people think of a message, each emoji once with how many gave it; a press gives one's own or takes it away. */
export function Reactions(p: { desk: Desk; opened: Opened; message: StaffMessage; mayReact: boolean }) {
  const { desk, opened, message } = p;
  const me = desk.me.value.id;
  const all = message.reactions ?? [];
  if (all.length === 0) return null;
  return (
    <fieldset class="reactions" aria-label={text.reactions}>
      {[...new Set(all.map(({ emoji }) => emoji))].map((emoji) => {
        const by = all.filter((one) => one.emoji === emoji);
        const on = by.some((one) => one.by !== 'visitor' && one.by.id === me);
        const names = by.map(({ by }) =>
          by === 'visitor' ? nameOf(opened.person) : by.id === me ? words.you : by.name,
        );
        return (
          <button
            key={emoji}
            type="button"
            class="chip"
            aria-pressed={on}
            aria-label={text.reacted(emoji, names.join(', '))}
            title={names.join(', ')}
            disabled={!p.mayReact}
            onClick={() => desk.acts.react(message, emoji, !on)}
          >
            {emoji} {by.length > 1 && <span class="number">{by.length}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
