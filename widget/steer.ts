import { effect, signal } from '@preact/signals';
import type { Host } from './contract.ts';
import { chat as english } from './words/en/chat.ts';

import { fill, speech, wordsOf } from './words/speech.ts';

/** What the chat does to its launcher: how many answers wait, and whether it is open. The loader draws it closed, and can no more. */
export function steerLauncher({ button, settings, emit }: Host) {
  const badge = button.querySelector('b') ?? document.createElement('b');
  button.append(badge);
  const unread = signal(0);
  const open = signal(false);
  const end = effect(() => {
    const words = wordsOf('chat', english);
    const { locale } = speech.value;
    const [site, count] = [settings.name, unread.value];
    const closed = count ? fill(words.waiting, { site, count }) : fill(words.dialog, { site });
    button.ariaLabel = open.value ? words.close : closed;
    button.ariaExpanded = `${open.value}`;
    button.classList.toggle('o', open.value);
    badge.textContent = count && !open.value ? count.toLocaleString(locale) : '';
  });
  return {
    badge(now: number): void {
      unread.value = now;
    },
    opened(now: boolean): void {
      open.value = now;
      emit(now ? 'open' : 'close');
    },
    end,
  };
}
