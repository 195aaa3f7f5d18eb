/** Where things are in a help centre on the web, below its root: `/help/SITE`, or nothing under a host name of its own. */
export const places = {
  front: (language: string): string => `/${language}`,
  search: (language: string): string => `/${language}/search`,
  feed: (language: string): string => `/${language}/feed.xml`,
  collection: (language: string, name: string): string => `/${language}/collections/${encodeURIComponent(name)}`,
  /** By a name that the article has or had, or by its id. */
  article: (language: string, name: string): string => `/${language}/articles/${encodeURIComponent(name)}`,
};

/** The help centre of a site on the address of the installation. */
export function helpAt(base: string, { key }: { key: string }): string {
  return `${base}/help/${key}`;
}
