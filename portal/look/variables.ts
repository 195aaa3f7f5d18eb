import { contrast } from '../../protocol/ink.ts';
import { coloursOf, type Look, STACKS } from '../../protocol/look.ts';

/** What texts stand on, in either theme: as in base.css. */
const PAPER = { light: '#ffffff', dark: '#15171a' };
const READABLE = 5.5;

/** How the owner wants it to look, as variables for the style sheet. */
export function variablesOf({ accent, look }: { accent: string; look: Look }): string {
  const light = coloursOf(accent, look.accentDark, 'light');
  const dark = coloursOf(accent, look.accentDark, 'dark');
  const font = look.font === 'page' ? STACKS.system : STACKS[look.font];
  const variables = [
    `--accent:light-dark(${light.accent},${dark.accent})`,
    `--on-accent:light-dark(${light.ink},${dark.ink})`,
    `--link:light-dark(${readable(light.accent, 'light')},${readable(dark.accent, 'dark')})`,
    `--r:${look.radius}px`,
    `--font:${font}`,
  ];
  return `:root{${variables.join(';')}}`;
}

/** A colour for words: the accent, darker or lighter until it can be read on the page. */
function readable(colour: string, theme: 'light' | 'dark'): string {
  const toward = theme === 'light' ? 0 : 255;
  for (let part = 0; part <= 1; part += 0.05) {
    const mixed = mix(colour, toward, part);
    if (contrast(mixed, PAPER[theme]) >= READABLE) return mixed;
  }
  return theme === 'light' ? '#000000' : '#ffffff';
}

function mix(colour: string, toward: number, part: number): string {
  const parts = [1, 3, 5].map((at) => {
    const own = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(own + (toward - own) * part)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
