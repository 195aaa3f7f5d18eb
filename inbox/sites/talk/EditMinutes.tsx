import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Select } from '../../kit/Select.tsx';
import { ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { useChange } from './change.ts';

const text = words.talk;
const HOUR = 60;
const DAY = 24 * HOUR;
const usual = [0, 1, 5, 15, HOUR, DAY, 7 * DAY];

export function EditMinutes({ desk, site, mayChange }: { desk: Desk; site: Site; mayChange: boolean }) {
  const { problem, set } = useChange(desk, site);
  const { editMinutes } = site;
  const known = editMinutes === null ? usual : [...new Set([...usual, editMinutes])].sort((a, b) => a - b);
  return (
    <section class="card">
      <h2>{text.edit}</h2>
      <p class="soft small">{text.editMore}</p>
      <Select
        label={text.editFor}
        value={`${editMinutes}`}
        values={[...known.map((minutes) => ({ value: `${minutes}`, name: lengthOf(minutes) })), ALWAYS]}
        disabled={!mayChange}
        onChoose={(value) => void set({ editMinutes: value === ALWAYS.value ? null : Number(value) }, { editMinutes })}
      />
      <ProblemNotice problem={problem} />
    </section>
  );
}

const ALWAYS = { value: 'null', name: text.always };

function lengthOf(minutes: number): string {
  if (minutes === 0) return text.never;
  const [unit, size] = (
    [
      ['day', DAY],
      ['hour', HOUR],
    ] as const
  ).find(([, size]) => minutes % size === 0) ?? ['minute', 1];
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / size);
}
