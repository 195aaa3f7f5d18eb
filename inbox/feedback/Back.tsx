import { to } from '../router.ts';
import { Icon } from '../ui.tsx';
import { words } from '../words/en.ts';

/** To the list, where it is not beside. */
export function Back() {
  const { back } = words.feedback;
  return (
    <a class="button quiet round back" href={to('feedback')} aria-label={back} title={back}>
      <Icon name="back" turns />
    </a>
  );
}
