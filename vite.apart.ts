import type { Plugin } from 'vite';

/**
 * Gives an entry its own copy of what it shares with others. What a page asks for before anybody opens the chat (`acts`) shares a few small
 * modules with it; split off, they would be one more request for everybody who opens the chat. Languages are files of their own for both.
 */
export function apart(entry: string): Plugin {
  const mark = `?${entry}`;
  return {
    name: 'apart',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const isWithin = importer?.endsWith(`/${entry}.ts`) || importer?.endsWith(mark);
      if (!isWithin || !source.startsWith('.') || source.startsWith('./languages/')) return null;
      const found = await this.resolve(source, importer?.replace(mark, ''), { ...options, skipSelf: true });
      return found && !found.external ? { ...found, id: found.id + mark } : found;
    },
  };
}
