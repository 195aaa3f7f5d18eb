import { coloursOf, FIRST_LOOK, iconOf, type Look, STACKS } from '../../protocol/look.ts';
import type { Site } from '../../protocol/sites.ts';

/**
 * How a site looks, as text for the style sheet of its shadow root: an option costs the loader its own bytes and no code. The names are
 * short since every page downloads them. The page's own rules for everything would reach in through the host: important here wins over them,
 * and what each element is told itself it does not inherit.
 * a accent, t text on it, i inline edges, y distance from below, p path of the launcher's icon, o radius,
 * f font.
 */
export function cssOf({ accent, look }: Pick<Site, 'accent' | 'look'>): string {
  const light = coloursOf(accent, look.accentDark, 'light');
  const dark = coloursOf(accent, look.accentDark, 'dark');
  const icon = iconOf(look.launcher);
  const host = [
    'all:initial!important',
    'color-scheme:light dark!important',
    ...(look.font === 'page' ? ['font-family:inherit!important'] : []),
  ];
  const each = [
    `--a:${inBoth(light.accent, dark.accent)}`,
    `--t:${inBoth(light.ink, dark.ink)}`,
    `--i:${look.side === 'end' ? `auto ${look.offsetX}px` : `${look.offsetX}px auto`}`,
    `--y:${look.offsetY}px`,
    ...(icon ? [`--p:path('${icon}')`] : []),
    ...(look.radius === FIRST_LOOK.radius ? [] : [`--o:${look.radius}px`]),
    ...(look.font === 'page' || look.font === 'system' ? [] : [`--f:${STACKS[look.font]}`]),
  ];
  // What a variable holds cannot be to inherit. Stronger than the panel's own rule, which comes later.
  return `:host{${host.join(';')}}*{${each.join(';')}}${look.font === 'page' ? '.panel.panel{font-family:inherit}' : ''}`;
}

const inBoth = (light: string, dark: string): string =>
  light === dark ? short(light) : `light-dark(${short(light)},${short(dark)})`;
const short = (color: string): string => color.replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3');

/** As the loader wants it: ours, none, or a selector of the page's own. */
export function launcherOf({ launcher, selector }: Look): string {
  if (launcher === 'page') return selector.trim() || 'none';
  return launcher === 'none' ? 'none' : 'own';
}
