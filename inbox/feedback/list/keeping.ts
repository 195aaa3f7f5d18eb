import type { Feedback } from '../../../protocol/feedback.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Answer, StaffRequests } from '../../../protocol/sockets.ts';
import type { Ask } from '../../connection.ts';
import { csvOf } from '../../kit/csv.ts';
import { words } from '../../words/en.ts';
import { type Chosen, wishesOf } from '../given.ts';

const text = words.feedback;

/** A table for people and spreadsheets, or lines of JSON for programs: the rows as the server has them. */
export type Form = 'csv' | 'jsonl';
export const TYPES: Record<Form, string> = { csv: 'text/csv', jsonl: 'application/jsonl' };

/**
 * Everything that is listed, a page at a time. `told` hears how many are here. Null: it was stopped; a problem ends it with nothing, so that
 * nobody takes a part for the whole.
 */
export async function collect(p: {
  ask: Ask;
  chosen: Chosen;
  over: AbortSignal;
  told: (count: number) => void;
}): Promise<Feedback[] | Problem | null> {
  const rows: Feedback[] = [];
  for (let after: string | null = null; !p.over.aborted; ) {
    const answer: Answer<StaffRequests, 'feedback:export'> = await p.ask('feedback:export', wishesOf(p.chosen, after));
    if (p.over.aborted) break;
    if (!answer.ok) return answer.problem;
    rows.push(...answer.rows);
    p.told(rows.length);
    if (answer.next === null) return rows;
    after = answer.next;
  }
  return null;
}

export function jsonLinesOf(rows: readonly Feedback[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** `site` and `staff` say what an id is called; `base` is where the inbox is. */
export function tableOf(
  rows: readonly Feedback[],
  o: { site(id: string): string; staff(id: string): string; base: string },
): string {
  const { columns } = text;
  const lines = rows.map(({ page, person, ...row }) => [
    new Date(row.at).toISOString(),
    text.kinds[row.kind],
    text.views[row.status],
    row.score,
    row.title,
    row.body,
    person.name,
    person.email,
    o.site(row.site),
    row.owner === null ? null : o.staff(row.owner),
    row.tags.join(', '),
    page?.address,
    page?.language,
    page?.browser,
    page?.width,
    row.errors.join('\n'),
    row.files.length,
    `${o.base}/inbox/feedback/${row.id}`,
  ]);
  return csvOf([columns, ...lines]);
}
