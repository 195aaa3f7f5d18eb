import type { Entry } from '../../client/outbox.ts';
import { words } from '../words/en.ts';
import type { Posting } from './posting.ts';

const text = words.conversations;

/** A message of one's own that is not known to be stored yet. */
export function Unsent({ entry, posting }: { entry: Entry; posting: Posting }) {
  const { parked } = entry;
  return (
    <article class={`message ours ${entry.note ? 'is-note' : ''} ${parked ? 'parked' : 'sending'}`}>
      <div class="line">
        <p class="bubble" dir="auto">
          {entry.body}
        </p>
      </div>
      {parked ? (
        <p class="state small bad" role="alert">
          {text.notSent}: {parked.problem ? words.refusal(parked.problem) : text.cutOff}{' '}
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
