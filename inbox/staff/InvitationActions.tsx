import { useState } from 'preact/hooks';
import type { Invitation } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { Menu } from '../kit/menu.tsx';
import { useSubmit } from '../kit/submit.ts';
import { toast, toastProblem } from '../kit/toasts.tsx';
import { Confirm, Icon } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { mayGive } from './grants.ts';
import { LinkDialog } from './InviteDialog.tsx';

const text = words.team;

/** Ends an invitation after asking, or makes a new link where the first was lost. */
export function InvitationActions(p: { desk: Desk; invitation: Invitation; onChanged: () => void }) {
  const { desk, invitation } = p;
  const { name, email, grants } = invitation;
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [link, setLink] = useState('');
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('staff:withdraw', { invitation: invitation.id }),
    () => {
      setAsking(false);
      toast(text.withdrawn);
      p.onChanged();
    },
  );
  const renew = async () => {
    const answer = await desk.ask('staff:invite', { name, email, grants });
    if (answer.ok) setLink(answer.link);
    else toastProblem(answer.problem);
  };
  // Renewing gives the invitation another id: the list is asked anew when the link is put away.
  const putAway = () => {
    setLink('');
    p.onChanged();
  };
  if (!grants.every((grant) => mayGive(desk.me.value, grant))) return <span class="no-menu" />;
  return (
    <>
      <Menu
        open={open}
        onToggle={setOpen}
        label={text.actions(name)}
        kind="round quiet"
        button={<Icon name="more" />}
        items={[
          { key: 'link', label: text.newLink, onChoose: () => void renew() },
          { key: 'withdraw', label: text.withdraw, onChoose: () => setAsking(true) },
        ]}
      />
      {link && <LinkDialog name={name} link={link} onClose={putAway} />}
      {asking && (
        <Confirm
          title={text.withdrawSure(name)}
          text={text.withdrawMore}
          yes={text.withdraw}
          onYes={submit}
          onClose={() => setAsking(false)}
          busy={busy}
          problem={problem}
        />
      )}
    </>
  );
}
