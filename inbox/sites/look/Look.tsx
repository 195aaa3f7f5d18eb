import { contrast, inkOn } from '../../../protocol/ink.ts';
import {
  FARTHEST_PX,
  FIRST_LOOK,
  FONTS,
  iconOf,
  LAUNCHERS,
  ROUNDEST_PX,
  SIDES,
  type Look as SiteLook,
  THEMES,
} from '../../../protocol/look.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import { Choice, Length } from '../../kit/Choice.tsx';
import { toast } from '../../kit/toasts.tsx';
import { Button, Field } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import type { Draft } from '../draft.ts';
import { readAccent } from './accent.ts';
import { Colour } from './Colour.tsx';
import { Preview } from './Preview.tsx';
import { isSelector } from './selector.ts';

const text = words.look;
const GREETING_CHARACTERS = 300;
/** Below this contrast a shape melts into the page; 1 is no difference at all. */
const PALE_BELOW = 1.5;
const GROUNDS = { light: '#ffffff', dark: '#1c1e21' };

/** Name, colours, shape and place, with the widget drawn beside them as it will be. */
export function Look(p: {
  site: Site;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  problem: Problem | null;
  mayChange: boolean;
}) {
  const { draft, change, problem } = p;
  const { look } = draft;
  const set = (part: Partial<SiteLook>) => change({ look: { ...look, ...part } });
  const accent = readAccent(draft.accent) ?? p.site.accent;
  const accentDark = look.accentDark === null ? null : (readAccent(look.accentDark) ?? accent);
  const reset = () => {
    const before = look;
    change({ look: FIRST_LOOK });
    toast(text.wasReset, { label: words.sites.undo, act: () => change({ look: before }) });
  };
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <div class="two">
        <fieldset disabled={!p.mayChange}>
          <Field
            {...{ label: words.sites.name, name: 'name', hint: words.sites.nameHint }}
            {...{ required: true, maxLength: 100, problem }}
            {...{ value: draft.name, onInput: (name) => change({ name }) }}
          />
          <Field
            {...{ label: text.greeting, name: 'greeting', rows: 3, maxLength: GREETING_CHARACTERS, problem }}
            {...{ value: draft.greeting, onInput: (greeting) => change({ greeting }) }}
            hint={text.greetingHint(GREETING_CHARACTERS - draft.greeting.length)}
          />
          <Colour
            {...{ label: text.accent, pick: text.pick, name: 'accent', value: draft.accent, otherwise: p.site.accent }}
            onInput={(accent) => change({ accent })}
            hint={hintOf(draft.accent, 'light')}
            isWrong={problem?.field === 'accent'}
          />
          <label class="tick">
            <input
              type="checkbox"
              checked={look.accentDark !== null}
              onInput={(event) => set({ accentDark: event.currentTarget.checked ? accent : null })}
            />
            <span>{text.sameInDark}</span>
          </label>
          {look.accentDark !== null && (
            <Colour
              {...{ label: text.accentDark, pick: text.pickDark, name: 'accentDark', otherwise: accent }}
              value={look.accentDark}
              onInput={(accentDark) => set({ accentDark })}
              hint={hintOf(look.accentDark, 'dark')}
              isWrong={problem?.field === 'look.accentDark'}
            />
          )}
          <Choice
            {...{ label: text.theme, values: THEMES, value: look.theme, hint: text.themeHint }}
            onChoose={(theme) => set({ theme })}
            name={(theme) => text.themes[theme]}
          />
          <Length
            {...{ label: text.radius, most: ROUNDEST_PX, value: look.radius, told: text.px(look.radius) }}
            onInput={(radius) => set({ radius })}
          />
          <Choice
            {...{ label: text.font, values: FONTS, value: look.font, hint: text.fontHint }}
            onChoose={(font) => set({ font })}
            name={(font) => text.fonts[font]}
          />
          <Choice
            {...{ label: text.launcher, values: LAUNCHERS, value: look.launcher }}
            onChoose={(launcher) => set({ launcher })}
            name={(launcher) => text.launchers[launcher]}
            draw={(launcher) => <Drawn path={iconOf(launcher)} />}
          />
          {look.launcher === 'page' && (
            <Field
              {...{ label: text.selector, name: 'selector', dir: 'ltr', maxLength: 200, hint: text.selectorHint }}
              {...{ value: look.selector, onInput: (selector) => set({ selector }), placeholder: '#help' }}
              wrong={isSelector(look.selector) ? null : text.selectorWrong}
            />
          )}
          <Choice
            {...{ label: text.side, values: SIDES, value: look.side, hint: text.sideHint }}
            onChoose={(side) => set({ side })}
            name={(side) => text.sides[side]}
          />
          <Length
            {...{ label: text.offsetX, most: FARTHEST_PX, value: look.offsetX, told: text.px(look.offsetX) }}
            onInput={(offsetX) => set({ offsetX })}
          />
          <Length
            {...{ label: text.offsetY, most: FARTHEST_PX, value: look.offsetY, told: text.px(look.offsetY) }}
            onInput={(offsetY) => set({ offsetY })}
          />
          <div>
            <Button onClick={reset} disabled={JSON.stringify(look) === JSON.stringify(FIRST_LOOK)}>
              {text.reset}
            </Button>
          </div>
        </fieldset>
        <Preview {...{ name: draft.name, greeting: draft.greeting, accent, look: { ...look, accentDark } }} />
      </div>
    </section>
  );
}

function Drawn({ path }: { path: string | undefined }) {
  return path ? (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={path} />
    </svg>
  ) : null;
}

/** What becomes of a colour that is written, in a sentence. */
function hintOf(written: string, theme: keyof typeof GROUNDS): string {
  const colour = readAccent(written);
  if (!colour) return text.accentHint;
  const ink = inkOn(colour);
  const told = text.ink(ink === '#ffffff' ? 'white' : 'black', contrast(colour, ink).toFixed(1));
  const melts = contrast(colour, GROUNDS[theme]) < PALE_BELOW;
  return melts ? `${told} ${theme === 'dark' ? text.dim : text.pale}` : told;
}
