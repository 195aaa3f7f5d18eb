import { useEffect, useState } from 'preact/hooks';
import type { Idea } from '../../protocol/boards.ts';
import type { Desk } from '../desk.ts';
import { to } from '../router.ts';
import { words } from '../words/en.ts';

const text = words.boards;

/** The ideas that came of a conversation, and how they stand. `look` changes when it may be worth another look. */
export function IdeasFact({ desk, conversation, look }: { desk: Desk; conversation: string; look: unknown }) {
  const [ideas, keep] = useState<readonly Idea[]>([]);
  const wished = desk.wished.value;
  useEffect(() => {
    let isOver = false;
    void desk.ask('boards:of', { conversation }).then((answer) => {
      if (!isOver && answer.ok) keep(answer.ideas);
    });
    return () => {
      isOver = true;
    };
  }, [desk, conversation, look, wished]);
  if (ideas.length === 0) return null;
  return (
    <section>
      <h3>{text.title}</h3>
      <ul class="plain">
        {ideas.map(({ id, title, status }) => (
          <li key={id}>
            <a href={to('boards', id)}>
              <bdi>{title}</bdi>
            </a>{' '}
            <span class="soft small">{text.views[status]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
