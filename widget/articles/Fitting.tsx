import { useEffect, useState } from 'preact/hooks';
import type { Card } from '../../protocol/articles.ts';
import type { RoomProps } from '../panel/rooms.ts';
import { useSheet } from '../sheet.ts';
import { speech } from '../words/speech.ts';
import css from './articles.css?inline';
import { Cards } from './Cards.tsx';
import { articleWords, suggest } from './help.ts';

/** On Home: what the owner wants to be read on the page that the visitor is on. */
export default function Fitting({ chat, spaces }: Pick<RoomProps, 'chat' | 'spaces'>) {
  const [cards, setCards] = useState<Card[]>([]);
  const root = useSheet<HTMLElement>(css);
  const { language } = speech.value;
  const page = location.pathname;
  useEffect(() => {
    let isOver = false;
    void suggest(chat, { page }).then((answer) => !isOver && setCards(answer?.articles ?? []));
    return () => {
      isOver = true;
    };
  }, [page, language]);
  if (cards.length === 0) return null;
  return (
    <section ref={root}>
      <h3>{articleWords().suggested}</h3>
      <Cards cards={cards} onOpen={(what) => spaces.go({ at: 'article', what })} />
    </section>
  );
}
