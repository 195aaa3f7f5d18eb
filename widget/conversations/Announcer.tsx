import { useEffect } from 'preact/hooks';
import type { Chat } from './chat.ts';

const LASTS_MS = 4_000;

/**
 * Has a screen reader say what comes in, once and when it has finished its sentence, with the panel closed, too. The thread itself is
 * silent: it is drawn for other reasons as well, such as earlier messages or marks that something was read.
 */
export function Announcer({ chat: { said } }: { chat: Chat }) {
  useEffect(() => {
    // Whoever reads line by line finds it in the thread, not here again.
    const over = setTimeout(() => {
      said.value = [];
    }, LASTS_MS);
    return () => clearTimeout(over);
  }, [said.value]);
  return (
    <div class="hidden" aria-live="polite">
      {said.value.map(({ id, author, body, files }) => (
        <p key={id}>
          {author?.name}: {body || files?.map(({ name }) => name).join(', ')}
        </p>
      ))}
    </div>
  );
}
