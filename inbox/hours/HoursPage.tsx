import { useEffect, useId, useState } from 'preact/hooks';
import type { Hours, Opening } from '../../protocol/hours.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { AskRating } from '../feedback/AskRating.tsx';
import { now } from '../shell/clock.ts';
import { timeIn } from '../shell/when.ts';
import { partDraft } from '../sites/draft.ts';
import { SiteParts } from '../sites/SiteParts.tsx';
import { reaches } from '../staff/roles.ts';
import { useSubmit } from '../submit.ts';
import { toast } from '../toasts.tsx';
import { Button, Notice, ProblemNotice } from '../ui.tsx';
import { words } from '../words/en.ts';
import { Holidays } from './Holidays.tsx';
import { Week } from './Week.tsx';
import { allZones, firstHours, momentIn } from './week.ts';
import './hours.css';

const text = words.hours;
const TRY_AFTER_MS = 300;

/** When a site answers: its week, its holidays and its time zone, and what that means now. */
export function HoursPage({ desk, site }: { desk: Desk; site: Site }) {
  const { saved, trouble, keep, load } = useSaved(desk, site.id);
  const draft = partDraft<{ hours: Hours | null }>(desk, site.id, 'hours');
  const hours = draft.value ? draft.value.hours : (saved ?? null);
  const isDirty = draft.value !== undefined;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const { busy, problem, submit, forget } = useSubmit(
    () => desk.ask('hours:set', { site: site.id, hours }),
    (answer) => {
      draft.value = undefined;
      keep(answer.hours);
      toast(words.sites.saved);
    },
  );
  const change = (hours: Hours | null) => {
    draft.value = JSON.stringify(hours) === JSON.stringify(saved) ? undefined : { hours };
    forget();
  };
  const discard = () => {
    const thrown = draft.value;
    draft.value = undefined;
    forget();
    const act = () => {
      draft.value = thrown;
    };
    toast(words.sites.discarded, { label: words.sites.undo, act });
  };
  if (saved === undefined) return <Waiting {...{ site, trouble, load }} />;

  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="hours" />
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        <form class="site-form" onSubmit={submit} noValidate>
          <section class="card">
            <h2>{text.title}</h2>
            <p class="soft">{text.more}</p>
            <fieldset disabled={!mayChange} class="stack">
              <label class="tick">
                <input
                  type="checkbox"
                  checked={hours !== null}
                  onInput={(event) => change(event.currentTarget.checked ? (saved ?? firstHours()) : null)}
                />
                <span>
                  {text.keep} <span class="soft small">{text.keepMore}</span>
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
                <Week week={hours.week} problem={problem} onChange={(week) => change({ ...hours, week })} />
              </fieldset>
            </section>
          )}
          {hours && (
            <section class="card">
              <h2>{text.holidays}</h2>
              <p class="soft">{text.holidaysMore}</p>
              <fieldset disabled={!mayChange}>
                <Holidays {...{ hours, problem }} onChange={(holidays) => change({ ...hours, holidays })} />
              </fieldset>
            </section>
          )}
          {(isDirty || problem) && (
            <div class="save-bar">
              <ProblemNotice problem={problem} fields={['hours']} />
              <p class="soft small">{words.sites.unsaved}</p>
              <Button onClick={discard}>{words.sites.discard}</Button>
              <Button kind="primary" type="submit" disabled={busy || !isDirty}>
                {words.sites.save}
              </Button>
            </div>
          )}
        </form>
        <AskRating desk={desk} site={site.id} mayChange={mayChange} />
      </div>
    </div>
  );
}

function useSaved(desk: Desk, site: string) {
  const [saved, setSaved] = useState<Hours | null | undefined>();
  const [trouble, setTrouble] = useState<Problem | null>(null);
  const load = () =>
    void desk.ask('hours:get', { site }).then((answer) => {
      if (answer.ok) setSaved(answer.hours);
      setTrouble(answer.ok ? null : answer.problem);
    });
  useEffect(load, [desk, site]);
  return { saved, trouble, keep: setSaved, load };
}

function Waiting({ site, trouble, load }: { site: Site; trouble: Problem | null; load: () => void }) {
  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="hours" />
        {trouble ? (
          <>
            <ProblemNotice problem={trouble} />
            <div>
              <Button onClick={load}>{words.tryAgain}</Button>
            </div>
          </>
        ) : (
          <span class="bone" aria-hidden="true" style={{ height: '240px' }} />
        )}
      </div>
    </div>
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
  const [opening, setOpening] = useState<Opening | null>(null);
  const written = JSON.stringify(hours);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void desk.ask('hours:try', { hours }).then((answer) => {
        if (!isOver) setOpening(answer.ok ? answer.opening : null);
      });
    }, TRY_AFTER_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [desk, written]);
  return (
    <p class="notice" role="status">
      {opening ? told(opening, hours.zone) : '…'}
    </p>
  );
}

function told({ open, changesAt }: Opening, zone: string): string {
  if (changesAt === null) return open ? text.preview.openAlways : text.preview.closedAlways;
  const when = momentIn(zone, changesAt);
  return open ? text.preview.open(when) : text.preview.closed(when);
}
