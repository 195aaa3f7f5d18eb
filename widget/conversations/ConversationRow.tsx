import type { ComponentChildren } from 'preact';
import { plain } from '../../client/markdown/parse.ts';
import type { Entry } from '../../client/outbox.ts';
import type { VisitorRow } from '../../protocol/conversations.ts';
import type { RoomProps } from '../panel/rooms.ts';
import { fill, speech } from '../words/speech.ts';
import { dayOf } from './days.ts';

type Props = Pick<RoomProps, 'chat' | 'words' | 'spaces'>;

/** A conversation in a list: with whom, what was said last and when, and how many answers wait. */
export function ConversationRow({ row, ...more }: Props & { row: VisitorRow }) {
  const { words } = more;
  const { last, state, unread, conversation } = row;
  const body = last?.body == null ? null : plain(last.body);
  const said = last === null ? '' : (body ?? words.takenBack) || (last.files?.[0]?.name ?? '');
  // Nobody has answered yet: it is known by what it is about.
  const topic = row.topic && plain(row.topic);
  const answerer = state.assignee?.name ?? last?.author?.name;
  // What is all that was said is not said twice.
  const isAll = !answerer && topic !== undefined && said.startsWith(topic.replace(/…$/, ''));
  return (
    <Row
      {...more}
      conversation={conversation}
      title={answerer ?? topic ?? words.conversation}
      who={last?.by === 'visitor' && !isAll ? you(words) : ''}
      said={isAll ? '' : said}
      when={<time dateTime={new Date(state.lastAt).toISOString()}>{dayOf(state.lastAt, words)}</time>}
    >
      {unread > 0 && (
        <b class="unread">
          <span aria-hidden="true">{unread.toLocaleString(speech.value.locale)}</span>
          <span class="hidden">{fill(words.unread, { count: unread })}</span>
        </b>
      )}
    </Row>
  );
}

/** Conversations of which nothing is stored yet: whoever has left one finds the way back to what waits there. */
export function Waiting({ chat, words, spaces }: Props) {
  const begun = new Map<string | null, Entry>();
  for (const entry of chat.entries.value) begun.set(entry.conversation ?? entry.start, entry);
  for (const { conversation } of chat.rows.value) begun.delete(conversation);
  // What names none goes into the newest there is.
  if (chat.rows.value.length > 0) begun.delete(null);
  return [...begun].map(([conversation, { body, files, parked }]) => {
    const said = plain(body) || (files?.[0]?.name ?? '');
    return (
      <Row
        key={conversation}
        {...{ chat, words, spaces, conversation }}
        title={words.conversation}
        who={parked ? '' : you(words)}
        said={parked ? fill(words.notSent, { why: said }) : said}
        when={!parked && <small>{words.sending}</small>}
      />
    );
  });
}

/** What stands before one's own words. It stays in its place, in whatever direction they run. */
const you = (words: Props['words']) => fill(words.you, { said: '' }).trim();

function Row(
  p: Props & {
    /** Null: whichever is shown anyway. */
    conversation: string | null;
    title: string;
    who: string;
    said: string;
    when: ComponentChildren;
    children?: ComponentChildren;
  },
) {
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          if (p.conversation) p.chat.show(p.conversation);
          p.spaces.go({ at: 'conversation' });
        }}
      >
        <span class="with" dir="auto">
          {p.title}
        </span>
        {p.when}
        {p.said && (
          <span class="said">
            {p.who && <span>{p.who} </span>}
            <span dir="auto">{p.said}</span>
          </span>
        )}
        {p.children}
      </button>
    </li>
  );
}
