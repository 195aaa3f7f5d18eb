import type { Status } from './boards.ts';
import type { Site } from './sites.ts';

/** Where things are in a help centre on the web, below its root: `/help/SITE`, or nothing under a host name of its own. */
export const places = {
  front: (language: string): string => `/${language}`,
  search: (language: string): string => `/${language}/search`,
  feed: (language: string): string => `/${language}/feed.xml`,
  collection: (language: string, name: string): string => `/${language}/collections/${encodeURIComponent(name)}`,
  /** `after`: so many of them were shown already. */
  ideas: (language: string, status: Status | null = null, after = 0): string => {
    const query = new URLSearchParams({
      ...(status && { status }),
      ...(after > 0 && { after: `${after}` }),
    }).toString();
    return `/${language}/ideas${query && `?${query}`}`;
  },
  idea: (language: string, id: string): string => `/${language}/ideas/${id}`,
  /** By a name that the article has or had, or by its id. */
  article: (language: string, name: string): string => `/${language}/articles/${encodeURIComponent(name)}`,
};

/** Where the help centre of a site is: at its own host name, by the scheme of the installation's address, or below that address. */
export function helpAt(base: string, { key, helpCentre }: Pick<Site, 'key' | 'helpCentre'>): string {
  const { host, name } = helpCentre;
  return host ? `${base.slice(0, base.indexOf(':'))}://${host}` : `${base}/help/${name ?? key}`;
}
