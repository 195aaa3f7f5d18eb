import { useEffect, useState } from 'preact/hooks';
import { type Book, bookOf } from '../../client/emoji/book.ts';
import { Picker } from '../../client/emoji/Picker.tsx';
import '../../client/emoji/picker.css';
import type { Desk } from '../desk.ts';
import { Dialog } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import './emoji.css';

const { emoji: text } = words;
let known: Promise<Book> | undefined;

type Props = { desk: Desk; onChoose: (sign: string) => void; onLeave: () => void };

/** The emoji to choose from, found in the language of the browser. */
export function Emoji({ desk, onChoose, onLeave }: Props) {
  const said = { ...text, loading: words.loading, tryAgain: words.tryAgain, close: words.close };
  return <Picker book={book} words={said} used={desk.usedEmoji} onChoose={onChoose} onLeave={onLeave} />;
}

/** The same over the page. */
export function EmojiDialog({ title, ...p }: Props & { title: string }) {
  // The browser gives the focus to what it finds first when a dialog opens; the picker knows better.
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(true), []);
  return (
    <Dialog title={title} onClose={p.onLeave}>
      {isOpen && <Emoji {...p} />}
    </Dialog>
  );
}

/** Fetched when somebody looks for one; where that fails, anew the next time. */
function book(): Promise<Book> {
  known ??= load().catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function load(): Promise<Book> {
  const { texts } = await import('../../client/emoji/texts.ts');
  const [language = 'en'] = navigator.language.split('-');
  const found = texts[language] ? language : 'en';
  const { default: text } = await (texts[found] as NonNullable<(typeof texts)[string]>)();
  return bookOf(text, found);
}
