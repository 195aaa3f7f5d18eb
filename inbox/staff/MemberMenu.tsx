import { useState } from 'preact/hooks';
import type { Grant, Member } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { Menu } from '../kit/menu.tsx';
import { useSubmit } from '../kit/submit.ts';
import { toast } from '../kit/toasts.tsx';
import { Button, Confirm, Dialog, Icon, ProblemNotice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { GrantsField } from './GrantsField.tsx';
import { mayGive, placesFor } from './grants.ts';

const text = words.team;

/** What I may do with a member: change their roles, remove them. Nothing where I may do neither. */
export function MemberMenu(p: { desk: Desk; member: Member; isLastOwner: boolean; onChanged: () => void }) {
  const { desk, member, isLastOwner, onChanged } = p;
  const me = desk.me.value;
  const isMe = me.id === member.id;
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<'changing' | 'removing' | null>(null);
  const close = () => setDoing(null);
  const removal = useSubmit(
    () => desk.ask('staff:remove', { staff: member.id }),
    () => {
      close();
      toast(text.removed(member.name));
      onChanged();
    },
  );
  const mayChange = placesFor(me, desk.sites.value ?? []).length > 0 && member.grants.some((one) => mayGive(me, one));
  const mayRemove = !isLastOwner && member.grants.every((one) => mayGive(me, one));
  if (!mayChange && !mayRemove) return <span class="no-menu" />;
  const items = [
    ...(mayChange ? [{ key: 'change', label: text.change, onChoose: () => setDoing('changing') }] : []),
    ...(mayRemove ? [{ key: 'remove', label: text.remove, onChoose: () => setDoing('removing') }] : []),
  ];
  return (
    <>
      <Menu
        open={open}
        onToggle={setOpen}
        label={text.actions(member.name)}
        kind="round quiet"
        button={<Icon name="more" />}
        items={items}
      />
      {doing === 'changing' && (
        <ChangeDialog {...{ desk, member, onChanged }} why={whyStays(isLastOwner, mayRemove)} onClose={close} />
      )}
      {doing === 'removing' && (
        <Confirm
          title={isMe ? text.leaveSure : text.removeSure(member.name)}
          text={isMe ? text.leaveMore : text.removeMore}
          yes={text.remove}
          onYes={removal.submit}
          onClose={close}
          busy={removal.busy}
          problem={removal.problem}
        />
      )}
    </>
  );
}

/** Why somebody cannot be removed by me. */
function whyStays(isLastOwner: boolean, mayRemove: boolean): string | null {
  if (isLastOwner) return text.lastOwner;
  return mayRemove ? null : text.notYours;
}

function ChangeDialog(p: {
  desk: Desk;
  member: Member;
  why: string | null;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { desk, member } = p;
  const [grants, setGrants] = useState<Grant[]>(member.grants);
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('staff:grant', { staff: member.id, grants }),
    () => {
      toast(text.saved);
      p.onChanged();
      p.onClose();
    },
  );
  return (
    <Dialog title={text.changeTitle(member.name)} onClose={p.onClose} stays>
      <form class="stack" onSubmit={submit} noValidate>
        <GrantsField me={desk.me.value} sites={desk.sites.value ?? []} grants={grants} onChange={setGrants} />
        {p.why && <p class="soft small">{p.why}</p>}
        <ProblemNotice problem={problem} />
        <div class="actions">
          <Button onClick={p.onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {text.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
