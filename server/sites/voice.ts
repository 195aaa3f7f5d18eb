import type { Site } from '../../protocol/sites.ts';
import { filled, over, type Sentence, type Values } from '../../widget/words/sentence.ts';
import { chosen, directionOf, type Sentences, sentencesIn } from '../foundation/languages.ts';
import { bookOf } from './sentences.ts';

/** How a site speaks to a visitor: in which language, with the owner's own words where there are any. */
export type Voice = {
  language: string;
  /** The reader's own variant of it, such as de-AT, for dates and numbers. */
  locale: string;
  dir: 'ltr' | 'rtl';
  words: Sentences;
  /** A sentence with its values in it. */
  say<S extends Sentence>(sentence: S, values: Values<S>): string;
};

/** The voice in the first of these languages that is spoken, else in English. No site: the page is nobody's. */
export async function voiceOf(
  site: Pick<Site, 'sentences'> | undefined,
  wishes: readonly (string | undefined)[],
): Promise<Voice> {
  const { language, locale } = chosen(wishes);
  const words = over(await sentencesIn(language), bookOf(site?.sentences ?? [], language)) as Sentences;
  return {
    ...{ language, locale, dir: directionOf(locale), words },
    say: (sentence, values) => filled(locale, sentence, values),
  };
}
