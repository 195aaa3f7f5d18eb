import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { Boards } from './boards.ts';
import type { Wishes } from './wishes.ts';

export function visitorHandlers({ wishes }: { wishes: Wishes }): VisitorHandlers<'boards'> {
  return {
    'boards:give': (caller, payload) => wishes.give(payload, caller),
    'boards:vote': (caller, payload) => wishes.vote(payload, caller),
  };
}

export function staffHandlers({ boards }: { boards: Boards }): StaffHandlers<'boards'> {
  return {
    'boards:rules': ({ scope }, { site }) => boards.rules(site, scope),
    'boards:set-rules': ({ scope }, payload) => boards.setRules(payload, scope),
    'boards:list': ({ scope }, payload) => boards.list(payload, scope),
    'boards:get': ({ scope }, payload) => boards.get(payload, scope),
    'boards:save': ({ id, scope }, payload) => boards.save(payload, id, scope),
    'boards:set-status': ({ id, scope }, payload) => boards.setStatus(payload, id, scope),
    'boards:let-in': ({ scope }, payload) => boards.letIn(payload, scope),
    'boards:remove': ({ scope }, payload) => boards.remove(payload, scope),
    'boards:bring-back': ({ scope }, payload) => boards.bringBack(payload, scope),
    'boards:merge': ({ scope }, payload) => boards.merge(payload, scope),
    'boards:part': ({ scope }, payload) => boards.part(payload, scope),
    'boards:vote': ({ id, scope }, payload) => boards.vote(payload, id, scope),
    'boards:alike': ({ scope }, payload) => boards.alike(payload, scope),
    'boards:of': ({ scope }, payload) => boards.of(payload, scope),
  };
}
