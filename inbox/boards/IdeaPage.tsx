import { useState } from 'preact/hooks';
import type { Idea } from '../../protocol/boards.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { Blank, Button, Notice, ProblemNotice } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { go, to } from '../router.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { letIn, remove } from './acts.ts';
import { Becoming } from './Becoming.tsx';
import { useIdea } from './board.ts';
import { Votes } from './IdeaList.tsx';
import { Merging } from './Merging.tsx';
import { IdeaFields } from './NewIdea.tsx';
import { Voters } from './Voters.tsx';

const text = words.boards;

/** One idea: what it says, what becomes of it, and who wants it. */
export function IdeaPage({ desk, id }: { desk: Desk; id: string }) {
  const { whole, problem, load } = useIdea(desk, id);
  if (whole === null) {
    return (
      <Blank title={text.gone} whole>
        <p>{text.goneMore}</p>
        <a href={to('boards')}>{text.all}</a>
      </Blank>
    );
  }
  if (!whole) {
    return (
      <div class="scroll">
        <div class="settings">
          {problem ? (
            <>
              <ProblemNotice problem={problem} />
              <div>
                <Button onClick={() => void load()}>{words.tryAgain}</Button>
              </div>
            </>
          ) : (
            <span class="bone" aria-hidden="true" style={{ height: '240px' }} />
          )}
        </div>
      </div>
    );
  }
  const { idea } = whole;
  const mayWrite = reaches(desk.me.value, 'agent', idea.site);
  return (
    <div class="scroll">
      <div class="settings">
        <a href={to('boards')}>{text.all}</a>
        <header class="idea-head">
          <Votes idea={idea} />
          <div>
            <h1 dir="auto">{idea.title}</h1>
            <p class="soft small idea-facts">
              <span class={`badge ${idea.status}`}>{text.views[idea.status]}</span>
              <bdi>{idea.author ? nameOf(idea.author) : text.byStaff}</bdi>
              <span>{shortly(idea.at, now.value)}</span>
              {idea.unproven > 0 && <span title={text.unprovenMore}>{text.unproven(idea.unproven)}</span>}
            </p>
          </div>
        </header>
        {idea.conversation && <a href={to('conversations', idea.conversation)}>{text.conversation}</a>}
        {!mayWrite && <Notice>{words.sites.readOnly}</Notice>}
        {idea.waiting && (
          <Notice
            action={
              mayWrite && (
                <Button kind="primary" onClick={() => void letIn(desk, id)}>
                  {text.letIn}
                </Button>
              )
            }
          >
            {text.waits}
          </Notice>
        )}
        {idea.into && <MergedAway {...{ desk, idea, mayWrite }} into={idea.into} />}
        <Said {...{ desk, idea, mayWrite }} />
        {!idea.into && <Becoming {...{ desk, whole, mayWrite }} />}
        {!idea.into && <Voters {...{ desk, whole, mayWrite }} />}
        {!idea.into && <Merging {...{ desk, whole, mayWrite }} />}
        {mayWrite && (
          <div>
            <Button onClick={() => void remove(desk, id).then((gone) => gone && go(to('boards')))}>
              {text.remove}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function MergedAway({ desk, idea, into, mayWrite }: { desk: Desk; idea: Idea; into: string; mayWrite: boolean }) {
  return (
    <Notice
      action={
        <>
          <a href={to('boards', into)}>{text.toOther}</a>
          {mayWrite && <Button onClick={() => void desk.ask('boards:part', { idea: idea.id })}>{text.part}</Button>}
        </>
      }
    >
      {text.mergedAway}
    </Notice>
  );
}

/** What the idea says, and a form to change it. */
function Said({ desk, idea, mayWrite }: { desk: Desk; idea: Idea; mayWrite: boolean }) {
  // What somebody has begun to change stays theirs, whatever a colleague does meanwhile.
  const [draft, setDraft] = useState<{ title: string; body: string } | undefined>();
  const { title, body } = draft ?? idea;
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('boards:save', { site: idea.site, idea: idea.id, title: title.trim(), body }),
    () => setDraft(undefined),
  );
  if (!draft) {
    return (
      <section class="card">
        <p class="idea-words" dir="auto">
          {idea.body || idea.title}
        </p>
        {mayWrite && (
          <div>
            <Button onClick={() => setDraft({ title, body })}>{text.change}</Button>
          </div>
        )}
      </section>
    );
  }
  return (
    <form class="card" onSubmit={submit} noValidate>
      <IdeaFields
        {...{ title, body, problem }}
        setTitle={(said) => setDraft({ title: said, body })}
        setBody={(said) => setDraft({ title, body: said })}
      />
      <ProblemNotice problem={problem} fields={['title']} />
      <div class="beside">
        <Button kind="primary" type="submit" disabled={busy || !title.trim()}>
          {text.save}
        </Button>
        <Button onClick={() => setDraft(undefined)}>{words.cancel}</Button>
      </div>
    </form>
  );
}
