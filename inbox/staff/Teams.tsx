import { useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Member, Team } from '../../protocol/staff.ts';
import type { Desk } from '../desk.ts';
import { Menu } from '../kit/menu.tsx';
import { useSubmit } from '../kit/submit.ts';
import { toast } from '../kit/toasts.tsx';
import { Button, Confirm, Icon } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { reaches } from './roles.ts';
import { TeamDialog } from './TeamDialog.tsx';

const text = words.teams;

type Props = { desk: Desk; members: readonly Member[]; onChanged: () => void };

/** Those who answer together: by site, who is in them. */
export function Teams(p: Props & { teams: readonly Team[] }) {
  const { desk, teams } = p;
  const [fresh, setFresh] = useState<Team | null>(null);
  const sites = (desk.sites.value ?? []).filter(({ id }) => reaches(desk.me.value, 'admin', id));
  const [first] = sites;
  if (teams.length === 0 && !first) return null;
  const sorted = teams.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <section>
      <header class="top">
        <div>
          <h2>{text.title}</h2>
          <p class="soft">{text.more}</p>
        </div>
        {first && (
          <Button onClick={() => setFresh({ id: newId(Date.now()), site: first.id, name: '', members: [] })}>
            <Icon name="plus" size={18} />
            {text.make}
          </Button>
        )}
      </header>
      {teams.length === 0 && <p class="soft small">{text.none}</p>}
      <ul class="cards members" hidden={teams.length === 0}>
        {sorted.map((team) => (
          <TeamRow key={team.id} {...p} team={team} />
        ))}
      </ul>
      {fresh && <TeamDialog {...p} team={fresh} sites={sites} isNew onClose={() => setFresh(null)} />}
    </section>
  );
}

function TeamRow(p: Props & { team: Team }) {
  const { desk, team } = p;
  const names = p.members.filter(({ id }) => team.members.includes(id)).map(({ name }) => name);
  const sites = desk.sites.value ?? [];
  return (
    <li>
      <span class="avatar" aria-hidden="true">
        <Icon name="people" />
      </span>
      <span class="lines">
        <strong class="one-line" dir="auto">
          {team.name}
        </strong>
        {sites.length > 1 && (
          <span class="soft small one-line" dir="auto">
            {sites.find(({ id }) => id === team.site)?.name}
          </span>
        )}
      </span>
      <span class="roles small">{names.length > 0 ? text.names(names) : text.nobody}</span>
      {reaches(desk.me.value, 'admin', team.site) ? <TeamMenu {...p} /> : <span class="no-menu" />}
    </li>
  );
}

function TeamMenu(p: Props & { team: Team }) {
  const { desk, team, onChanged } = p;
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<'changing' | 'removing' | null>(null);
  const close = () => setDoing(null);
  const removal = useSubmit(
    () => desk.ask('staff:remove-team', { team: team.id }),
    () => {
      close();
      toast(text.removed(team.name));
      onChanged();
    },
  );
  return (
    <>
      <Menu
        open={open}
        onToggle={setOpen}
        label={text.actions(team.name)}
        kind="round quiet"
        button={<Icon name="more" />}
        items={[
          { key: 'change', label: text.change, onChoose: () => setDoing('changing') },
          { key: 'remove', label: text.remove, onChoose: () => setDoing('removing') },
        ]}
      />
      {doing === 'changing' && <TeamDialog {...p} sites={[]} isNew={false} onClose={close} />}
      {doing === 'removing' && (
        <Confirm
          title={text.removeSure(team.name)}
          text={text.removeMore}
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
