import { useEffect, useRef } from 'preact/hooks';
import type { Holiday, Hours } from '../../protocol/hours.ts';
import type { Overlap } from '../../protocol/overlaps.ts';
import type { Problem } from '../../protocol/problem.ts';
import { Button, Icon, IconButton } from '../kit/ui.tsx';
import { now } from '../shell/clock.ts';
import { words } from '../words/en.ts';
import { Spans } from './Spans.tsx';

const text = words.hours;

/** Days that are not as their weekday: closed, or open at hours of their own. */
export function Holidays(p: {
  hours: Hours;
  problem: Problem | null;
  overlaps: readonly Overlap[];
  onChange: (holidays: Holiday[]) => void;
}) {
  const { zone, holidays } = p.hours;
  const list = useRef<HTMLUListElement>(null);
  const count = useRef(holidays.length);
  useEffect(() => {
    // A day that was added begins with its date.
    if (holidays.length === count.current + 1) list.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
    count.current = holidays.length;
  }, [holidays.length]);
  const set = (at: number, part: Partial<Holiday>) =>
    p.onChange(holidays.map((holiday, index) => (index === at ? { ...holiday, ...part } : holiday)));
  const today = new Date(now.value).toLocaleDateString('sv', { timeZone: zone });
  return (
    <>
      {holidays.length === 0 && <p class="soft small">{text.noHolidays}</p>}
      <ul class="holidays" ref={list}>
        {holidays.map(({ date, name, spans }, at) => {
          const wrong = wrongWithDate(p.problem, at);
          return (
            <li key={at} class={date && date < today ? 'over' : undefined}>
              <input
                type="date"
                class="input"
                aria-label={text.date}
                value={date}
                aria-invalid={wrong !== null || undefined}
                onInput={(event) => set(at, { date: event.currentTarget.value })}
              />
              <input
                class="input"
                aria-label={text.holidayName}
                placeholder={text.holidayHint}
                maxLength={100}
                dir="auto"
                value={name}
                onInput={(event) => set(at, { name: event.currentTarget.value })}
              />
              <Spans
                {...{ day: name || date || text.aHoliday, next: null, before: null, spans }}
                {...{ problem: p.problem, overlaps: p.overlaps }}
                path={`hours.holidays.${at}.spans`}
                onChange={(changed) => set(at, { spans: changed })}
              />
              <IconButton
                icon="close"
                label={text.removeHoliday(name || date || text.aHoliday)}
                onClick={() => p.onChange(holidays.filter((_, index) => index !== at))}
              />
              {wrong ? (
                <p class="wrong" role="alert">
                  {wrong}
                </p>
              ) : (
                date && date < today && <p class="soft small">{text.past}</p>
              )}
            </li>
          );
        })}
      </ul>
      <div class="beside">
        <Button onClick={() => p.onChange([...holidays, { date: '', name: '', spans: [] }])}>
          <Icon name="plus" size={18} />
          {text.addHoliday}
        </Button>
      </div>
    </>
  );
}

function wrongWithDate(problem: Problem | null, at: number): string | null {
  if (problem?.field !== `hours.holidays.${at}.date`) return null;
  return problem.detail?.includes('twice') ? text.wrong.twice : text.wrong.date;
}
