import { type Signal, signal } from '@preact/signals';
import type { Desk } from '../../desk.ts';

const [WORD_LETTERS, GROUP_WORDS] = [60, 20];
const drafts = new Map<string, Signal<readonly string[] | undefined>>();

/** Groups as somebody writes them, a line for each, until they are saved: going elsewhere loses nothing. */
export function linesOf(desk: Desk, site: string, language: string): Signal<readonly string[] | undefined> {
  const key = `${desk.me.peek().id} ${site} ${language}`;
  const known = drafts.get(key) ?? signal<readonly string[] | undefined>(undefined);
  drafts.set(key, known);
  return known;
}

export function lineOf(group: readonly string[]): string {
  return group.join(', ');
}

/** The words of a line. Commas are those of any script. */
export function wordsOf(line: string): string[] {
  const said = line.split(/[,;،、，；]/).map((word) => word.trim());
  return [...new Set(said.filter(Boolean))];
}

/** The groups that lines make; empty ones make none. */
export function groupsOf(lines: readonly string[]): string[][] {
  return lines.map(wordsOf).filter((group) => group.length > 0);
}

export function isTooLong(line: string): boolean {
  const group = wordsOf(line);
  return group.length > GROUP_WORDS || group.some((word) => word.length > WORD_LETTERS);
}

/** What can be searched with. */
export function isWhole(group: readonly string[]): boolean {
  return group.length > 1 && !isTooLong(lineOf(group));
}
