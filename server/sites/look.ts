import { inkOn } from '../../protocol/ink.ts';
import type { Site } from '../../protocol/sites.ts';

/** A speech bubble, 24 by 24. */
const BUBBLE = 'M4 2h16a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4h-8l-7 5v-5H4a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4Z';

/**
 * How a site looks, as text for the style sheet of its shadow root: an option costs the loader its own bytes and no code. The names are
 * short since every page downloads them. The page's own rules for everything would reach in through the host: important here wins over them.
 * a accent, t text on it, i inline edges, y distance from below, p path of the launcher's icon.
 */
export function cssOf({ accent }: Site): string {
  return `:host{all:initial!important;--a:${accent};--t:${inkOn(accent)};--i:auto 20px;--y:20px;--p:path("${BUBBLE}")}`;
}
