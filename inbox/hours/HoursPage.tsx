import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Hours, Opening } from '../../protocol/hours.ts';
import { overlapsIn } from '../../protocol/overlaps.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { SaveBar, useEditing, Waiting } from '../kit/editing.tsx';
import { Select } from '../kit/Select.tsx';
import { Notice } from '../kit/ui.tsx';
import { now } from '../shell/clock.ts';
import { timeIn } from '../shell/when.ts';
import { partDraft } from '../sites/draft.ts';
import { SiteParts } from '../sites/SiteParts.tsx';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { Holidays } from './Holidays.tsx';
import { Week } from './Week.tsx';
import { allZones, firstHours, momentIn } from './week.ts';
import './hours.css';

const text = words.hours;
const TRY_AFTER_MS = 300;

/** When a site answers, or a team of it: the week, holidays and time zone, and what that means now. */
export function HoursPage({ desk, site }: { desk: Desk; site: Site }) {
  const [chosen, choose] = useState('');
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const teams = desk.teams.value.filter((team) => team.site === site.id);
  const team = teams.find(({ id }) => id === chosen);
  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="hours" />
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        {teams.length > 0 && (
          <Select
            label={text.for}
            value={team?.id ?? ''}
            values={[
              { value: '', name: text.wholeSite },
              ...teams.map(({ id, name }) => ({ value: id, name: text.ofTeam(name) })),
            ]}
            disabled={false}
            onChoose={choose}
          />
        )}
        <HoursForm key={team?.id} {...{ desk, site, mayChange }} team={team?.id} />
      </div>
    </div>
  );
}

function HoursForm({ desk, site, team, mayChange }: { desk: Desk; site: Site; team?: string; mayChange: boolean }) {
  const place = { site: site.id, ...(team && { team }) };
  const editing = useEditing({
    draft: partDraft<{ hours: Hours | null }>(desk, site.id, team ? `hours ${team}` : 'hours'),
    load: () => desk.ask('hours:get', place),
    save: ({ hours }) => desk.ask('hours:set', { ...place, hours }),
    of: ({ hours }) => ({ hours }),
  });
  const { value, saved, problem, submit } = editing;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // What was refused may stand far above the button.
    if (problem) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problem]);
  if (!value) return <Waiting {...editing} />;
  const { hours } = value;
  const change = (hours: Hours | null) => editing.change({ hours });
  const overlaps = hours ? overlapsIn(hours) : [];

  return (
    <form class="site-form" ref={form} onSubmit={submit} noValidate>
      <section class="card">
        <h2>{text.title}</h2>
        <p class="soft">{text.more}</p>
        <fieldset disabled={!mayChange} class="stack">
          <label class="tick">
            <input
              type="checkbox"
              checked={hours !== null}
              onInput={(event) => change(event.currentTarget.checked ? (saved?.hours ?? firstHours()) : null)}
            />
            <span>
              {team ? text.keepOwn : text.keep}{' '}
              <span class="soft small">{team ? text.keepOwnMore : text.keepMore}</span>
            </span>
          </label>
          {hours && <Zone hours={hours} change={change} problem={problem} />}
        </fieldset>
        {hours && <Preview desk={desk} hours={hours} />}
      </section>
      {hours && (
        <section class="card">
          <h2>{text.week}</h2>
          <fieldset disabled={!mayChange}>
            <Week week={hours.week} {...{ problem, overlaps }} onChange={(week) => change({ ...hours, week })} />
          </fieldset>
        </section>
      )}
      {hours && (
        <section class="card">
          <h2>{text.holidays}</h2>
          <p class="soft">{text.holidaysMore}</p>
          <fieldset disabled={!mayChange}>
            <Holidays {...{ hours, problem, overlaps }} onChange={(holidays) => change({ ...hours, holidays })} />
          </fieldset>
        </section>
      )}
      <SaveBar editing={editing} fields={['hours']} />
    </form>
  );
}

function Zone(p: { hours: Hours; change: (hours: Hours) => void; problem: Problem | null }) {
  const { zone } = p.hours;
  const id = useId();
  const time = timeIn(zone, now.value);
  const isWrong = p.problem?.field === 'hours.zone';
  return (
    <div class="field zone">
      <label class="label" for={id}>
        {text.zone}
      </label>
      <select
        id={id}
        class="input"
        value={zone}
        aria-invalid={isWrong || undefined}
        aria-describedby={`${id}-more`}
        onInput={(event) => p.change({ ...p.hours, zone: event.currentTarget.value })}
      >
        {allZones(zone).map((one) => (
          <option key={one} value={one}>
            {one.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
      <p id={`${id}-more`} class={isWrong ? 'wrong' : 'hint'}>
        {isWrong ? text.wrong.zone : time && text.zoneMore(time)}
      </p>
    </div>
  );
}

/** What the hours as they stand there mean now, saved or not. */
function Preview({ desk, hours }: { desk: Desk; hours: Hours }) {
  const [opening, setOpening] = useState<Opening | 'unclear' | null>(null);
  const written = JSON.stringify(hours);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void desk.ask('hours:try', { hours }).then((answer) => {
        if (!isOver) setOpening(answer.ok ? answer.opening : answer.problem.code === 'bad_input' ? 'unclear' : null);
      });
    }, TRY_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, written]);
  return (
    <p class="notice" role="status">
      {opening === 'unclear' ? text.preview.unclear : opening ? told(opening, hours.zone) : '…'}
    </p>
  );
}

function told({ open, changesAt }: Opening, zone: string): string {
  if (changesAt === null) return open ? text.preview.openAlways : text.preview.closedAlways;
  const when = momentIn(zone, changesAt);
  return open ? text.preview.open(when) : text.preview.closed(when);
}
