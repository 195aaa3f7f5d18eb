import { refuse } from '../../protocol/problem.ts';
import type { StaffCaller, StaffHandlers, VisitorCaller, VisitorHandlers } from '../foundation/door.ts';
import type { FileActor, Files } from './files.ts';

export const asVisitor = ({ person, session, network }: VisitorCaller): FileActor => ({
  ...{ kind: 'visitor', id: person, session, network },
});
export const asStaff = ({ id, scope }: StaffCaller): FileActor & { kind: 'staff' } => ({ kind: 'staff', id, scope });

/** What visitors ask about files. Their bytes go over `routes.ts`. */
export function visitorHandlers({ files }: { files: Files }): VisitorHandlers<'files'> {
  return {
    'files:begin': (caller, payload) => files.begin({ ...payload, site: caller.site }, asVisitor(caller)),
    'files:finish': (caller, payload) => files.finish(payload, asVisitor(caller)),
    'files:discard': (caller, payload) => files.discard(payload, asVisitor(caller)),
    'files:addresses': (caller, payload) => files.addressesFor(payload.files, caller),
  };
}

export function staffHandlers({ files }: { files: Files }): StaffHandlers<'files'> {
  return {
    'files:begin': (caller, payload) => files.beginAsStaff(payload, asStaff(caller)),
    'files:finish': (caller, payload) => files.finish(payload, asStaff(caller)),
    'files:discard': (caller, payload) => files.discard(payload, asStaff(caller)),
    'files:rules': async (caller, { site }) =>
      caller.scope.includes(site) ? { ok: true, ...(await files.rules(site)) } : refuse('not_found'),
    'files:set-rules': (caller, payload) => files.setRules(payload, caller.scope),
  };
}
