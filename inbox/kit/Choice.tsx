import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './choice.css';

/** One of a few values, all of them to be seen. */
export function Choice<V extends string>(p: {
  label: string;
  values: readonly V[];
  value: V;
  onChoose: (value: V) => void;
  name(value: V): string;
  /** Drawn in front of the name. */
  draw?: (value: V) => ComponentChildren;
  hint?: string;
}) {
  const id = useId();
  return (
    <fieldset class="choice" aria-describedby={p.hint ? `${id}-more` : undefined}>
      <legend class="legend">{p.label}</legend>
      <div class="values">
        {p.values.map((value) => (
          <label key={value}>
            <input type="radio" name={id} value={value} checked={p.value === value} onInput={() => p.onChoose(value)} />
            {p.draw?.(value)}
            <span>{p.name(value)}</span>
          </label>
        ))}
      </div>
      {p.hint && (
        <p id={`${id}-more`} class="hint">
          {p.hint}
        </p>
      )}
    </fieldset>
  );
}

/** A length that is drawn on a slider and told in pixels. */
export function Length(p: { label: string; most: number; value: number; onInput: (px: number) => void; told: string }) {
  const id = useId();
  return (
    <div class="field length">
      <label class="label" for={id}>
        {p.label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={p.most}
        value={p.value}
        aria-valuetext={p.told}
        onInput={(event) => p.onInput(event.currentTarget.valueAsNumber)}
      />
      <output for={id}>{p.told}</output>
    </div>
  );
}
