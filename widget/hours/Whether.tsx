import type { Opening } from '../../protocol/hours.ts';
import { hours } from '../words/en/hours.ts';
import { wordsOf } from '../words/speech.ts';
import { backWhen } from './when.ts';

/** Whether anybody is there now, and otherwise when somebody is back. */
export function Whether({ opening }: { opening: Opening }) {
  const words = wordsOf('hours', hours);
  return (
    <p class="whether">
      <span class={opening.open ? 'lamp on' : 'lamp'} aria-hidden="true" />
      {opening.open ? words.here : backWhen(opening, Date.now(), words)}
    </p>
  );
}
