import { Field } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { readAccent } from './accent.ts';
import './colour.css';

/** A colour, written or picked. */
export function Colour(p: {
  label: string;
  pick: string;
  name: string;
  value: string;
  /** What the picker shows while what is written is no colour. */
  otherwise: string;
  onInput: (written: string) => void;
  hint: string;
  isWrong: boolean;
}) {
  const colour = readAccent(p.value);
  return (
    <div class="accent">
      <Field
        {...{ label: p.label, name: p.name, hint: p.hint, dir: 'ltr', maxLength: 7, value: p.value }}
        wrong={p.isWrong ? words.look.colourWrong : null}
        onInput={(written) => p.onInput(written.trim().toLowerCase())}
        onBlur={() => {
          if (colour && colour !== p.value) p.onInput(colour);
        }}
      />
      <input
        type="color"
        aria-label={p.pick}
        value={colour ?? p.otherwise}
        onInput={(event) => p.onInput(event.currentTarget.value)}
      />
    </div>
  );
}
