import { useEffect, useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Idea } from '../../protocol/boards.ts';
import { askedIn } from '../conversations/thread/asked.ts';
import type { Opened } from '../conversations/thread/thread.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { toast, toastProblem } from '../kit/toasts.tsx';
import { Button, Dialog, Field, ProblemNotice } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { go, to } from '../router.ts';
import { words } from '../words/en.ts';
import './boards.css';

const text = words.boards.from;
const LOOK_AFTER_MS = 250;
const WORDS_CHARACTERS = 200;

/** Makes what somebody wishes for in a conversation an idea of theirs, or their vote for one that is there already. */
export function FromConversation({ desk, opened, onClose }: { desk: Desk; opened: Opened; onClose: () => void }) {
  const { site, person } = opened;
  const { conversation } = opened.thread;
  const [id] = useState(() => newId(Date.now()));
  const [title, setTitle] = useState(() => askedIn(opened).replace(/[.?!。？！…]+$/u, ''));
  const alike = useAlike(desk, site, title);
  const done = (idea: string, said: string) => {
    onClose();
    toast(said, { label: text.look, act: () => go(to('boards', idea)) });
  };
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('boards:save', { site, idea: id, title: title.trim(), body: '', person: person.id, conversation }),
    () => done(id, text.made),
  );
  const vote = async ({ id: idea }: Idea) => {
    const answer = await desk.ask('boards:vote', { idea, person: person.id, on: true, conversation });
    if (answer.ok) done(idea, text.voted(nameOf(person)));
    else toastProblem(answer.problem);
  };
  return (
    <Dialog title={text.title(nameOf(person))} onClose={onClose} stays>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          {...{ label: words.boards.name, name: 'title', value: title, onInput: setTitle, problem }}
          {...{ maxLength: 120, required: true, dir: 'auto' }}
        />
        {alike.length > 0 && (
          <section aria-label={text.alike}>
            <p class="soft small">{text.alike}</p>
            <ul class="idea-lines">
              {alike.map((idea) => (
                <li key={idea.id}>
                  <bdi>{idea.title}</bdi>
                  <Button onClick={() => void vote(idea)}>{text.vote}</Button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p class="soft small">{text.more}</p>
        <ProblemNotice problem={problem} fields={['title']} />
        <div class="actions">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy || !title.trim()}>
            {text.make}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Ideas like what is written, a moment after it was written. */
function useAlike(desk: Desk, site: string, title: string): readonly Idea[] {
  const [alike, keep] = useState<readonly Idea[]>([]);
  useEffect(() => {
    const wanted = [...title.trim()].slice(0, WORDS_CHARACTERS).join('');
    if (!wanted) return keep([]);
    let isOver = false;
    const timer = setTimeout(() => {
      void desk.ask('boards:alike', { site, words: wanted }).then((answer) => {
        if (!isOver && answer.ok) keep(answer.ideas);
      });
    }, LOOK_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, site, title]);
  return alike;
}
