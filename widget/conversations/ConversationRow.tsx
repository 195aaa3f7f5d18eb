import { plain } from '../../client/markdown/parse.ts';
import type { VisitorRow } from '../../protocol/conversations.ts';
import type { Spaces } from '../spaces.ts';
import { fill, speech, type Words } from '../words/speech.ts';
import type { Chat } from './chat.ts';
import { dayOf } from './days.ts';

/** A conversation in a list: with whom, what was said last and when, and how many answers wait. */
export function ConversationRow(p: { row: VisitorRow; chat: Chat; words: Words; spaces: Spaces }) {
  const { row, chat, words, spaces } = p;
  const { last, state, unread } = row;
  const body = last?.body == null ? null : plain(last.body);
  const said = last === null ? '' : (body ?? words.takenBack) || (last.files?.[0]?.name ?? '');
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          chat.show(row.conversation);
          spaces.go({ at: 'conversation' });
        }}
      >
        <span class="with" dir="auto">
          {state.assignee?.name ?? last?.author?.name ?? words.conversation}
        </span>
        <time dateTime={new Date(state.lastAt).toISOString()}>{dayOf(state.lastAt, words)}</time>
        <span class="said" dir="auto">
          {last?.by === 'visitor' ? fill(words.you, { said }) : said}
        </span>
        {unread > 0 && (
          <b class="unread">
            <span aria-hidden="true">{unread.toLocaleString(speech.value.locale)}</span>
            <span class="hidden">{fill(words.unread, { count: unread })}</span>
          </b>
        )}
      </button>
    </li>
  );
}
