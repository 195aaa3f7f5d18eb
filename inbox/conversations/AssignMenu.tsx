import type { StaffState } from '../../protocol/conversations.ts';
import type { Desk } from '../desk.ts';
import { Menu } from '../kit/menu.tsx';
import { Avatar, Icon } from '../kit/ui.tsx';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import type { KeyState } from './keys.ts';
import type { Opened } from './thread/thread.ts';

const text = words.conversations;

/** Who has the conversation, and whom to give it to: me first, then colleagues, then teams. */
export function AssignMenu(p: { desk: Desk; opened: Opened; state: StaffState; keys: KeyState }) {
  const { desk, opened, state, keys } = p;
  const { assignee } = state;
  const me = desk.me.value;
  const { conversation } = opened.thread;
  const others = desk.colleagues.value
    .filter((one) => one.id !== me.id && reaches(one, 'agent', opened.site))
    .sort((a, b) => a.name.localeCompare(b.name));
  const teams = desk.teams.value.filter(({ site }) => site === opened.site);
  const item = (face: { id: string; name: string } | null, label: string) => ({
    key: face?.id ?? 'nobody',
    label: (
      <>
        {face ? <Avatar name={face.name} tiny /> : <Icon name="person" size={20} />}
        <span class="one-line" dir="auto">
          {label}
        </span>
      </>
    ),
    checked: (assignee?.id ?? null) === (face?.id ?? null),
    onChoose: () => desk.acts.assign(conversation, face && { id: face.id, name: face.name }),
  });
  const teamItem = (team: { id: string; name: string } | null) => ({
    key: team?.id ?? 'no team',
    group: text.team,
    label: (
      <>
        <Icon name="people" size={20} />
        <span class="one-line" dir="auto">
          {team?.name ?? text.noTeam}
        </span>
      </>
    ),
    checked: (teams.find(({ id }) => id === state.team) ?? null)?.id === team?.id,
    onChoose: () => desk.acts.assignTeam(conversation, team?.id ?? null),
  });
  return (
    <Menu
      open={keys.assigning}
      onToggle={(open) => {
        keys.assign(open);
        // Colleagues may have come or gone.
        if (open) void desk.refresh();
      }}
      fromFirst={assignee === null}
      named
      label={assignee ? `${text.assignedTo} ${assignee.name}` : text.assign}
      button={
        <>
          {assignee ? <Avatar name={assignee.name} tiny /> : <Icon name="assign" size={18} />}
          {assignee && <span class="hidden-text">{text.assignedTo} </span>}
          <span class="wide one-line" dir="auto">
            {assignee?.name ?? text.assign}
          </span>
        </>
      }
      items={[
        ...[item(me, text.toMe(me.name)), ...others.map((one) => item(one, one.name)), item(null, text.nobody)],
        ...(teams.length > 0 ? [...teams.map(teamItem), teamItem(null)] : []),
      ]}
    />
  );
}
