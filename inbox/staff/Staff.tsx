import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../protocol/problem.ts';
import type { Invitation, Member, Team } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { Filter, fits, NothingFits } from '../kit/filter.tsx';
import { Avatar, Button, Icon, ProblemNotice } from '../kit/ui.tsx';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';
import { grantWords } from './grants.ts';
import { InvitationActions } from './InvitationActions.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { MemberMenu } from './MemberMenu.tsx';
import { reaches, reachesAnywhere } from './roles.ts';
import { Teams } from './Teams.tsx';
import './team.css';

const text = words.team;
const LOOK_AGAIN_MS = 10_000;

type Everybody = { members: Member[]; invitations: Invitation[]; teams: Team[] };

/** Everybody on the staff, who is invited, and the teams. */
export function Staff({ desk }: { desk: Desk }) {
  const [staff, setStaff] = useState<Everybody | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [inviting, setInviting] = useState(false);
  const [typed, setTyped] = useState('');
  const look = () =>
    void desk.ask('staff:list', {}).then((answer) => {
      if (answer.ok) setStaff(answer);
      setProblem(answer.ok ? null : answer.problem);
    });
  const load = () => {
    void desk.refresh();
    look();
  };
  // Also when my own roles change, and when the line comes back.
  useEffect(load, [desk, JSON.stringify(desk.me.value.grants), desk.line.value === 'live']);
  useEffect(() => {
    // That somebody has joined is not told live.
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [desk]);
  const members = staff?.members.filter(({ name, email }) => fits(typed, name, email)) ?? [];
  const invitations = staff?.invitations.filter(({ name, email }) => fits(typed, name, email)) ?? [];
  const owners = staff?.members.filter(isOwner).length ?? 0;
  const mayInvite = reachesAnywhere(desk.me.value, 'admin');

  return (
    <div class="scroll">
      <div class="settings">
        <header class="top">
          <div>
            <h1>{text.title}</h1>
            <p class="soft">{text.more}</p>
            {!reaches(desk.me.value, 'admin', null) && (
              <p class="soft">{mayInvite ? text.someSitesOnly : text.adminsOnly}</p>
            )}
          </div>
          {mayInvite && (
            <Button kind="primary" onClick={() => setInviting(true)}>
              <Icon name="plus" size={18} />
              {text.invite}
            </Button>
          )}
        </header>
        {problem && !staff && (
          <>
            <ProblemNotice problem={problem} />
            <div>
              <Button onClick={load}>{words.tryAgain}</Button>
            </div>
          </>
        )}
        {!staff && !problem && <span class="bone" style={{ height: '200px' }} aria-hidden="true" />}
        <Filter
          count={staff ? staff.members.length + staff.invitations.length : 0}
          label={text.find}
          value={typed}
          onInput={setTyped}
        />
        {staff && members.length + invitations.length === 0 && <NothingFits />}
        {members.length > 0 && (
          <section>
            <h2 class="hidden-text">{text.members}</h2>
            <ul class="cards members">
              {members.map((member) => (
                <MemberRow
                  key={member.id}
                  {...{ desk, member }}
                  isLastOwner={owners === 1 && isOwner(member)}
                  onChanged={load}
                />
              ))}
            </ul>
          </section>
        )}
        {invitations.length > 0 && (
          <section>
            <h2>{text.invitations}</h2>
            <ul class="cards members">
              {invitations.map((invitation) => (
                <InvitationRow key={invitation.id} desk={desk} invitation={invitation} onChanged={load} />
              ))}
            </ul>
          </section>
        )}
        {staff && <Teams desk={desk} teams={staff.teams} members={staff.members} onChanged={load} />}
      </div>
      {inviting && <InviteDialog desk={desk} onInvited={load} onClose={() => setInviting(false)} />}
    </div>
  );
}

function isOwner({ grants }: Member): boolean {
  return grants.some(({ role }) => role === 'owner');
}

function MemberRow(p: { desk: Desk; member: Member; isLastOwner: boolean; onChanged: () => void }) {
  const { desk, member } = p;
  return (
    <li>
      <Avatar name={member.name} picture={member.picture} />
      <span class="lines">
        <span class="one-line">
          <strong dir="auto">{member.name}</strong>
          {member.id === desk.me.value.id && <span class="soft"> ({text.you})</span>}
        </span>
        <span class="soft small one-line">{member.email}</span>
      </span>
      <span class="roles small">{grantWords(member.grants, desk.sites.value)}</span>
      <MemberMenu {...p} />
    </li>
  );
}

function InvitationRow(p: { desk: Desk; invitation: Invitation; onChanged: () => void }) {
  const { desk, invitation, onChanged } = p;
  return (
    <li>
      <Avatar name={invitation.name} />
      <span class="lines">
        <strong class="one-line" dir="auto">
          {invitation.name}
        </strong>
        <span class="soft small one-line">{invitation.email}</span>
      </span>
      <span class="roles small">
        {grantWords(invitation.grants, desk.sites.value)}
        <br />
        <span class="soft">{text.until(shortly(invitation.expiresAt, now.value))}</span>
      </span>
      <InvitationActions desk={desk} invitation={invitation} onChanged={onChanged} />
    </li>
  );
}
