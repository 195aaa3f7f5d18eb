import { type Book, bookOf } from '../../client/emoji/book.ts';
import { type EmojiWords, Picker } from '../../client/emoji/Picker.tsx';
import css from '../../client/emoji/picker.css?inline';
import { texts } from '../../client/emoji/texts.ts';
import { openUsed } from '../../client/emoji/used.ts';
import type { Chat } from '../conversations/chat.ts';
import { fetcher } from '../fetcher.ts';
import { useSheet } from '../sheet.ts';
import { talkWords } from '../talk/words.ts';
import { emoji } from '../words/en/emoji.ts';
import { fill, speech, type Words, wordsOf } from '../words/speech.ts';

const files = Object.fromEntries(Object.entries(texts).map(([language, load]) => [language, fetcher(load)]));
/** The language whose book was opened last. */
let known: { locale: string; book: Book } | undefined;

/** The emoji that a visitor chooses from, found in their language. */
export default function Emoji(p: { chat: Chat; words: Words; onChoose: (sign: string) => void; onLeave: () => void }) {
  const root = useSheet(css);
  return (
    <div class="picking" ref={root}>
      <Picker
        book={open}
        words={emojiWords(p.words)}
        used={openUsed(p.chat.kept)}
        onChoose={p.onChoose}
        onLeave={p.onLeave}
      />
    </div>
  );
}

async function open(): Promise<Book> {
  const { language, locale } = speech.peek();
  if (known?.locale !== locale) {
    const { default: text } = await (files[language] ?? (files.en as NonNullable<(typeof files)[string]>))();
    known = { locale, book: bookOf(text, locale) };
  }
  return known.book;
}

function emojiWords({ loadingPart: loading, partFailed: failed, tryAgain }: Words): EmojiWords {
  const words = wordsOf('emoji', emoji);
  return {
    ...{ ...words, loading, failed, tryAgain },
    close: talkWords().cancel,
    found: (count) => fill(words.found, { count }),
  };
}
