import { OnTheWay } from '../../../client/files/OnTheWay.tsx';
import type { Entry } from '../../../client/outbox.ts';
import type { Desk } from '../../desk.ts';
import { words } from '../../words/en.ts';
import { files as fileWords } from '../../words/files.ts';
import { Quote } from '../thread/Quote.tsx';
import type { Opened } from '../thread/thread.ts';

const text = words.conversations;

/** A message of one's own that is not known to be stored yet. */
export function Unsent(p: { desk: Desk; opened: Opened; entry: Entry; onSeek: (id: string) => void }) {
  const { desk, entry } = p;
  const { posting } = desk;
  const { parked } = entry;
  const wrong = entry.files?.find(({ id }) => id === parked?.problem?.field);
  return (
    <article class={`message ours ${entry.note ? 'is-note' : ''} ${parked ? 'parked' : 'sending'}`}>
      {entry.replyTo && <Quote opened={p.opened} of={entry.replyTo} onSeek={p.onSeek} />}
      {entry.body && (
        <div class="line">
          <p class="bubble" dir="auto">
            {entry.body}
          </p>
        </div>
      )}
      {entry.files && entry.conversation && (
        <div class="on-the-way">
          <OnTheWay
            files={desk.attaching.of(entry.conversation)}
            entry={entry}
            words={fileWords}
            onStop={() => posting.discard(entry.id)}
            onLeaveOut={(file) => posting.leaveOut(entry.id, file)}
          />
        </div>
      )}
      {parked ? (
        <p class="state small bad" role="alert">
          {text.notSent}:{' '}
          {wrong && (
            <>
              <bdi>{wrong.name}</bdi>:{' '}
            </>
          )}
          {parked.problem ? words.refusal(parked.problem) : text.cutOff}{' '}
          <button type="button" class="text-button" onClick={() => posting.retry(entry.id)}>
            {text.tryAgain}
          </button>{' '}
          <button type="button" class="text-button" onClick={() => posting.discard(entry.id)}>
            {text.discard}
          </button>
        </p>
      ) : (
        <p class="state small soft">{text.sending}</p>
      )}
    </article>
  );
}
