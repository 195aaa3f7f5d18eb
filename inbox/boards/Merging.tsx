import { useState } from 'preact/hooks';
import type { WholeIdea } from '../../protocol/boards.ts';
import type { Desk } from '../desk.ts';
import { toast, toastProblem } from '../kit/toasts.tsx';
import { Button, Dialog } from '../kit/ui.tsx';
import { go, to } from '../router.ts';
import { words } from '../words/en.ts';
import { useIdeas } from './board.ts';

const text = words.boards;

/** What is the same idea in other words: it becomes one, and can be told apart again. */
export function Merging({ desk, whole, mayWrite }: { desk: Desk; whole: WholeIdea; mayWrite: boolean }) {
  const { idea, merged } = whole;
  const [isChoosing, setChoosing] = useState(false);
  return (
    <>
      {merged.length > 0 && (
        <section class="card">
          <h2>{text.mergedHere}</h2>
          <ul class="idea-lines">
            {merged.map(({ id, title }) => (
              <li key={id}>
                <a href={to('boards', id)}>
                  <bdi>{title}</bdi>
                </a>
                {mayWrite && <Button onClick={() => void desk.ask('boards:part', { idea: id })}>{text.part}</Button>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayWrite && (
        <div>
          <Button onClick={() => setChoosing(true)}>{text.merge}</Button>
        </div>
      )}
      {isChoosing && <ChooseOther {...{ desk, whole }} onClose={() => setChoosing(false)} key={idea.id} />}
    </>
  );
}

function ChooseOther({ desk, whole, onClose }: { desk: Desk; whole: WholeIdea; onClose: () => void }) {
  const { idea } = whole;
  const [typed, setTyped] = useState('');
  const { list } = useIdeas(desk, { site: idea.site, view: 'all', words: typed });
  const others = list?.ideas.filter(({ id }) => id !== idea.id) ?? [];
  const merge = async (into: string) => {
    const answer = await desk.ask('boards:merge', { idea: idea.id, into });
    if (!answer.ok) return toastProblem(answer.problem);
    onClose();
    toast(text.merged, { label: text.undo, act: () => void desk.ask('boards:part', { idea: idea.id }) });
    go(to('boards', into));
  };
  return (
    <Dialog title={text.merge} onClose={onClose}>
      <p class="soft">{text.mergeMore}</p>
      <input
        type="search"
        class="input idea-search"
        aria-label={text.find}
        placeholder={text.find}
        dir="auto"
        maxLength={200}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <ul class="idea-found">
        {others.map(({ id, title, votes }) => (
          <li key={id}>
            <button
              type="button"
              class="button quiet"
              aria-label={text.mergeInto(title)}
              onClick={() => void merge(id)}
            >
              <span dir="auto">{title}</span>
              <span class="soft small">
                {votes} {text.votes(votes)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div role="status">{list && others.length === 0 && <p class="soft">{text.noneFound}</p>}</div>
      <div class="actions">
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
}
