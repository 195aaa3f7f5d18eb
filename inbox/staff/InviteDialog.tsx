import { useState } from 'preact/hooks';
import type { Grant } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { Copyable } from '../kit/copy.tsx';
import { useSubmit } from '../kit/submit.ts';
import { Button, Dialog, Field, ProblemNotice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { GrantsField } from './GrantsField.tsx';
import { placesFor, rolesFor } from './grants.ts';

const text = words.team;

/** Invites a colleague; afterwards it shows the link, this once. */
export function InviteDialog({ desk, onInvited, onClose }: { desk: Desk; onInvited: () => void; onClose: () => void }) {
  const me = desk.me.value;
  const sites = desk.sites.value ?? [];
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [grants, setGrants] = useState<Grant[]>(() => first(me, sites));
  const [link, setLink] = useState('');
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('staff:invite', { name: name.trim(), email: email.trim(), grants }),
    (answer) => {
      setLink(answer.link);
      onInvited();
    },
  );
  if (link) {
    return <LinkDialog name={name.trim()} link={link} onClose={onClose} />;
  }
  return (
    <Dialog title={text.invite} onClose={onClose} stays>
      <p class="soft">{text.inviteMore}</p>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          {...{ label: text.name, name: 'name', required: true, maxLength: 100, problem }}
          {...{ value: name, onInput: setName }}
        />
        <Field
          {...{
            label: text.email,
            name: 'email',
            type: 'email',
            hint: text.emailHint,
            required: true,
            dir: 'ltr',
            problem,
          }}
          {...{ value: email, onInput: setEmail, maxLength: 254 }}
        />
        <GrantsField me={me} sites={sites} grants={grants} onChange={setGrants} />
        <ProblemNotice problem={problem} fields={['name', 'email']} />
        <div class="actions">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {text.makeLink}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Shows an invitation's link, this once. */
export function LinkDialog({ name, link, onClose }: { name: string; link: string; onClose: () => void }) {
  return (
    <Dialog title={text.linkTitle(name)} onClose={onClose} stays>
      <p class="soft">{text.linkMore}</p>
      <Copyable label={text.linkTitle(name)} text={link} />
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {text.done}
        </Button>
      </div>
    </Dialog>
  );
}

/** Most colleagues answer; where I may give that. */
function first(me: { grants: readonly Grant[] }, sites: Parameters<typeof placesFor>[1]): Grant[] {
  const site = placesFor(me, sites)[0] ?? null;
  const roles = rolesFor(me, site);
  return [{ site, role: roles.includes('agent') ? 'agent' : (roles[0] ?? 'viewer') }];
}
