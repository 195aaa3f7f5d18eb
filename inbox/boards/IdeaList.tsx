import { useEffect, useState } from 'preact/hooks';
import type { Counts, Idea, View } from '../../protocol/boards.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { SiteChoice } from '../kit/SiteChoice.tsx';
import { Blank, Button, Icon, Notice, ProblemNotice } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { to } from '../router.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { letIn, remove } from './acts.ts';
import { chosen, useChanges, useIdeas, VIEWS } from './board.ts';

const text = words.boards;

type Props = { desk: Desk; site: Site; sites: readonly Site[]; view: View };

export function IdeaList({ desk, site, sites, view }: Props) {
  const [typed, setTyped] = useState('');
  const { list, problem, load } = useIdeas(desk, { site: site.id, view, words: typed });
  const mayWrite = reaches(desk.me.value, 'agent', site.id);
  return (
    <div class="scroll">
      <div class="settings">
        <header class="top">
          <div>
            <h1>{text.title}</h1>
            <p class="soft">{text.more}</p>
            <a href={to('boards', 'rules')}>{text.rules}</a>
          </div>
          {mayWrite && (
            <a class="button primary" href={to('boards', 'new')}>
              <Icon name="plus" size={18} />
              {text.add}
            </a>
          )}
        </header>
        <SiteChoice {...{ sites, site, chosen }} label={text.site} />
        <Closed {...{ desk, site }} />
        <Views view={view} counts={list?.counts} />
        <input
          type="search"
          class="input"
          aria-label={text.find}
          placeholder={text.find}
          maxLength={200}
          dir="auto"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        {problem && (
          <>
            <ProblemNotice problem={problem} />
            <div>
              <Button onClick={() => void load('start')}>{words.tryAgain}</Button>
            </div>
          </>
        )}
        {!list && !problem && <span class="bone" aria-hidden="true" style={{ height: '240px' }} />}
        {list?.ideas.length === 0 && <Empty {...{ view, typed }} />}
        {list && list.ideas.length > 0 && (
          <ul class="cards ideas">
            {list.ideas.map((idea) => (
              <Row key={idea.id} {...{ desk, idea, view, mayWrite }} />
            ))}
          </ul>
        )}
        {list?.more && (
          <div>
            <Button onClick={() => void load('end')}>{text.showMore}</Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** Says so while visitors do not see the board. */
function Closed({ desk, site }: { desk: Desk; site: Site }) {
  const [isClosed, setClosed] = useState(false);
  const look = async () => {
    const answer = await desk.ask('boards:rules', { site: site.id });
    if (answer.ok) setClosed(!answer.rules.open);
  };
  useEffect(() => void look(), [site.id]);
  useChanges(desk, site.id, look);
  if (!isClosed) return null;
  return (
    <Notice action={reaches(desk.me.value, 'admin', site.id) && <a href={to('boards', 'rules')}>{text.openIt}</a>}>
      {text.closed}
    </Notice>
  );
}

function Views({ view, counts }: { view: View; counts: Counts | undefined }) {
  return (
    <nav class="parts" aria-label={text.viewLabel}>
      {VIEWS.map((one) => {
        const count = one === 'all' ? undefined : counts?.[one];
        return (
          <a key={one} href={to('boards', one)} aria-current={one === view ? 'page' : undefined}>
            {text.views[one]}
            {count ? <span class={one === 'waiting' ? 'pill count' : 'pill'}>{count}</span> : null}
          </a>
        );
      })}
    </nav>
  );
}

function Empty({ view, typed }: { view: View; typed: string }) {
  const [title, more] =
    typed.trim() !== ''
      ? [text.none, text.noneFound]
      : view === 'waiting'
        ? [text.noneWaiting, text.noneWaitingMore]
        : [text.none, text.noneMore];
  return (
    <Blank title={title}>
      <p>{more}</p>
    </Blank>
  );
}

function Row({ desk, idea, view, mayWrite }: { desk: Desk; idea: Idea; view: View; mayWrite: boolean }) {
  return (
    <li class="idea">
      <Votes idea={idea} />
      <div class="lines">
        <a href={to('boards', idea.id)}>
          <bdi>{idea.title}</bdi>
        </a>
        {idea.body && (
          <p class="one-line soft" dir="auto">
            {idea.body}
          </p>
        )}
        <p class="soft small idea-facts">
          {view === 'all' && <span class={`badge ${idea.status}`}>{text.views[idea.status]}</span>}
          <bdi>{idea.author ? nameOf(idea.author) : text.byStaff}</bdi>
          <span>{shortly(idea.at, now.value)}</span>
          {idea.unproven > 0 && <span title={text.unprovenMore}>{text.unproven(idea.unproven)}</span>}
        </p>
      </div>
      {idea.waiting && mayWrite && (
        <div class="idea-deciding">
          <Button kind="primary" onClick={() => void letIn(desk, idea.id)}>
            {text.letIn}
          </Button>
          <Button onClick={() => void remove(desk, idea.id)}>{text.remove}</Button>
        </div>
      )}
    </li>
  );
}

export function Votes({ idea }: { idea: Pick<Idea, 'votes'> }) {
  return (
    <p class="idea-votes">
      <strong>{idea.votes}</strong> <span class="soft small">{text.votes(idea.votes)}</span>
    </p>
  );
}
