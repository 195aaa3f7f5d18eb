import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Collection, Missed, Outline } from '../../protocol/articles.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Desk } from '../desk.ts';

export type Catalog = { collections: Collection[]; articles: Outline[]; missed: Missed[] };

/** Which site's help was looked at last, for as long as the inbox is open. */
export const chosen: Signal<string | undefined> = signal();

/** Shelves, articles and what was searched for in vain; asked again whenever somebody changed something. */
export function useCatalog(desk: Desk, site: string) {
  const [catalog, setCatalog] = useState<Catalog | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = () =>
    void Promise.all([desk.ask('articles:list', { site }), desk.ask('articles:missed', { site })]).then(
      ([list, vain]) => {
        if (list.ok && vain.ok) {
          setCatalog({ collections: list.collections, articles: list.articles, missed: vain.missed });
        }
        setProblem(!list.ok ? list.problem : !vain.ok ? vain.problem : null);
      },
    );
  const { edited } = desk;
  useEffect(load, [desk, site]);
  useEffect(() => {
    if (edited.value && [site, null].includes(edited.value.site)) load();
  }, [edited.value]);
  return { catalog, problem, load };
}

/** The language of this browser, as articles have it. */
export function ownLanguage(): string {
  return navigator.language.split('-')[0]?.toLowerCase() || 'en';
}

/** What a shelf is called for whoever reads the inbox. */
export function nameOf({ texts }: Collection): string {
  return (texts.find(({ language }) => language === ownLanguage()) ?? texts[0])?.title ?? '';
}

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
