import { formsOf, type Lore, wordsIn } from './words.ts';

/** A word, or several that say one thing: as it is looked for, and the stems by which it is known again. */
type Saying = { said: string; stems: readonly string[]; group: number };

/** One word stands for so many others at most: each is a search of its own. */
const OTHERS_AT_MOST = 20;

/** Groups of words of which each finds what the others find, in whatever form it is typed. */
export function synonymsOf(groups: readonly (readonly string[])[], lore: Lore) {
  const sayings: Saying[] = groups.flatMap((words, group) =>
    words.flatMap((word) => {
      const found = wordsIn(word).map((one) => one.word);
      return found.length > 0 ? [{ said: found.join(' '), stems: found.map(stem), group }] : [];
    }),
  );
  const byFirst = Map.groupBy(sayings, ({ stems: [first] }) => first);
  const byGroup = Map.groupBy(sayings, ({ group }) => group);

  return { among };

  /** What else the words of a search may say, by the place of each: also where several of them are said together. */
  function among(asked: readonly string[]): string[][] {
    const others = asked.map(() => new Set<string>());
    if (sayings.length === 0) return asked.map(() => []);
    const stems = asked.map(stem);
    for (const [at, first] of stems.entries()) {
      for (const saying of byFirst.get(first) ?? []) {
        if (!saying.stems.every((one, nth) => stems[at + nth] === one)) continue;
        const same = (byGroup.get(saying.group) ?? []).filter((one) => one !== saying);
        for (let nth = 0; nth < saying.stems.length; nth++) {
          for (const { said } of same) others[at + nth]?.add(said);
        }
      }
    }
    return others.map((some) => [...some].slice(0, OTHERS_AT_MOST));
  }

  function stem(word: string): string {
    return formsOf(word, lore).at(-1) ?? '';
  }
}
