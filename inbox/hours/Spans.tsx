import type { Span } from '../../protocol/hours.ts';
import type { Problem } from '../../protocol/problem.ts';
import { IconButton } from '../ui.tsx';
import { words } from '../words/en.ts';
import { moreHours } from './week.ts';

const text = words.hours;

/** The hours of one day, as many as there are. `path` is where a problem would find them. */
export function Spans(p: {
  day: string;
  /** The day on which hours past midnight end. */
  next: string | null;
  spans: readonly Span[];
  path: string;
  problem: Problem | null;
  onChange: (spans: Span[]) => void;
}) {
  const set = (at: number, part: Partial<Span>) =>
    p.onChange(p.spans.map((span, index) => (index === at ? { ...span, ...part } : span)));
  const isWrong = (at: number) => p.problem?.field?.startsWith(`${p.path}.${at}.`) ?? false;
  return (
    <div class="spans">
      {p.spans.length === 0 && <span class="soft closed-day">{text.closed}</span>}
      {p.spans.map(({ from, to }, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a line of a grid
        <div key={at} class="span" role="group" aria-label={text.nth(p.day, at + 1)}>
          <End {...{ end: 'from', value: from, isWrong: isWrong(at) }} onInput={(from) => set(at, { from })} />
          <span aria-hidden="true">–</span>
          <End {...{ end: 'to', value: to, isWrong: isWrong(at) }} onInput={(to) => set(at, { to })} />
          <IconButton
            icon="close"
            label={text.remove(p.day, from, to)}
            onClick={() => p.onChange(p.spans.filter((_, index) => index !== at))}
          />
          {isWrong(at) && (
            <p class="wrong more" role="alert">
              {text.wrong.time}
            </p>
          )}
          {endNote({ from, to }, p.next) && <p class="soft small more">{endNote({ from, to }, p.next)}</p>}
        </div>
      ))}
      {p.spans.length < 6 && (
        <IconButton icon="plus" label={text.add(p.day)} onClick={() => p.onChange([...p.spans, moreHours(p.spans)])} />
      )}
    </div>
  );
}

function End(p: { end: 'from' | 'to'; value: string; isWrong: boolean; onInput: (time: string) => void }) {
  return (
    <input
      type="time"
      class="input"
      aria-label={text[p.end]}
      value={p.value}
      aria-invalid={(p.isWrong && !p.value) || undefined}
      onInput={(event) => p.onInput(event.currentTarget.value.slice(0, 5))}
    />
  );
}

/** Hours past midnight end on the next day: whoever meant the morning sees it here. */
function endNote({ from, to }: Span, next: string | null): string | null {
  if (!from || !to || to > from) return null;
  if (to === from && from === '00:00') return text.wholeDay;
  return text.nextDay(`${to}${next ? `, ${next}` : ''}`);
}
