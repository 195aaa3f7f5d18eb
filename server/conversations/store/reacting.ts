import { one, update, type Work } from '../../foundation/database/database.ts';
import {
  type Asker,
  type Changed,
  type ChangeRefused,
  contents,
  keep,
  lock,
  raise,
  unchanged,
  versionsFor,
} from './changing.ts';
import { MESSAGE, type MessageRow, type Reacted } from './rows.ts';

const OF_ONE_AT_MOST = 5;

/** Gives a message somebody's emoji or takes it away. It is no activity: the conversation keeps its place in every list. */
export function* react(p: {
  id: string;
  emoji: string;
  on: boolean;
  at: number;
  by: Asker;
}): Work<Changed | ChangeRefused> {
  const place = yield* one<{ conversation_id: string }>('select conversation_id from messages where id = $1', p.id);
  const conversation = place ? yield* lock(place.conversation_id, p.by) : undefined;
  const message = conversation
    ? yield* one<MessageRow>(`select ${MESSAGE} from messages where id = $1`, p.id)
    : undefined;
  if (!conversation || !message) return { refused: 'not_found' };
  if (p.by.kind === 'visitor' && message.kind === 'note') return { refused: 'not_found' };
  const before = message.reactions === null ? [] : (JSON.parse(message.reactions) as Reacted[]);
  const who = p.by.kind === 'visitor' ? 'visitor' : p.by.id;
  const others = before.filter(({ emoji, by }) => emoji !== p.emoji || by !== who);
  if (p.on === others.length < before.length) return unchanged(conversation);
  if (p.on && message.taken_back_at !== null) return { refused: 'conflict' };
  if (p.on && before.filter(({ by }) => by === who).length >= OF_ONE_AT_MOST) return { refused: 'bad_input' };
  const reactions = p.on ? [...before, { emoji: p.emoji, by: who }] : others;
  const seen = message.kind === 'message';
  raise(conversation, seen);
  const reacted = {
    ...message,
    reactions: reactions.length > 0 ? JSON.stringify(reactions) : null,
    ...versionsFor(conversation, message, seen),
  };
  yield* update('messages', 'id', [contents(reacted)]);
  yield* keep(conversation, { name: 'conversations:reacted', subject: p.id, by: p.by, at: p.at });
  return { conversation, message: reacted, mark: null, changed: true, public: seen };
}
