import type { Opening } from '../../protocol/hours.ts';
import { en as words } from '../words/hours.ts';
import { backWhen } from './when.ts';

/** Whether anybody is there now, and otherwise when somebody is back. */
export function Whether({ opening }: { opening: Opening }) {
  return (
    <p class="whether">
      <span class={opening.open ? 'lamp on' : 'lamp'} aria-hidden="true" />
      {opening.open ? words.here : backWhen(opening, Date.now(), words)}
    </p>
  );
}
