import type { Site } from '../../protocol/sites.ts';
import type { Grant, Member, Role } from '../../protocol/staff.ts';
import { Button, Icon, IconButton } from '../kit/ui.tsx';
import { words } from '../words/en.ts';
import { mayGive, placesFor, rolesFor, siteWords } from './grants.ts';

const text = words.team;

/** Which role on which site. What I may not give or take stands there and cannot be changed. */
export function GrantsField(p: {
  me: Member;
  sites: readonly Site[];
  grants: Grant[];
  onChange: (grants: Grant[]) => void;
}) {
  const { me, sites, grants } = p;
  const taken = new Set(grants.map(({ site }) => site));
  const free = placesFor(me, sites).filter((site) => !taken.has(site));
  const set = (at: number, grant: Grant) => p.onChange(grants.map((one, index) => (index === at ? grant : one)));
  const place = (value: string) => (value === '' ? null : value);
  return (
    <fieldset class="grants">
      <legend class="legend">{text.rights}</legend>
      {grants.map((grant, at) => {
        const fixed = !mayGive(me, grant);
        const roles = new Set<Role>([...rolesFor(me, grant.site), grant.role]);
        return (
          <div class="grant" key={grant.site ?? ''}>
            <select
              class="input"
              aria-label={text.role}
              disabled={fixed}
              value={grant.role}
              onInput={(event) => set(at, { ...grant, role: event.currentTarget.value as Role })}
            >
              {[...roles].map((role) => (
                <option key={role} value={role}>
                  {text.roles[role]}: {text.does[role]}
                </option>
              ))}
            </select>
            <select
              class="input"
              aria-label={text.where}
              disabled={fixed || grant.role === 'owner'}
              value={grant.site ?? ''}
              onInput={(event) => set(at, fitting(me, { ...grant, site: place(event.currentTarget.value) }))}
            >
              {[grant.site, ...free].map((site) => (
                <option key={site ?? ''} value={site ?? ''}>
                  {siteWords(site, sites)}
                </option>
              ))}
            </select>
            {grants.length > 1 && !fixed && (
              <IconButton
                icon="close"
                label={text.removeRight}
                onClick={() => p.onChange(grants.filter((_, index) => index !== at))}
              />
            )}
          </div>
        );
      })}
      {free.length > 0 && (
        <div>
          <Button onClick={() => p.onChange([...grants, fitting(me, { site: free[0] ?? null, role: 'agent' })])}>
            <Icon name="plus" size={18} />
            {text.addRight}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** A role that I may give there, as near to the wanted one as it goes. */
function fitting(me: Member, grant: Grant): Grant {
  const roles = rolesFor(me, grant.site);
  return roles.includes(grant.role) ? grant : { ...grant, role: roles.at(-1) ?? 'viewer' };
}
