import { isUp } from '../../../client/standing.ts';
import type { View } from '../../../protocol/conversations.ts';
import type { Desk } from '../../desk.ts';
import { SearchField } from '../../kit/search.tsx';
import { Blank, Button, ProblemNotice } from '../../kit/ui.tsx';
import { to } from '../../router.ts';
import { reachesAnywhere } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { Row } from './Row.tsx';

const text = words.conversations;
const VIEWS: View[] = ['open', 'mine', 'unassigned', 'closed'];
const LOAD_MORE_AT_PX = 300;

export function QueueColumn({ desk, current }: { desk: Desk; current: string | null }) {
  const { queue } = desk;
  const rows = queue.rows.value;
  // That the line is down is told above everything, once.
  const problem = isUp(desk.line.value) ? queue.problem.value : null;
  return (
    <section class="queue" aria-label={text.queueLabel}>
      <header>
        <SearchField label={text.search} value={queue.words.value} onInput={(words) => queue.choose({ words })} />
        <Sites desk={desk} />
        <Teams desk={desk} />
        <fieldset class="views" aria-label={text.viewsLabel}>
          {VIEWS.map((view) => (
            <button
              key={view}
              type="button"
              aria-pressed={queue.view.value === view}
              onClick={() => queue.choose({ view })}
            >
              {text.views[view]}
              {queue.counts.value && view !== 'closed' && <span class="number">{queue.counts.value[view]}</span>}
            </button>
          ))}
        </fieldset>
      </header>
      <div
        class="list"
        onScroll={({ currentTarget: list }) => {
          if (list.scrollHeight - list.scrollTop - list.clientHeight < LOAD_MORE_AT_PX) void queue.loadMore();
        }}
      >
        {problem && (
          <div class="trouble">
            <ProblemNotice problem={problem} />
            <Button onClick={() => void queue.load()}>{words.tryAgain}</Button>
          </div>
        )}
        {rows === undefined && !problem && <RowBones />}
        {rows?.length === 0 && <Empty desk={desk} />}
        <ul>
          {rows?.map((row) => (
            <li key={row.conversation}>
              <Row desk={desk} row={row} current={row.conversation === current} />
            </li>
          ))}
        </ul>
        {queue.more.value && (
          <div class="trouble">
            <Button onClick={() => void queue.loadMore()} disabled={queue.loadingMore.value}>
              {text.loadMore}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

/** Which site, where there are several. */
function Sites({ desk }: { desk: Desk }) {
  const sites = desk.sites.value ?? [];
  if (sites.length < 2) return null;
  return (
    <select
      class="input"
      aria-label={text.siteLabel}
      value={desk.queue.site.value ?? ''}
      // A team is of one site.
      onInput={(event) => desk.queue.choose({ site: event.currentTarget.value || null, team: null })}
    >
      <option value="">{text.allSites}</option>
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Which team's, where there are any. */
function Teams({ desk }: { desk: Desk }) {
  const { site, team } = desk.queue;
  const teams = desk.teams.value.filter((one) => site.value === null || one.site === site.value);
  if (teams.length === 0 && team.value === null) return null;
  return (
    <select
      class="input"
      aria-label={text.team}
      value={team.value ?? ''}
      onInput={(event) => desk.queue.choose({ team: event.currentTarget.value || null })}
    >
      <option value="">{text.allTeams}</option>
      {teams.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Empty({ desk }: { desk: Desk }) {
  const { queue } = desk;
  if (queue.words.value.trim()) {
    return (
      <Blank title={text.nothingFound}>
        <p>{text.nothingFoundMore}</p>
        {queue.view.value !== 'open' && (
          <Button onClick={() => queue.choose({ view: 'open' })}>{text.lookInOpen}</Button>
        )}
        {queue.view.value !== 'closed' && (
          <Button onClick={() => queue.choose({ view: 'closed' })}>{text.lookInClosed}</Button>
        )}
      </Blank>
    );
  }
  const counts = queue.counts.value;
  if (counts && counts.open + counts.closed === 0 && queue.site.value === null && queue.team.value === null) {
    return (
      <Blank title={text.firstSteps}>
        <p>{text.firstStepsMore}</p>
        {reachesAnywhere(desk.me.value, 'admin') && <a href={to('sites')}>{text.firstStepsSite}</a>}
        <a href="/demo/" target="_blank" rel="noopener">
          {text.firstStepsDemo}
        </a>
      </Blank>
    );
  }
  const [title, more] = text.empty[queue.view.value] as [string, string];
  return (
    <Blank title={title}>
      <p>{more}</p>
    </Blank>
  );
}

/** What stands where rows are still on their way. */
export function RowBones() {
  return (
    <div aria-hidden="true">
      {[1, 2, 3, 4, 5].map((one) => (
        <div class="row" key={one}>
          <span class="bone avatar" />
          <span class="lines">
            <span class="bone" style={{ width: '55%', height: '14px' }} />
            <span class="bone" style={{ width: '90%', height: '12px' }} />
          </span>
        </div>
      ))}
    </div>
  );
}
