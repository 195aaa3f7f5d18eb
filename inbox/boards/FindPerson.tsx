import { useEffect, useId, useState } from 'preact/hooks';
import type { Person } from '../../protocol/conversations.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Desk } from '../desk.ts';
import { ProblemNotice } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { words } from '../words/en.ts';

const text = words.boards;
const FIND_AFTER_MS = 200;

/** Somebody of a site, by a part of their name or address. */
export function FindPerson(p: {
  desk: Desk;
  site: string;
  label: string;
  hint?: string;
  onChoose(person: Person): void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [people, setPeople] = useState<readonly Person[] | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = typed.trim();
  useEffect(() => {
    if (!wanted) return setPeople(undefined);
    let isMeant = true;
    const timer = setTimeout(() => {
      void p.desk.ask('people:find', { site: p.site, words: wanted }).then((answer) => {
        if (!isMeant) return;
        setPeople(answer.ok ? answer.people : undefined);
        setProblem(answer.ok ? null : answer.problem);
      });
    }, FIND_AFTER_MS);
    return () => {
      isMeant = false;
      clearTimeout(timer);
    };
  }, [wanted, p.site]);
  return (
    <div class="field">
      <label class="label" for={id}>
        {p.label}
      </label>
      <input
        id={id}
        type="search"
        class="input"
        placeholder={text.person}
        maxLength={100}
        dir="auto"
        autocomplete="off"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Somebody is to be chosen, not the form to be sent.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {p.hint && <p class="hint">{p.hint}</p>}
      <ProblemNotice problem={problem} />
      <div role="status">{people?.length === 0 && <p class="hint">{text.noPerson}</p>}</div>
      {people && people.length > 0 && (
        <ul class="idea-found">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                class="button quiet"
                onClick={() => {
                  setTyped('');
                  p.onChoose(person);
                }}
              >
                <bdi>{nameOf(person)}</bdi>
                {person.name && person.email && <bdi class="soft small">{person.email}</bdi>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
