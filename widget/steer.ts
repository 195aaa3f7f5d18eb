import type { Host } from './contract.ts';

/** What the chat does to its launcher: how many answers wait, and whether it is open. The loader draws it closed, and can no more. */
export function steerLauncher({ button, settings, emit }: Host) {
  const count = button.querySelector('b') ?? document.createElement('b');
  button.append(count);
  let unread = 0;
  let open = false;
  const draw = () => {
    button.ariaLabel = open ? 'Close chat' : `Chat with ${settings.name}${unread ? `, ${unread} new` : ''}`;
    button.ariaExpanded = `${open}`;
    button.classList.toggle('o', open);
    count.textContent = unread && !open ? `${unread}` : '';
  };
  return {
    badge(now: number): void {
      unread = now;
      draw();
    },
    opened(now: boolean): void {
      open = now;
      draw();
      emit(open ? 'open' : 'close');
    },
  };
}
