import { type Signal, signal } from '@preact/signals';
import type { Site } from '../../protocol/sites.ts';

/** What an owner can change of a site. */
export type Draft = Pick<Site, 'name' | 'accent' | 'greeting'> & { origins: readonly string[] };

const drafts = new Map<string, Signal<Partial<Draft>>>();

/** What is changed and not saved, of each site, for as long as the inbox is open: going elsewhere loses nothing. */
export function changesOf(site: string): Signal<Partial<Draft>> {
  const known = drafts.get(site) ?? signal<Partial<Draft>>({});
  drafts.set(site, known);
  return known;
}

/** The fields that are others than those of the site. */
export function unsaved(site: Site, changes: Partial<Draft>): Partial<Draft> {
  const different = Object.entries(changes).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(site[name as keyof Draft]),
  );
  return Object.fromEntries(different);
}

export function anyUnsaved(sites: readonly Site[]): boolean {
  return sites.some((site) => Object.keys(unsaved(site, changesOf(site.id).peek())).length > 0);
}
