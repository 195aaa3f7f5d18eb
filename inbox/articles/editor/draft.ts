import { type Signal, signal } from '@preact/signals';
import type { Desk } from '../../desk.ts';

/** What somebody has written of a text and not saved. */
export type Draft = {
  title: string;
  summary: string;
  body: string;
  /** What a new article is begun from. */
  conversation?: string | undefined;
};

const drafts = new Map<string, Signal<Draft | undefined>>();

/** For as long as the inbox is open: going elsewhere loses nothing. */
export function draftOf(desk: Desk, article: string, language: string): Signal<Draft | undefined> {
  const key = `${desk.me.peek().id} ${article} ${language}`;
  const known = drafts.get(key) ?? signal<Draft | undefined>(undefined);
  drafts.set(key, known);
  return known;
}
