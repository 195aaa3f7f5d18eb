import { useState } from 'preact/hooks';
import type { Feedback, FeedbackStatus } from '../../protocol/feedback.ts';
import type { Desk } from '../desk.ts';
import { Menu } from '../kit/menu.tsx';
import { Avatar, Icon } from '../kit/ui.tsx';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';

const text = words.feedback;
const STATUSES = ['new', 'open', 'done', 'declined'] as const satisfies FeedbackStatus[];

/** How it stands. */
export function StatusMenu(p: { status: FeedbackStatus; onChoose: (status: FeedbackStatus) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Menu
      open={open}
      onToggle={setOpen}
      label={text.status(text.views[p.status])}
      named
      button={
        <>
          <span class="hidden-text">{text.viewsLabel}: </span>
          {text.views[p.status]}
          <Icon name="down" size={16} />
        </>
      }
      items={STATUSES.map((one) => ({
        key: one,
        label: text.views[one],
        checked: one === p.status,
        onChoose: () => p.onChoose(one),
      }))}
    />
  );
}

/** Who looks after it, and who could: me first. */
export function OwnerMenu(p: { desk: Desk; one: Feedback; onChoose: (owner: string | null) => void }) {
  const { desk, one } = p;
  const [open, setOpen] = useState(false);
  const me = desk.me.value;
  const everybody = desk.colleagues.value;
  const carer = one.owner === me.id ? me : everybody.find(({ id }) => id === one.owner);
  const others = everybody
    .filter(({ id }) => id !== me.id)
    .filter((member) => reaches(member, 'agent', one.site))
    .sort((a, b) => a.name.localeCompare(b.name));
  const item = (member: typeof me | null, label: string) => ({
    key: member?.id ?? 'nobody',
    label: (
      <>
        {member ? <Avatar name={member.name} picture={member.picture} tiny /> : <Icon name="person" size={20} />}
        <span class="one-line" dir="auto">
          {label}
        </span>
      </>
    ),
    checked: one.owner === (member?.id ?? null),
    onChoose: () => p.onChoose(member?.id ?? null),
  });
  return (
    <Menu
      open={open}
      onToggle={(opens) => {
        setOpen(opens);
        // Colleagues may have come or gone.
        if (opens) void desk.refresh();
      }}
      fromFirst={one.owner === null}
      named
      label={carer ? `${text.ownerIs} ${carer.name}` : text.owner}
      button={
        <>
          {carer ? <Avatar name={carer.name} picture={carer.picture} tiny /> : <Icon name="assign" size={18} />}
          {carer && <span class="hidden-text">{text.ownerIs} </span>}
          <span class="wide one-line" dir="auto">
            {carer?.name ?? text.owner}
          </span>
        </>
      }
      items={[
        ...(reaches(me, 'agent', one.site) ? [item(me, words.conversations.toMe(me.name))] : []),
        ...others.map((member) => item(member, member.name)),
        item(null, text.nobody),
      ]}
    />
  );
}
