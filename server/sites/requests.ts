import { refuse } from '../../protocol/problem.ts';
import type { StaffHandlers } from '../foundation/door.ts';
import type { Sites } from './sites.ts';

export function staffHandlers({ sites, snippetBase }: { sites: Sites; snippetBase(): string }): StaffHandlers<'sites'> {
  return {
    'sites:list': async (caller) => ({
      ok: true,
      sites: sites.all().filter((site) => caller.scope.includes(site.id)),
      snippetBase: snippetBase(),
    }),
    'sites:get': async (caller, payload) => {
      const site = caller.scope.includes(payload.site) ? sites.byId(payload.site) : undefined;
      return site ? { ok: true, site, refusedOn: sites.refusedOn(site) } : refuse('not_found');
    },
    'sites:create': async (caller, payload) => {
      const everywhere = caller.grants.some((grant) => grant.site === null && grant.role === 'owner');
      return everywhere ? sites.create(payload) : refuse('forbidden');
    },
    'sites:update': (caller, payload) => sites.change(payload, caller.scope),
  };
}
