import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { clockTime, goesToTwelve, halfHours, readTime } from './times.ts';

/** A time of the day, written as the reader's own clock shows it, or chosen: the arrows open a list of every half hour. */
export function TimeField(p: {
  label: string;
  value: string;
  /** The list begins behind this time. */
  after: string | null;
  isWrong: boolean;
  describedBy: string | undefined;
  onInput: (time: string) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  /** What stands there as it was written, until it is left. */
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const told = useRef(p.value);
  // Another row's time came into this place.
  const text = typed !== null && told.current === p.value ? typed : clockTime(p.value);
  const times = halfHours(p.after);
  const isOpen = active !== null;

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const say = (time: string) => {
    told.current = time;
    if (time !== p.value) p.onInput(time);
  };
  const write = (text: string) => {
    setTyped(text);
    setActive(null);
    say(readTime(text) ?? '');
  };
  const choose = (time: string) => {
    setTyped(null);
    setActive(null);
    say(time);
  };
  const open = () => setActive(Math.max(0, times.indexOf(nearest(p.value))));
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (active === null) open();
      else setActive((active + step + times.length) % times.length);
    } else if (event.key === 'Enter' && active !== null) choose(times[active] as string);
    else if (event.key === 'Escape' && isOpen) setActive(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span class="time-field">
      <input
        class="input"
        role="combobox"
        aria-label={p.label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-times` : undefined}
        aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
        aria-autocomplete="none"
        aria-invalid={p.isWrong || undefined}
        aria-describedby={p.describedBy}
        autocomplete="off"
        inputMode={goesToTwelve ? 'text' : 'numeric'}
        maxLength={20}
        dir="auto"
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={keys}
        onClick={open}
        onBlur={() => {
          setActive(null);
          if (p.value) setTyped(null);
        }}
      />
      {isOpen && (
        <div role="listbox" id={`${id}-times`} aria-label={p.label} ref={list}>
          {times.map((time, at) => (
            <button
              key={time}
              type="button"
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(time)}
            >
              {clockTime(time)}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

/** The half hour that a time lies in, where the list begins to be looked at. */
function nearest(time: string): string {
  return time && `${time.slice(0, 3)}${time.slice(3) < '30' ? '00' : '30'}`;
}
