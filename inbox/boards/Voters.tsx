import type { Voter, WholeIdea } from '../../protocol/boards.ts';
import type { Desk } from '../desk.ts';
import { toastProblem } from '../kit/toasts.tsx';
import { IconButton } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';
import { FindPerson } from './FindPerson.tsx';

const text = words.boards;
const SHOWN_AT_MOST = 100;

/** Who wants an idea, and a way to vote in somebody's name. */
export function Voters({ desk, whole, mayWrite }: { desk: Desk; whole: WholeIdea; mayWrite: boolean }) {
  const { idea, voters } = whole;
  const vote = (person: string, on: boolean) =>
    void desk.ask('boards:vote', { idea: idea.id, person, on }).then((answer) => {
      if (!answer.ok) toastProblem(answer.problem);
    });
  return (
    <section class="card">
      <h2>{text.voters}</h2>
      {voters.length === 0 && <p class="soft">{text.nobody}</p>}
      <ul class="idea-lines">
        {voters.map(({ person, by, at }) => (
          <li key={person.id}>
            <bdi>{nameOf(person)}</bdi>
            <span class="soft small idea-facts">
              {!isCounted(person) && <span title={text.unprovenMore}>{text.notCounted}</span>}
              {by && <span>{text.votedFor(colleague(desk, by))}</span>}
              <span>{shortly(at, now.value)}</span>
            </span>
            {mayWrite && (
              <IconButton icon="close" label={text.unvote(nameOf(person))} onClick={() => vote(person.id, false)} />
            )}
          </li>
        ))}
      </ul>
      {voters.length === SHOWN_AT_MOST && <p class="soft small">{text.someVoters(SHOWN_AT_MOST)}</p>}
      {mayWrite && (
        <FindPerson {...{ desk, site: idea.site, label: text.voteFor }} onChoose={(person) => vote(person.id, true)} />
      )}
    </section>
  );
}

function isCounted({ kind }: Voter['person']): boolean {
  return kind === 'verified' || kind === 'identified';
}

function colleague(desk: Desk, id: string): string {
  return desk.colleagues.value.find((one) => one.id === id)?.name ?? words.someone;
}
