import { useEffect, useRef, useState } from 'preact/hooks';
import type { Profile } from '../../protocol/people.ts';
import type { Problem } from '../../protocol/problem.ts';
import { TriedFact } from '../articles/TriedFact.tsx';
import { IdeasFact } from '../boards/IdeasFact.tsx';
import type { Opened } from '../conversations/thread/thread.ts';
import type { Desk } from '../desk.ts';
import { RatingFact } from '../feedback/rating/RatingFact.tsx';
import { AnswersFact } from '../forms/AnswersFact.tsx';
import { Avatar, Button, Icon, IconButton, ProblemNotice } from '../kit/ui.tsx';
import { to } from '../router.ts';
import { now } from '../shell/clock.ts';
import { clockTime, dayOf, shortly, timeIn } from '../shell/when.ts';
import { reaches } from '../staff/roles.ts';
import { apart } from '../words/apart.ts';
import { words } from '../words/en.ts';
import { browserOf } from './browser.ts';
import { Merges } from './Merges.tsx';
import { nameOf } from './name.ts';
import { Attributes, Done } from './Told.tsx';
import './people.css';

const text = words.people;
const LOOK_AGAIN_MS = 20_000;

/** Who the visitor of the open conversation is. */
export function PersonColumn({ desk, opened, onClose }: { desk: Desk; opened: Opened; onClose: () => void }) {
  const { person, thread } = opened;
  const { profile, problem, load } = useProfile(desk, person.id, thread.messages.at(-1)?.id);
  const known = profile?.person.id === person.id ? profile : undefined;
  return (
    <section class="person" aria-label={words.conversations.who}>
      <header>
        <Avatar name={nameOf(person)} />
        <div>
          <h2 dir="auto">{nameOf(person)}</h2>
          {person.name && person.email && (
            <p class="small soft" dir="auto">
              {person.email}
            </p>
          )}
          <p class="small soft standing">
            {isProven(person.kind) && <Icon name="check" size={16} />}
            {text.kinds[person.kind]}
          </p>
        </div>
        <IconButton icon="close" label={text.close} onClick={onClose} />
      </header>
      {known ? (
        <>
          <AnswersFact
            key={`${thread.conversation} answers`}
            {...{ desk, conversation: thread.conversation, look: known }}
          />
          <TriedFact
            key={`${thread.conversation} tried`}
            {...{ desk, conversation: thread.conversation, look: known }}
          />
          <IdeasFact
            key={`${thread.conversation} ideas`}
            {...{ desk, conversation: thread.conversation, look: known }}
          />
          <RatingFact key={thread.conversation} {...{ desk, conversation: thread.conversation, look: known }} />
          <Facts desk={desk} profile={known} current={thread.conversation} onChange={load} />
        </>
      ) : problem ? (
        <>
          <ProblemNotice problem={problem} />
          <Button onClick={load}>{words.tryAgain}</Button>
        </>
      ) : (
        <Bones />
      )}
    </section>
  );
}

function useProfile(desk: Desk, person: string, newest: string | undefined) {
  const [profile, setProfile] = useState<Profile | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const wanted = useRef(person);
  wanted.current = person;
  const load = () =>
    void desk.ask('people:get', { person: wanted.current }).then((answer) => {
      // An answer about whoever was here before comes too late.
      if (answer.ok && answer.person.id !== wanted.current) return;
      if (answer.ok) setProfile(answer);
      setProblem(answer.ok ? null : answer.problem);
    });
  const { met } = desk;
  // Told live: name, certainty, and what is known.
  useEffect(() => {
    if (met.value?.person.id === person) load();
  }, [met.value]);
  useEffect(() => {
    load();
    // Where somebody is on the site is not told live.
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') load();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [person, newest]);
  return { profile, problem, load };
}

function Facts(p: { desk: Desk; profile: Profile; current: string; onChange: () => void }) {
  const { desk, profile, current } = p;
  const [visit] = profile.visits;
  const site = desk.sites.value?.find(({ id }) => id === profile.site);
  const others = profile.conversations.filter(({ conversation }) => conversation !== current);
  const campaign = Object.entries(visit?.campaign ?? {});
  return (
    <>
      <dl>
        {visit && (
          <Fact name={text.localTime}>
            <bdi>{(visit.timeZone && timeIn(visit.timeZone, now.value)) || text.unknown}</bdi>
            {visit.timeZone && <bdi class="soft small"> {visit.timeZone.replaceAll('_', ' ')}</bdi>}
          </Fact>
        )}
        {visit && (
          <Fact name={text.page}>
            <Address url={visit.url} title={visit.title} />
            <bdi class="soft small"> {text.lastHere(shortly(visit.lastAt, now.value))}</bdi>
          </Fact>
        )}
        {visit && (
          <Fact name={text.cameFrom}>
            {visit.referrer ? <Address url={visit.referrer} title="" /> : <span class="soft">{text.direct}</span>}
          </Fact>
        )}
        {campaign.length > 0 && (
          <Fact name={text.campaign}>{campaign.map(([name, value]) => apart`${`${name}: ${value}`}`).join(', ')}</Fact>
        )}
        {visit && <Fact name={text.browser}>{browserOf(visit.userAgent) || text.unknown}</Fact>}
        {visit && <Fact name={text.language}>{languageOf(visit.language)}</Fact>}
        {site && <Fact name={text.site}>{site.name}</Fact>}
        {profile.sub && <Fact name={text.sub}>{profile.sub}</Fact>}
        <Fact name={text.firstSeen}>
          <bdi>{dayOf(profile.since, now.value)}</bdi>, <bdi>{clockTime(profile.since)}</bdi>
        </Fact>
      </dl>
      <Attributes attributes={profile.attributes} />
      <Done tracked={profile.tracked} />
      <Merges
        desk={desk}
        merges={profile.merges}
        mayUndo={reaches(desk.me.value, 'admin', profile.site)}
        onUndone={p.onChange}
      />
      <section>
        <h3>{text.earlier}</h3>
        {others.length === 0 && <p class="soft small">{text.noEarlier}</p>}
        <ul class="others">
          {others.map(({ conversation, status, lastAt, opening }) => (
            <li key={conversation}>
              <a href={to('conversations', conversation)}>
                <span class="one-line" dir="auto">
                  {opening ?? words.conversations.takenBack}
                </span>
                <span class="soft small">
                  <bdi>{shortly(lastAt, now.value)}</bdi> · {text.status[status]}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function isProven(kind: Profile['person']['kind']): boolean {
  return kind === 'verified' || kind === 'identified';
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

/** A page of the visitor: it opens in a window of its own and is not told where it was opened from. */
export function Address({ url, title }: { url: string; title: string }) {
  const parsed = URL.parse(url);
  const shown = title || (parsed ? `${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}` : url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return <span>{shown}</span>;
  return (
    <a href={parsed.href} target="_blank" rel="noreferrer noopener" title={parsed.href}>
      {shown}
    </a>
  );
}

export function languageOf(tag: string): string {
  try {
    return (tag && new Intl.DisplayNames(undefined, { type: 'language' }).of(tag)) || text.unknown;
  } catch {
    return tag;
  }
}

function Bones() {
  return (
    <div class="bones" aria-hidden="true">
      {[60, 90, 75, 85, 50].map((width) => (
        <span key={width} class="bone" style={{ width: `${width}%`, height: '14px' }} />
      ))}
    </div>
  );
}
