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
  const { wished } = desk;

  /** An answer that a later question has overtaken is not shown. */
  async function load(from: 'start' | 'end' = 'start'): Promise<void> {
    const mine = ++last.current;
    const before = from === 'end' ? (list?.ideas ?? []) : [];
    const words = p.words.trim();
    const answer = await desk.ask('boards:list', {
      ...{ site: p.site, view: p.view, skip: before.length },
      ...(words && { words }),
    });
    if (mine !== last.current) return;
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    const known = new Set(before.map(({ id }) => id));
    setList({ ...answer, ideas: [...before, ...answer.ideas.filter(({ id }) => !known.has(id))] });
  }
  useEffect(() => {
    const timer = setTimeout(() => void load(), p.words ? FIND_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [p.site, p.view, p.words]);
  useEffect(() => {
    if (wished.value?.site === p.site) void load();
  }, [wished.value]);
  return { list, problem, load };
}

/** One idea with all that belongs to it; null: it is not there. */
export function useIdea(desk: Desk, id: string) {
  const [whole, setWhole] = useState<WholeIdea | null | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { wished } = desk;
  const load = () =>
    void desk.ask('boards:get', { idea: id }).then((answer) => {
      if (answer.ok) setWhole(answer);
      else if (answer.problem.code === 'not_found') setWhole(null);
      setProblem(answer.ok ? null : answer.problem);
    });
  useEffect(load, [id]);
  useEffect(() => {
    if (wished.value && wished.value.site === whole?.idea.site) load();
  }, [wished.value]);
  return { whole, problem, load };
}
