import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Span } from '../../protocol/hours.ts';
import type { Overlap } from '../../protocol/overlaps.ts';
import type { Problem } from '../../protocol/problem.ts';
import { IconButton } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { TimeField } from './TimeField.tsx';
import { clockTime } from './times.ts';
import { moreHours } from './week.ts';

const text = words.hours;
const SPANS_AT_MOST = 6;

/** The hours of one day, as many as there are, in the order of the clock once they are left. `path` is where a problem would find them. */
export function Spans(p: {
  day: string;
  /** The day on which hours past midnight end. */
  next: string | null;
  /** The day before, and its hours: they may reach into this one. */
  before: { day: string; spans: readonly Span[] } | null;
  spans: readonly Span[];
  path: string;
  problem: Problem | null;
  overlaps: readonly Overlap[];
  onChange: (spans: Span[]) => void;
}) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const added = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (added.current === null) return;
    const field = root.current?.querySelectorAll('.span')[added.current]?.querySelector('input');
    field?.focus();
    field?.select();
    added.current = null;
  });

  const set = (at: number, part: Partial<Span>) =>
    p.onChange(p.spans.map((span, index) => (index === at ? { ...span, ...part } : span)));
  const more = moreHours(p.spans, p.before?.spans ?? []);
  const add = (span: Span) => {
    const changed = inOrder([...p.spans, span]);
    added.current = changed.indexOf(span);
    p.onChange(changed);
  };
  const leave = (event: FocusEvent) => {
    if (root.current?.contains(event.relatedTarget as Node | null)) return;
    const changed = inOrder(p.spans);
    if (changed.some((span, at) => span !== p.spans[at])) p.onChange(changed);
  };
  const wrongWith = (at: number): string | null => {
    const overlap = p.overlaps.find(({ path }) => path === `${p.path}.${at}`);
    if (overlap) {
      const { others, overnight } = overlap;
      return overnight && p.before
        ? text.wrong.overlapsNight(p.before.day, clockTime(others.to))
        : text.wrong.overlaps(clockTime(others.from), clockTime(others.to));
    }
    const isRefused = p.problem?.field?.startsWith(`${p.path}.${at}.`) ?? false;
    return isRefused ? text.wrong.time(clockTime('09:00')) : null;
  };

  return (
    <div class="spans" ref={root} onFocusOut={leave}>
      {p.spans.length === 0 && <span class="soft closed-day">{text.closed}</span>}
      {p.spans.map(({ from, to }, at) => {
        const wrong = wrongWith(at);
        const shared = { describedBy: wrong ? `${id}-${at}` : undefined };
        const isOverlap = wrong !== null && from !== '' && to !== '';
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a line of a grid
          <div key={at} class="span" role="group" aria-label={text.nth(p.day, at + 1)}>
            <TimeField
              {...{ label: text.from, value: from, after: null, ...shared }}
              isWrong={isOverlap || (wrong !== null && !from)}
              onInput={(from) => set(at, { from })}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              {...{ label: text.to, value: to, after: from || null, ...shared }}
              isWrong={wrong !== null && !to}
              onInput={(to) => set(at, { to })}
            />
            <IconButton
              icon="close"
              label={text.remove(p.day, clockTime(from), clockTime(to))}
              onClick={() => p.onChange(p.spans.filter((_, index) => index !== at))}
            />
            {wrong && (
              <p class="wrong more" role="alert" id={`${id}-${at}`}>
                {wrong}
              </p>
            )}
            {endNote({ from, to }, p.next) && <p class="soft small more">{endNote({ from, to }, p.next)}</p>}
          </div>
        );
      })}
      {p.spans.length < SPANS_AT_MOST && more && (
        <IconButton icon="plus" label={text.add(p.day)} onClick={() => add(more)} />
      )}
    </div>
  );
}

/** What is not written yet stays where it is: behind. */
function inOrder(spans: readonly Span[]): Span[] {
  return spans.toSorted((a, b) => ((a.from || 'later') < (b.from || 'later') ? -1 : a.from === b.from ? 0 : 1));
}

/** Hours past midnight end on the next day: whoever meant the morning sees it here. */
function endNote({ from, to }: Span, next: string | null): string | null {
  if (!from || !to || to > from) return null;
  if (to === from && from === '00:00') return text.wholeDay;
  return text.nextDay(`${clockTime(to)}${next ? `, ${next}` : ''}`);
}
