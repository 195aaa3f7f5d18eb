import { isUp } from '../../client/standing.ts';
import type { FeedbackKind } from '../../protocol/feedback.ts';
import type { Chat } from '../conversations/chat.ts';
import { giving } from '../words/en/giving.ts';
import { fill, type Words, wordsOf } from '../words/speech.ts';
import { keepDraft } from './draft.ts';
import { type Told, tellingOf } from './told.ts';

/** What became of what was told: of the one just `sent`, and of everything else that is not there yet. */
export function OnItsWay(p: {
  chat: Chat;
  talk: Words;
  sent: string | undefined;
  onChange: (kind: FeedbackKind) => void;
}) {
  const { chat, talk } = p;
  const words = wordsOf('giving', giving);
  const telling = tellingOf(chat);
  const left = telling.left.value;
  const waits = left.some(({ problem }) => !problem);
  const refused = left.filter(({ problem }) => problem);
  const isOffline = navigator.onLine === false || !isUp(chat.line.value);
  const isThere = p.sent !== undefined && !left.some(({ id }) => id === p.sent);
  const change = (told: Told) => {
    keepDraft(chat, told.kind, { title: told.title ?? '', body: told.body, pictures: told.pictures });
    telling.drop(told.id);
    p.onChange(told.kind);
  };
  return (
    <div>
      <p role="status" class="told">
        {isThere ? words.sent : waits ? (isOffline ? words.queued : words.sending) : ''}
      </p>
      {refused.map((told) => (
        <div key={told.id} class="refused" role="alert">
          <p>{fill(words.refused, { why: whyOf(told, talk) })}</p>
          <p class="begun" dir="auto">
            {told.title || told.body}
          </p>
          <button type="button" class="link" onClick={() => change(told)}>
            {words.change}
          </button>{' '}
          <button type="button" class="link" onClick={() => telling.drop(told.id)}>
            {talk.discard}
          </button>
        </div>
      ))}
    </div>
  );
}

function whyOf({ problem }: Told, { refused }: Words): string {
  const code = problem?.code as keyof Words['refused'];
  return refused[Object.hasOwn(refused, code) ? code : 'bad_input'];
}
