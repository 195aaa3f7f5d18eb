import { useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Person } from '../../protocol/conversations.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { Button, Field, ProblemNotice } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { go, to } from '../router.ts';
import { words } from '../words/en.ts';
import { FindPerson } from './FindPerson.tsx';

const text = words.boards;

/** Writes down an idea: one's own, or that of somebody who told it. */
export function NewIdea({ desk, site }: { desk: Desk; site: Site }) {
  const [id] = useState(() => newId(Date.now()));
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const { busy, problem, submit } = useSubmit(
    () =>
      desk.ask('boards:save', {
        ...{ site: site.id, idea: id, title: title.trim(), body },
        ...(person && { person: person.id }),
      }),
    () => go(to('boards', id), 'replace'),
  );
  return (
    <div class="scroll">
      <div class="settings narrow">
        <a href={to('boards')}>{text.all}</a>
        <h1>{text.add}</h1>
        <form class="card" onSubmit={submit} noValidate>
          <IdeaFields {...{ title, setTitle, body, setBody, problem }} />
          {person ? (
            <p class="beside">
              {text.for}: <bdi>{nameOf(person)}</bdi>
              <Button onClick={() => setPerson(null)}>{text.clear}</Button>
            </p>
          ) : (
            <FindPerson {...{ desk, site: site.id, label: text.for, hint: text.forMore }} onChoose={setPerson} />
          )}
          <ProblemNotice problem={problem} fields={['title']} />
          <div>
            <Button kind="primary" type="submit" disabled={busy || !title.trim()}>
              {text.save}
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}

export function IdeaFields(p: {
  title: string;
  setTitle(title: string): void;
  body: string;
  setBody(body: string): void;
  problem: ReturnType<typeof useSubmit>['problem'];
}) {
  return (
    <>
      <Field
        {...{ label: text.name, name: 'title', value: p.title, onInput: p.setTitle, problem: p.problem }}
        {...{ maxLength: 120, required: true }}
      />
      <Field {...{ label: text.body, name: 'body', value: p.body, onInput: p.setBody, rows: 4, maxLength: 5_000 }} />
    </>
  );
}
