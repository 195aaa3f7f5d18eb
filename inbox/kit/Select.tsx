import { useId } from 'preact/hooks';

/** One of a list that is too long to be seen all the time. */
export function Select(p: {
  label: string;
  value: string;
  values: readonly { value: string; name: string }[];
  disabled: boolean;
  onChoose: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field narrow-field">
      <label class="label" for={id}>
        {p.label}
      </label>
      <select
        id={id}
        class="input"
        value={p.value}
        disabled={p.disabled}
        onInput={(event) => p.onChoose(event.currentTarget.value)}
      >
        {p.values.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
