import { useState } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Member, Team } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { Select } from '../kit/Select.tsx';
import { useSubmit } from '../kit/submit.ts';
import { toast } from '../kit/toasts.tsx';
import { Avatar, Button, Dialog, Field, ProblemNotice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { reaches } from './roles.ts';

const text = words.teams;

/** A team's name, who is in it and, while it is new, its site. */
export function TeamDialog(p: {
  desk: Desk;
  team: Team;
  /** Those that a new team can be of. */
  sites: readonly Site[];
  isNew: boolean;
  members: readonly Member[];
  onChanged: () => void;
  onClose: () => void;
}) {
  const { desk, isNew } = p;
  const [team, setTeam] = useState(p.team);
  const able = p.members
    .filter((member) => reaches(member, 'agent', team.site))
    .sort((a, b) => a.name.localeCompare(b.name));
  const chosen = able.filter(({ id }) => team.members.includes(id)).map(({ id }) => id);
  const { busy, problem, submit } = useSubmit(
    () => desk.ask('staff:save-team', { ...team, name: team.name.trim(), members: chosen }),
    () => {
      toast(words.team.saved);
      p.onChanged();
      p.onClose();
    },
  );
  const taken = problem?.code === 'conflict' ? text.taken : null;
  return (
    <Dialog title={isNew ? text.make : text.changeTitle(p.team.name)} onClose={p.onClose} stays>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          {...{ label: text.name, name: 'name', hint: text.nameHint, required: true, maxLength: 100 }}
          {...{ problem, wrong: taken, value: team.name, onInput: (name: string) => setTeam({ ...team, name }) }}
        />
        {p.sites.length > 1 && (
          <Select
            label={words.conversations.siteLabel}
            value={team.site}
            values={p.sites.map(({ id, name }) => ({ value: id, name }))}
            disabled={false}
            onChoose={(site) => setTeam({ ...team, site })}
          />
        )}
        <fieldset class="in-team">
          <legend class="legend">{text.who}</legend>
          {able.map(({ id, name }) => (
            <label key={id} class="tick">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onInput={({ currentTarget: { checked } }) =>
                  setTeam({ ...team, members: checked ? [...chosen, id] : chosen.filter((one) => one !== id) })
                }
              />
              <Avatar name={name} tiny />
              <span dir="auto">{name}</span>
            </label>
          ))}
        </fieldset>
        <ProblemNotice problem={problem} fields={['name']} />
        <div class="actions">
          <Button onClick={p.onClose}>{words.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy}>
            {words.team.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
