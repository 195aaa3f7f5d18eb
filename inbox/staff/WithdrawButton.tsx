import { useState } from 'preact/hooks';
import type { Invitation } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../submit.ts';
import { toast } from '../toasts.tsx';
import { Button, Confirm } from '../ui.tsx';
import { words } from '../words/en.ts';
import { mayGive } from './grants.ts';

const text = words.team;

/** Ends an invitation, after asking. */
export function WithdrawButton(p: { desk: Desk; invitation: Invitation; onChanged: () => void }) {
  const { desk, invitation } = p;
  const [asking, setAsking] = useState(false);
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('staff:withdraw', { invitation: invitation.id }),
    () => {
      setAsking(false);
      toast(text.withdrawn);
      p.onChanged();
    },
  );
  if (!invitation.grants.every((grant) => mayGive(desk.me.value, grant))) return <span class="no-menu" />;
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {text.withdraw}
      </Button>
      {asking && (
        <Confirm
          title={text.withdrawSure(invitation.name)}
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
