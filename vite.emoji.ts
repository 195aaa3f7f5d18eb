import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const START = 'emoji:';
/** Systems of 2019 draw these; of newer ones the browser is asked which it draws. */
const EVERYWHERE = 12;
const DRAWN = '\ufe0f';
const JOINER = '\u200d';
/** One of several people stands for all: the sign of a man and of a woman, and of what they do, would be thrice each row. */
const SPLIT = /\u200d[♂♀]|^[👨👩]\u200d/u;

type Group = { slug: string; emojis: { emoji: string; emoji_version: string }[] };
type Annotations = Record<string, { default?: string[]; tts?: string[] }>;

/**
 * `import('emoji:de')`: the emoji with their names and the words that they are found by, in a language, as one text. It is made from
 * Unicode's own list and annotations when we are built, so that a language is one small file, and `client/emoji/book.ts` reads it.
 */
export function emoji(): Plugin {
  return {
    name: 'emoji',
    resolveId: (id) => (id.startsWith(START) ? `\0${id}` : null),
    load: (id) =>
      id.startsWith(`\0${START}`) ? `export default ${JSON.stringify(emojiText(id.slice(START.length + 1)))}` : null,
  };
}

/**
 * A line for each emoji: the sign, its name, and more words, between tabs; what not every system draws begins with its version. A line
 * without a tab begins a group. Flags of countries have no words here: the browser knows the names of countries.
 */
export function emojiText(language: string): string {
  const groups: Group[] = read('unicode-emoji-json/data-by-group.json');
  const { annotations }: { annotations: { annotations: Annotations } } = read(
    `cldr-annotations-full/annotations/${language}/annotations.json`,
  );
  const told = annotations.annotations;
  const wordsOf = (emoji: string) => told[emoji] ?? told[emoji.replaceAll(DRAWN, '')];
  return groups
    .flatMap(({ slug, emojis }) => [
      slug,
      ...emojis
        .filter(({ emoji }) => !SPLIT.test(emoji) && (wordsOf(emoji) || !emoji.includes(JOINER)))
        .map(({ emoji, emoji_version }) => {
          const version = Number.parseFloat(emoji_version);
          const { tts = [''], default: more = [] } = wordsOf(emoji) ?? {};
          const name = tts[0] as string;
          const words = new Set(more.flatMap((word) => word.toLowerCase().split(/[\s,()]+/)));
          const others = [...words].filter((word) => !name.toLowerCase().includes(word));
          return [version > EVERYWHERE ? `${Math.trunc(version)}:${emoji}` : emoji, name, others.join(' ')].join('\t');
        }),
    ])
    .join('\n');
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(require.resolve(file), 'utf8')) as T;
}
