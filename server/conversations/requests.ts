import { refuse } from '../../protocol/problem.ts';
import type { StaffCaller, StaffHandlers, VisitorCaller, VisitorHandlers } from '../foundation/door.ts';
import type { StaffActor, VisitorActor } from './actors.ts';
import type { Conversations } from './conversations.ts';
import type { Presence } from './presence.ts';

type Parts = { conversations: Conversations; presence: Presence };
/** Until when back what visitors of a site wrote can be changed. */
type Since = (site: string) => number;

const visitor = (caller: VisitorCaller): VisitorActor => ({
  kind: 'visitor',
  id: caller.person,
  session: caller.session,
  socket: caller.socket,
});
const staff = (caller: StaffCaller): StaffActor => ({
  kind: 'staff',
  id: caller.id,
  scope: caller.scope,
  socket: caller.socket,
});

/** What visitors ask about their conversations. */
export function visitorHandlers({
  conversations,
  presence,
  changeableSince,
  countNews,
}: Parts & {
  changeableSince: Since;
  /** How much there is that somebody was not told yet. */
  countNews(by: VisitorCaller): Promise<number>;
}): VisitorHandlers<'conversations'> {
  return {
    async 'conversations:list'(caller) {
      const [list, news] = await Promise.all([conversations.listOfVisitor(visitor(caller)), countNews(caller)]);
      return { ...list, ...(news > 0 && { news }) };
    },
    'conversations:sync': (caller, payload) => conversations.syncAsVisitor(payload, visitor(caller)),
    'conversations:history': (caller, payload) => conversations.historyAsVisitor(payload, visitor(caller)),
    'conversations:post': (caller, payload) =>
      conversations.postAsVisitor({ ...payload, site: caller.site }, visitor(caller)),
    'conversations:edit': async (caller, payload) =>
      forVisitor(await conversations.edit({ ...payload, since: changeableSince(caller.site) }, visitor(caller))),
    'conversations:take-back': async (caller, payload) =>
      forVisitor(await conversations.takeBack({ ...payload, since: changeableSince(caller.site) }, visitor(caller))),
    'conversations:react': async (caller, payload) => forVisitor(await conversations.react(payload, visitor(caller))),
    'conversations:read': async (caller, payload) => forVisitor(await conversations.read(payload, visitor(caller))),
    'conversations:type': async (caller, { conversation, typing }) => {
      const place = await conversations.reachable({ conversation }, visitor(caller));
      if (!place) return refuse('not_found');
      presence.visitorTypes(caller.socket, { conversation, ...place }, typing);
      return { ok: true };
    },
  };
}

/** What staff ask about conversations of their sites. */
export function staffHandlers({ conversations, presence }: Parts): StaffHandlers<'conversations'> {
  return {
    'conversations:list': (caller, payload) => conversations.queue(payload, staff(caller)),
    'conversations:sync': (caller, payload) => conversations.syncAsStaff(payload, staff(caller)),
    'conversations:history': (caller, payload) => conversations.historyAsStaff(payload, staff(caller)),
    'conversations:post': (caller, payload) =>
      conversations.postAsStaff({ ...payload, note: payload.note === true }, staff(caller)),
    'conversations:edit': async (caller, payload) => forStaff(await conversations.edit(payload, staff(caller))),
    'conversations:take-back': async (caller, payload) =>
      forStaff(await conversations.takeBack(payload, staff(caller))),
    'conversations:react': async (caller, payload) => forStaff(await conversations.react(payload, staff(caller))),
    'conversations:assign': async (caller, payload) => forStaff(await conversations.assign(payload, staff(caller))),
    'conversations:assign-team': async (caller, payload) =>
      forStaff(await conversations.assignTeam(payload, staff(caller))),
    'conversations:close': async (caller, payload) => forStaff(await conversations.close(payload, staff(caller))),
    'conversations:reopen': async (caller, payload) => forStaff(await conversations.reopen(payload, staff(caller))),
    'conversations:read': async (caller, payload) => forStaff(await conversations.read(payload, staff(caller))),
    'conversations:type': async (caller, { conversation, typing, note }) => {
      const place = await conversations.reachable({ conversation }, staff(caller));
      if (!place) return refuse('not_found');
      presence.staffTypes(caller.socket, caller, { conversation, ...place, note: note === true }, typing);
      return { ok: true };
    },
    'conversations:look': async (caller, { conversation }) => {
      if (conversation !== null && !(await conversations.reachable({ conversation }, staff(caller)))) {
        return refuse('not_found');
      }
      // Over HTTP there is nobody to tell: whoever polls is not seen looking.
      if (caller.socket !== null) presence.look(caller.socket, { id: caller.id, name: caller.name }, conversation);
      return { ok: true };
    },
  };
}

type Done = Awaited<ReturnType<Conversations['read']>>;

function forVisitor(done: Done) {
  return done.ok ? { ok: true as const, change: done.visitor } : done;
}

function forStaff(done: Done) {
  return done.ok ? { ok: true as const, change: done.staff } : done;
}
