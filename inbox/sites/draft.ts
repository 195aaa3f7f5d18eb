import { type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';

/** What an owner can change of a site. */
export type Draft = Pick<Site, 'name' | 'accent' | 'greeting' | 'look'> & { origins: readonly string[] };
type Changes = Signal<Partial<Draft>>;

/** By staff member: whoever signs in next at this browser finds nothing of the one before. */
const drafts = new Map<string, Changes>();

/** What I changed of a site and did not save, for as long as the inbox is open: going elsewhere loses nothing. */
export function changesOf(desk: Desk, site: string): Changes {
  const key = `${desk.me.peek().id} ${site}`;
  const known = drafts.get(key) ?? signal<Partial<Draft>>({});
  drafts.set(key, known);
  return known;
}

const partDrafts = new Map<string, Signal<unknown>>();

/** What I changed on another page of a site, such as its hours, and did not save; undefined: nothing. */
export function partDraft<T>(desk: Desk, site: string, part: string): Signal<T | undefined> {
  const key = `${desk.me.peek().id} ${site} ${part}`;
  const known = partDrafts.get(key) ?? signal<unknown>(undefined);
  partDrafts.set(key, known);
  return known as Signal<T | undefined>;
}

/** The fields that are others than those of the site. */
export function unsaved(site: Site, changes: Partial<Draft>): Partial<Draft> {
  const different = Object.entries(changes).filter(
    ([name, value]) => JSON.stringify(filled(value)) !== JSON.stringify(site[name as keyof Draft]),
  );
  return Object.fromEntries(different);
}

/** What is changed still after `sent` was saved: somebody may have gone on typing meanwhile. */
export function changedSince(sent: Partial<Draft>, changes: Partial<Draft>): Partial<Draft> {
  return Object.fromEntries(Object.entries(changes).filter(([name, value]) => sent[name as keyof Draft] !== value));
}

/** A row without an address in it changes nothing. */
function filled(value: Draft[keyof Draft]): unknown {
  return Array.isArray(value) ? value.filter((row) => row.trim()) : value;
}

export function hasUnsaved(desk: Desk, site: Site): boolean {
  const mine = `${desk.me.peek().id} ${site.id} `;
  const inParts = [...partDrafts].some(([key, draft]) => key.startsWith(mine) && draft.value !== undefined);
  return inParts || Object.keys(unsaved(site, changesOf(desk, site.id).value)).length > 0;
}

/** Wherever in the inbox somebody is: the browser asks before a tab with unsaved changes closes. */
export function useWarning(desk: Desk): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (desk.sites.peek()?.some((site) => hasUnsaved(desk, site))) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [desk]);
}
