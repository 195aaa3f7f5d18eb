import { computed, signal } from '@preact/signals';

const BASE = '/inbox';
const here = signal(address());

/** Where in the inbox somebody is, such as ['conversations', id]. */
export const path = computed(() => here.value.pathname.slice(BASE.length).split('/').filter(Boolean));

function address(): URL {
  return new URL(location.href);
}

/** The address of a page of the inbox. */
export function to(...parts: string[]): string {
  return [BASE, ...parts].join('/');
}

/** Goes to a page of the inbox; `replace` leaves no step behind to go back to. */
export function go(href: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', href);
  else history.replaceState(null, '', href);
  here.value = address();
}

/** Follows links within the inbox without loading the page anew. */
export function startRouter(): void {
  addEventListener('popstate', () => {
    here.value = address();
  });
  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(`${BASE}/`)) return;
    event.preventDefault();
    if (link.href !== location.href) go(link.href);
  });
}
