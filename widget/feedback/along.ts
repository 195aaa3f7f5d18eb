import type { SeenPage } from '../../protocol/feedback.ts';

/** What goes along with a bug, as it is now, cut to what the server takes. */
export function seenPage(): SeenPage {
  return {
    address: location.href.slice(0, 2000),
    browser: navigator.userAgent.slice(0, 500),
    language: navigator.language.slice(0, 40),
    width: Math.min(innerWidth, 100_000),
    height: Math.min(innerHeight, 100_000),
  };
}
