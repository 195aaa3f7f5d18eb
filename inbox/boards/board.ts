import { type Signal, signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Ideas, STATUSES, type View, type WholeIdea } from '../../protocol/boards.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Desk } from '../desk.ts';

export const VIEWS: readonly View[] = ['all', 'waiting', ...STATUSES];
const FIND_AFTER_MS = 200;

/** Which site's board was looked at last, for as long as the inbox is open. */
export const chosen: Signal<string | undefined> = signal();

/** A list of ideas as far as it was asked for, asked again whenever something on the board has changed. */
export function useIdeas(desk: Desk, p: { site: string; view: View; words: string }) {
  const [list, setList] = useState<Ideas | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const last = useRef(0);
  const shown = useRef(0);

  /** An answer that a later question has overtaken is not shown. */
  async function load(from: 'start' | 'again' | 'end'): Promise<void> {
    const mine = ++last.current;
    const wanted = from === 'again' ? shown.current : 0;
    let ideas = from === 'end' ? (list?.ideas ?? []) : [];
    for (let more = true; more; ) {
      const words = p.words.trim();
      const where = { site: p.site, view: p.view, skip: ideas.length, ...(words && { words }) };
      const answer = await desk.ask('boards:list', where);
      if (mine !== last.current) return;
      setProblem(answer.ok ? null : answer.problem);
      if (!answer.ok) return;
      const known = new Set(ideas.map(({ id }) => id));
      ideas = [...ideas, ...answer.ideas.filter(({ id }) => !known.has(id))];
      more = answer.more && ideas.length < wanted;
      if (!more) setList({ ...answer, ideas });
    }
    shown.current = ideas.length;
  }
  useEffect(() => {
    const timer = setTimeout(() => void load('start'), p.words ? FIND_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [p.site, p.view, p.words]);
  useChanges(desk, p.site, () => load('again'));
  return { list, problem, load };
}

/** One idea with all that belongs to it; null: it is not there. */
export function useIdea(desk: Desk, id: string) {
  const [whole, setWhole] = useState<WholeIdea | null | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = () =>
    desk.ask('boards:get', { idea: id }).then((answer) => {
      if (answer.ok) setWhole(answer);
      else if (answer.problem.code === 'not_found') setWhole(null);
      setProblem(answer.ok ? null : answer.problem);
    });
  useEffect(() => void load(), [id]);
  useChanges(desk, whole?.idea.site, load);
  return { whole, problem, load };
}

/** Looks again whenever something on a site's board has changed: once after another, however many vote at a time. */
export function useChanges(desk: Desk, site: string | undefined, look: () => Promise<unknown>): void {
  const looking = useRef<'no' | 'now' | 'and again'>('no');
  const latest = useRef(look);
  latest.current = look;
  const changed = desk.wished.value;
  useEffect(() => {
    if (changed && (changed.site === null || changed.site === site)) void again();
  }, [changed]);

  async function again(): Promise<void> {
    if (looking.current !== 'no') {
      looking.current = 'and again';
      return;
    }
    looking.current = 'now';
    await latest.current();
    const isOutdated = (looking.current as string) === 'and again';
    looking.current = 'no';
    if (isOutdated) await again();
  }
}
