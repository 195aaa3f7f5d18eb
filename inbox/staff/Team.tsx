import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../protocol/problem.ts';
import type { Invitation, Member } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { Avatar, Button, Icon, ProblemNotice } from '../ui.tsx';
import { words } from '../words/en.ts';
import { grantWords } from './grants.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { MemberMenu } from './MemberMenu.tsx';
import { reachesAnywhere } from './roles.ts';
import { WithdrawButton } from './WithdrawButton.tsx';
import './team.css';

const text = words.team;

/** Everybody on the staff, and who is invited. */
export function Team({ desk }: { desk: Desk }) {
  const [team, setTeam] = useState<{ members: Member[]; invitations: Invitation[] } | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [inviting, setInviting] = useState(false);
  const load = () => {
    void desk.refresh();
    void desk.ask('staff:list', {}).then((answer) => {
      if (answer.ok) setTeam(answer);
      setProblem(answer.ok ? null : answer.problem);
    });
  };
  // Also when my own roles change, and when the line comes back.
  useEffect(load, [desk, JSON.stringify(desk.me.value.grants), desk.line.value === 'live']);
  const mayInvite = reachesAnywhere(desk.me.value, 'admin');

  return (
    <div class="scroll">
      <div class="settings">
        <header class="top">
          <div>
            <h1>{text.title}</h1>
            <p class="soft">{text.more}</p>
          </div>
          {mayInvite && (
            <Button kind="primary" onClick={() => setInviting(true)}>
              <Icon name="plus" size={18} />
              {text.invite}
            </Button>
          )}
        </header>
        {problem && (
          <>
            <ProblemNotice problem={problem} />
            <div>
              <Button onClick={load}>{words.tryAgain}</Button>
            </div>
          </>
        )}
        {!team && !problem && <span class="bone" style={{ height: '200px' }} aria-hidden="true" />}
        {team && (
          <section>
            <h2 class="hidden-text">{text.members}</h2>
            <ul class="cards members">
              {team.members.map((member) => (
                <MemberRow key={member.id} desk={desk} member={member} onChanged={load} />
              ))}
            </ul>
          </section>
        )}
        {team && team.invitations.length > 0 && (
          <section>
            <h2>{text.invitations}</h2>
            <ul class="cards members">
              {team.invitations.map((invitation) => (
                <InvitationRow key={invitation.id} desk={desk} invitation={invitation} onChanged={load} />
              ))}
            </ul>
          </section>
        )}
      </div>
      {inviting && <InviteDialog desk={desk} onInvited={load} onClose={() => setInviting(false)} />}
    </div>
  );
}

function MemberRow({ desk, member, onChanged }: { desk: Desk; member: Member; onChanged: () => void }) {
  return (
    <li>
      <Avatar name={member.name} />
      <span class="lines">
        <span class="one-line">
          <strong dir="auto">{member.name}</strong>
          {member.id === desk.me.value.id && <span class="soft"> ({text.you})</span>}
        </span>
        <span class="soft small one-line">{member.email}</span>
      </span>
      <span class="roles small">{grantWords(member.grants, desk.sites.value)}</span>
      <MemberMenu desk={desk} member={member} onChanged={onChanged} />
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
      <WithdrawButton desk={desk} invitation={invitation} onChanged={onChanged} />
    </li>
  );
}
