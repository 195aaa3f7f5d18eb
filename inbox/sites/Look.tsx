import { contrast, inkOn } from '../../protocol/ink.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import { Field } from '../ui.tsx';
import { words } from '../words/en.ts';
import { readAccent } from './accent.ts';
import type { Draft } from './draft.ts';
import { Preview } from './Preview.tsx';

const text = words.sites;
const GREETING_CHARACTERS = 300;
/** Below this contrast a shape melts into the page; 1 is no difference at all. */
const PALE_BELOW = 1.5;

/** Name, colour and greeting, with the widget drawn beside them as it will be. */
export function Look(p: {
  site: Site;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  problem: Problem | null;
  mayChange: boolean;
}) {
  const { draft, change, problem } = p;
  const accent = readAccent(draft.accent);
  return (
    <section class="card">
      <h2>{text.look}</h2>
      <div class="two">
        <fieldset disabled={!p.mayChange}>
          <Field
            {...{ label: text.name, name: 'name', hint: text.nameHint, required: true, maxLength: 100, problem }}
            {...{ value: draft.name, onInput: (name) => change({ name }) }}
          />
          <div class="accent">
            <Field
              {...{ label: text.accent, name: 'accent', hint: accentHint(accent), dir: 'ltr', maxLength: 7, problem }}
              {...{ value: draft.accent, onInput: (accent) => change({ accent: accent.trim().toLowerCase() }) }}
              onBlur={() => {
                if (accent && accent !== draft.accent) change({ accent });
              }}
            />
            <input
              type="color"
              aria-label={text.pick}
              value={accent ?? p.site.accent}
              onInput={(event) => change({ accent: event.currentTarget.value })}
            />
          </div>
          <Field
            {...{ label: text.greeting, name: 'greeting', rows: 3, maxLength: GREETING_CHARACTERS, problem }}
            {...{ value: draft.greeting, onInput: (greeting) => change({ greeting }) }}
            hint={text.greetingHint(GREETING_CHARACTERS - draft.greeting.length)}
          />
        </fieldset>
        <Preview name={draft.name} accent={accent ?? p.site.accent} greeting={draft.greeting} />
      </div>
    </section>
  );
}

function accentHint(accent: string | null): string {
  if (!accent) return text.accentHint;
  const ink = inkOn(accent);
  const told = text.ink(ink === '#ffffff' ? 'white' : 'black', contrast(accent, ink).toFixed(1));
  return contrast(accent, '#ffffff') < PALE_BELOW ? `${told} ${text.pale}` : told;
}
