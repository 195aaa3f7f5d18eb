// @vitest-environment happy-dom
import { render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ask } from '../../inbox/connection.ts';
import { openGiven } from '../../inbox/feedback/given.ts';
import { Toasts } from '../../inbox/kit/toasts.tsx';
import type { Feedback, FeedbackRow } from '../../protocol/feedback.ts';
import { refuse } from '../../protocol/problem.ts';

/** What staff make of feedback shows at once; what is refused is as it was, with a sentence. */
const vera = { id: 'vera', kind: 'unknown' as const, name: null, email: null };
const bug: Feedback = {
  ...{ id: 'f1', site: 'shop', person: vera, kind: 'bug', status: 'new', score: null, title: '', owner: null },
  ...{ tags: [], conversation: null, at: 5, body: 'The lid does not close.', page: null, errors: [], files: [] },
};
const row = (id: string, at: number): FeedbackRow => {
  const { body, page, errors, files, ...shared } = bug;
  return { ...shared, id, at, opening: body, files: files.length };
};
const counts = { new: 3, open: 0, done: 0, declined: 0 };

function listOf(answers: Record<string, (payload: never) => unknown>) {
  const asked = vi.fn(async (name: string, payload: object) => answers[name]?.(payload as never));
  return { given: openGiven({ ask: asked as unknown as Ask }), asked };
}

describe('feedback in the inbox', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settled = () => vi.advanceTimersByTimeAsync(1);

  test('shows another status at once, and is as it was when that is refused', async () => {
    const answers: ((answer: unknown) => void)[] = [];
    const { given } = listOf({
      'feedback:list': () => ({ ok: true, rows: [row('f1', 5)], next: null, counts, tags: [] }),
      'feedback:get': () => ({ ok: true, feedback: bug }),
      'feedback:change': () => new Promise((resolve) => void answers.push(resolve)),
    });
    render(<Toasts />);
    given.watch();
    given.open('f1');
    await settled();
    const made = given.make('f1', { status: 'done' });
    expect(given.pending.value.get('f1')).toEqual({ status: 'done' });
    void given.make('f1', { owner: 'olga' });
    expect(given.pending.value.get('f1')).toEqual({ status: 'done', owner: 'olga' });
    for (const answer of answers) answer(refuse('forbidden'));
    await made;
    await settled();
    expect(given.pending.value.size).toBe(0);
    expect([given.one.value?.status, given.rows.value?.[0]?.status]).toEqual(['new', 'new']);
    expect(screen.getByText(/It is as it was before\.$/)).toBeTruthy();
  });

  test('keeps what was loaded further down when the first page comes anew', async () => {
    const pages = { first: [row('f9', 9), row('f8', 8)], second: [row('f7', 7)] };
    const { given } = listOf({
      'feedback:list': ({ after }: { after?: string }) =>
        after === undefined
          ? { ok: true, rows: pages.first, next: 'below', counts, tags: [] }
          : { ok: true, rows: pages.second, next: null, counts, tags: [] },
    });
    given.watch();
    await settled();
    await given.loadMore();
    pages.first = [row('fa', 10), row('f9', 9)];
    given.look();
    await vi.advanceTimersByTimeAsync(500);
    expect(given.rows.value?.map(({ id }) => id)).toEqual(['fa', 'f9', 'f8', 'f7']);
    expect(given.more.value).toBe(false);
  });

  test('is not asked for while nobody looks', async () => {
    const { given, asked } = listOf({
      'feedback:list': () => ({ ok: true, rows: [], next: null, counts, tags: [] }),
    });
    given.look();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).not.toHaveBeenCalled();
  });
});
