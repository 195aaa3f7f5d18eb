import { useEffect, useState } from 'preact/hooks';
import type { Rating } from '../../../protocol/feedback.ts';
import type { Desk } from '../../desk.ts';
import { now } from '../../shell/clock.ts';
import { shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';

const text = words.people.rating;

/** How the visitor liked the conversation, once they told. `look` changes when it may be worth another look. */
export function RatingFact({ desk, conversation, look }: { desk: Desk; conversation: string; look: unknown }) {
  const [rating, setRating] = useState<Rating | null>(null);
  useEffect(() => {
    let isOver = false;
    void desk.ask('feedback:rating', { conversation }).then((answer) => {
      if (!isOver && answer.ok) setRating(answer.rating);
    });
    return () => {
      isOver = true;
    };
  }, [desk, conversation, look]);
  if (!rating) return null;
  return (
    <section>
      <h3>{text.title}</h3>
      <p>
        {text.score(rating.score)} <bdi class="soft small">{shortly(rating.at, now.value)}</bdi>
      </p>
      {rating.word && <p dir="auto">{rating.word}</p>}
    </section>
  );
}
