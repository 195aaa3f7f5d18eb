import { useState } from 'preact/hooks';
import type { Merge } from '../../protocol/people.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Desk } from '../desk.ts';
import { toast } from '../kit/toasts.tsx';
import { Button, Confirm } from '../kit/ui.tsx';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';
import { nameOf } from './name.ts';

const text = words.people;

/** Who turned out to be this person; an admin can make two of one again. */
export function Merges(p: { desk: Desk; merges: readonly Merge[]; mayUndo: boolean; onUndone: () => void }) {
  const [undoing, setUndoing] = useState<Merge | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  // Whoever brought no conversation along has only looked around before they signed in, as most people do.
  const merges = p.merges.filter(({ conversations }) => conversations > 0);
  if (merges.length === 0) return null;
  const close = () => {
    setUndoing(null);
    setProblem(null);
  };
  const undo = async ({ id, person }: Merge) => {
    setBusy(true);
    const answer = await p.desk.ask('people:unmerge', { merge: id });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    close();
    toast(text.parted(nameOf(person)));
    p.onUndone();
  };
  return (
    <section>
      <h3>{text.merges}</h3>
      <ul class="merges">
        {merges.map((merge) => (
          <li key={merge.id}>
            <span class="who">
              <bdi class="one-line">{nameOf(merge.person)}</bdi>
              <span class="soft small facts">
                <bdi>{text.brought(merge.conversations)}</bdi>
                <bdi>{shortly(merge.at, now.value)}</bdi>
              </span>
            </span>
            {p.mayUndo && <Button onClick={() => setUndoing(merge)}>{text.part}</Button>}
          </li>
        ))}
      </ul>
      {undoing && (
        <Confirm
          title={text.partSure(nameOf(undoing.person))}
          text={text.partMore}
          yes={text.part}
          busy={busy}
          problem={problem}
          onClose={close}
          onYes={() => void undo(undoing)}
        />
      )}
    </section>
  );
}
