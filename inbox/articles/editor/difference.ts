import { diffArrays, diffWordsWithSpace } from 'diff';

/** `is`: it stands in both, or in the earlier or the later text alone. */
export type Piece = { is: 'same' | 'gone' | 'new'; text: string };
/** A line as it was and as it is; null: there is none. */
export type Line = { before: Piece[] | null; after: Piece[] | null };
/** What changed, with what is around it. `same`: so many lines between are alike. */
export type Stretch = { lines: Line[] } | { same: number };

const AROUND = 2;
/** Texts that have so much less in common are compared by lines alone: nobody waits for it. */
const WITHIN_MS = 400;

/** What was taken away and added between two texts, line by line and within each by words. */
export function differenceOf(before: string, after: string, language: string): Stretch[] {
  return stretchesOf(linesOf(before, after, language));
}

function linesOf(before: string, after: string, language: string): Line[] {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const runs = diffArrays(was, is, { timeout: WITHIN_MS }) ?? [
    { value: was, removed: true, added: false },
    { value: is, added: true, removed: false },
  ];
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return runs.flatMap(({ value, added, removed }, at): Line[] => {
    if (!added && !removed) return value.map((text) => ({ before: same(text), after: same(text) }));
    const [previous, next] = [runs[at - 1], runs[at + 1]];
    // Lines that were written anew stand beside those whose place they took.
    if (added && previous?.removed) return [];
    const others = removed && next?.added ? next.value : [];
    const [gone, come] = removed ? [value, others] : [[], value];
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, nth) =>
      lineOf(gone[nth], come[nth], segmenter),
    );
  });
}

function lineOf(gone: string | undefined, come: string | undefined, segmenter: Intl.Segmenter): Line {
  if (gone === undefined) return { before: null, after: [{ is: 'new', text: come ?? '' }] };
  if (come === undefined) return { before: [{ is: 'gone', text: gone }], after: null };
  const parts = diffWordsWithSpace(gone, come, { intlSegmenter: segmenter, timeout: WITHIN_MS }) ?? [
    { value: gone, removed: true, added: false },
    { value: come, added: true, removed: false },
  ];
  const side = (kind: 'gone' | 'new') =>
    parts.flatMap(({ value: text, added, removed }): Piece[] => {
      if (!added && !removed) return same(text);
      return (kind === 'new' ? added : removed) ? [{ is: kind, text }] : [];
    });
  return { before: side('gone'), after: side('new') };
}

function same(text: string): Piece[] {
  return [{ is: 'same', text }];
}

export function isSame({ before, after }: Line): boolean {
  return before !== null && after !== null && [...before, ...after].every(({ is }) => is === 'same');
}

/** Long stretches that are alike are told by their length. */
function stretchesOf(lines: readonly Line[]): Stretch[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((one) => !isSame(one)));
  const stretches: Stretch[] = [];
  for (const [at, line] of lines.entries()) {
    const last = stretches.at(-1);
    if (near[at]) {
      if (last && 'lines' in last) last.lines.push(line);
      else stretches.push({ lines: [line] });
    } else if (last && 'same' in last) last.same++;
    else stretches.push({ same: 1 });
  }
  return stretches;
}
