import { useState } from 'preact/hooks';
import type { Hours } from '../../protocol/hours.ts';
import type { Overlap } from '../../protocol/overlaps.ts';
import type { Problem } from '../../protocol/problem.ts';
import { Menu } from '../kit/menu.tsx';
import { toast } from '../kit/toasts.tsx';
import { Icon } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { Spans } from './Spans.tsx';
import { dayAfter, dayNames } from './week.ts';

const text = words.hours;
type Days = Hours['week'];

/** The week, a row for each day. What is right on one day can be copied to others. */
export function Week(p: {
  week: Days;
  problem: Problem | null;
  overlaps: readonly Overlap[];
  onChange: (week: Days) => void;
}) {
  const [copying, setCopying] = useState<number | null>(null);
  const copy = (from: number, days: readonly number[]) => {
    p.onChange(p.week.map((spans, day) => (days.includes(day) ? (p.week[from] ?? []) : spans)));
    toast(text.copied(dayNames[from] as string));
  };
  const copies = (day: number) => [
    { key: 'all', label: text.copyTo.all, onChoose: () => copy(day, [0, 1, 2, 3, 4, 5, 6]) },
    { key: 'work', label: text.copyTo.work, onChoose: () => copy(day, [0, 1, 2, 3, 4]) },
    { key: 'weekend', label: text.copyTo.weekend, onChoose: () => copy(day, [5, 6]) },
    { key: 'next', label: text.copyToDay(dayAfter(day)), onChoose: () => copy(day, [(day + 1) % 7]) },
  ];
  return (
    <ul class="week">
      {p.week.map((spans, day) => {
        const name = dayNames[day] as string;
        const before = (day + 6) % 7;
        return (
          <li key={name}>
            <h3>{name}</h3>
            <Spans
              {...{ day: name, next: dayAfter(day), spans, path: `hours.week.${day}` }}
              {...{ problem: p.problem, overlaps: p.overlaps }}
              before={{ day: dayNames[before] as string, spans: p.week[before] ?? [] }}
              onChange={(changed) => p.onChange(p.week.map((one, index) => (index === day ? changed : one)))}
            />
            <Menu
              open={copying === day}
              onToggle={(open) => setCopying(open ? day : null)}
              label={text.copy(name)}
              button={<Icon name="copy" size={18} />}
              kind="round quiet"
              items={copies(day)}
            />
          </li>
        );
      })}
    </ul>
  );
}
