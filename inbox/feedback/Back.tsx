import { Icon } from '../kit/ui.tsx';
import { to } from '../router.ts';
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
