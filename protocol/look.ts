import Type, { type Static } from 'typebox';
import { inkOn } from './ink.ts';
import { nullable, shape } from './schema.ts';

export const Accent = Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'such as #0b6b4f, lower case' });
export const FARTHEST_PX = 120;
export const ROUNDEST_PX = 24;

export const THEMES = ['system', 'light', 'dark'] as const;
/** `page`: the font of the website. The others are stacks of what systems bring along; nothing is ever downloaded for them. */
export const FONTS = ['system', 'page', 'humanist', 'rounded', 'serif', 'mono'] as const;
/** `end` is right where the page's language runs from left to right, and left where it does not. */
export const SIDES = ['end', 'start'] as const;
/** Ours with an icon, none at all, or elements of the page. */
export const LAUNCHERS = ['bubble', 'dots', 'question', 'mail', 'none', 'page'] as const;

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));

/** How a site's widget looks, besides its accent colour. Lengths are CSS pixels. */
export const Look = shape({
  theme: oneOf(THEMES),
  /** The accent in the dark theme; null: the same as in the light one. */
  accentDark: nullable(Accent),
  radius: Type.Integer({ minimum: 0, maximum: ROUNDEST_PX }),
  font: oneOf(FONTS),
  side: oneOf(SIDES),
  offsetX: Type.Integer({ minimum: 0, maximum: FARTHEST_PX }),
  offsetY: Type.Integer({ minimum: 0, maximum: FARTHEST_PX }),
  launcher: oneOf(LAUNCHERS),
  selector: Type.String({ maxLength: 200, description: 'which elements of the page open the chat, such as #help' }),
});
export type Look = Static<typeof Look>;

/** What a site looks like that nobody has changed. */
export const FIRST_LOOK: Look = {
  ...{ theme: 'system', accentDark: null, radius: 12, font: 'system', side: 'end', offsetX: 20, offsetY: 20 },
  ...{ launcher: 'bubble', selector: '' },
};

export const STACKS: Record<Exclude<Look['font'], 'page'>, string> = {
  system: "system-ui,-apple-system,'Segoe UI',sans-serif",
  humanist: 'Optima,Candara,Ubuntu,sans-serif',
  rounded: 'ui-rounded,Nunito,sans-serif',
  serif: 'Charter,Georgia,serif',
  mono: 'ui-monospace,Consolas,monospace',
};

/** Paths of the launcher's icons, 24 by 24; what runs against the clock is cut out. */
export const ICONS = {
  bubble: 'M4 2h16q4 0 4 4v8q0 4-4 4h-8l-7 5v-5H4q-4 0-4-4V6q0-4 4-4Z',
  dots: 'M4 2h16q4 0 4 4v8q0 4-4 4h-8l-7 5v-5H4q-4 0-4-4V6q0-4 4-4ZM4 8v4h4V8Zm6 0v4h4V8Zm6 0v4h4V8Z',
  question: 'M6 8q0-6 6-6t6 6q0 3-4 5v3h-4v-5q4-1 4-3t-2-2-2 2ZM10 18h4v4h-4Z',
  mail: 'M0 5q0-1 1-1h22q1 0 1 1l-12 8ZM0 8l12 8 12-8v11q0 1-1 1H1q-1 0-1-1Z',
} satisfies Partial<Record<Look['launcher'], string>>;

/** The path that a launcher is drawn by; undefined where there is none of ours. */
export function iconOf(launcher: Look['launcher']): string | undefined {
  return launcher === 'none' || launcher === 'page' ? undefined : ICONS[launcher];
}

export type Colours = {
  accent: string;
  /** Text on the accent: 4.5 : 1 or better. */
  ink: string;
};

/** The colours of a theme, computed from what the owner chose. */
export function coloursOf(accent: string, accentDark: string | null, theme: 'light' | 'dark'): Colours {
  const chosen = theme === 'dark' ? (accentDark ?? accent) : accent;
  return { accent: chosen, ink: inkOn(chosen) };
}
