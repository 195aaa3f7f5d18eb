import { refuse } from '../protocol/problem.ts';
import type { Site } from '../protocol/sites.ts';
import { staffRequests, type VisitorRequests, visitorRequests } from '../protocol/sockets.ts';
import type { Role } from '../protocol/staff.ts';
import * as articles from './articles/requests.ts';
import * as boards from './boards/requests.ts';
import * as conversations from './conversations/requests.ts';
import * as feedback from './feedback/requests.ts';
import * as files from './files/requests.ts';
import * as forms from './forms/requests.ts';
import { answering, type Log, type Reply } from './foundation/answer.ts';
import type { Entry, Handlers, StaffCaller, VisitorCaller } from './foundation/door.ts';
import { networkOf } from './foundation/network.ts';
import { everyStaffRoom, personRoom, siteRoom, staffRoom } from './foundation/realtime/outgoing.ts';
import type { LiveDoor } from './foundation/realtime/realtime.ts';
import * as hours from './hours/requests.ts';
import * as news from './news/requests.ts';
import * as notifications from './notifications/requests.ts';
import * as people from './people/requests.ts';
import * as sites from './sites/requests.ts';
import type { Slices } from './slices.ts';
import * as staff from './staff/requests.ts';
import { sessionToken } from './staff/routes.ts';
import * as surveys from './surveys/requests.ts';
import * as trends from './trends/requests.ts';

/** Whether a page may show a site's widget: our own pages, and those of the site's list. Without Origin it is no browser. */
export function embeds(slices: Slices, entry: { origin: string | undefined; ours: boolean }, site: Site): boolean {
  return entry.ours || entry.origin === undefined || slices.sites.allows(site, entry.origin);
}

/** The way in for widgets: an allowed page and a visitor's token. */
export function visitorDoor(slices: Slices, log: Log): LiveDoor<VisitorCaller> {
  return {
    name: 'visitor',
    answers: answering({
      requests: visitorRequests,
      handlers: sparing(slices.spend, {
        ...articles.visitorHandlers(slices),
        ...boards.visitorHandlers(slices),
        ...conversations.visitorHandlers({
          ...slices,
          changeableSince: slices.sites.changeableSince,
          countNews: slices.news.count,
        }),
        ...files.visitorHandlers(slices),
        ...forms.visitorHandlers(slices),
        ...hours.visitorHandlers({
          hours: slices.hours,
          placeOf: (conversation, { person }) =>
            slices.conversations.reachable({ conversation }, { kind: 'visitor', id: person, socket: null }),
        }),
        ...feedback.visitorHandlers({
          feedback: slices.feedback,
          given: slices.given,
          placeOf: (conversation, id) =>
            slices.conversations.reachable({ conversation }, { kind: 'visitor', id, socket: null }),
        }),
        ...news.visitorHandlers(slices),
        ...notifications.visitorHandlers(slices),
        ...surveys.visitorHandlers(slices),
        ...people.visitorHandlers(slices),
        ...staff.visitorHandlers(slices),
      }),
      reach: (caller) => ({ ok: true, caller }),
      log,
    }),
    async admit(entry, socket) {
      const admitted = await slices.people.admit(entry.token);
      if (!admitted.ok) return admitted;
      const site = slices.sites.byId(admitted.site);
      if (!site || (entry.site !== undefined && entry.site !== site.key)) return refuse('token_invalid');
      if (!embeds(slices, entry, site)) return refuse('origin_refused');
      const { person, session } = admitted;
      const network = networkOf(entry.address);
      const caller = { site: site.id, person, session, userAgent: entry.userAgent, network, socket: socket || null };
      return { ok: true, caller, rooms: [personRoom(person)] };
    },
  };
}

type Visitors = Handlers<VisitorRequests, VisitorCaller>;

/** The same handlers, which refuse whoever writes too much, and say for how long. */
function sparing(spend: Slices['spend'], handlers: Visitors): Visitors {
  const names = Object.keys(visitorRequests) as (keyof VisitorRequests)[];
  const metered = names.filter((name) => visitorRequests[name].metered);
  const limited = metered.map((name) => {
    const handle = handlers[name] as (caller: VisitorCaller, payload: unknown) => Promise<Reply>;
    return [
      name,
      async (caller: VisitorCaller, payload: unknown) => {
        const retryAfterMs = spend(caller);
        return retryAfterMs > 0 ? refuse('too_many', { retryAfterMs }) : handle(caller, payload);
      },
    ];
  });
  return { ...handlers, ...Object.fromEntries(limited) };
}

/** The way in for the inbox: our own pages and a staff session's cookie. */
export function staffDoor(slices: Slices, snippetBase: () => string, log: Log): LiveDoor<StaffCaller> {
  const place = (conversation: string, scope: readonly string[]) =>
    slices.conversations.reachable({ conversation }, { kind: 'staff', id: '', scope, socket: null });
  return {
    name: 'staff',
    answers: answering({
      requests: staffRequests,
      handlers: {
        ...articles.staffHandlers({ ...slices, place }),
        ...boards.staffHandlers(slices),
        ...conversations.staffHandlers(slices),
        ...files.staffHandlers(slices),
        ...feedback.staffHandlers({ feedback: slices.feedback, given: slices.given, place }),
        ...surveys.staffHandlers(slices),
        ...trends.staffHandlers(slices),
        ...forms.staffHandlers({ forms: slices.forms, place }),
        ...people.staffHandlers({ people: slices.people, outline: slices.conversations.outline }),
        ...hours.staffHandlers(slices),
        ...notifications.staffHandlers(slices),
        ...staff.staffHandlers(slices),
        ...sites.staffHandlers({ sites: slices.sites, snippetBase }),
      },
      reach(caller, access) {
        const scope = slices.staff.scopeOf(caller.grants, access as Role);
        return scope.length > 0 ? { ok: true, caller: { ...caller, scope } } : refuse('forbidden');
      },
      log,
    }),
    async admit(entry: Entry, socket) {
      if (!entry.ours) return refuse('origin_refused');
      const admitted = await slices.staff.admit(sessionToken(entry));
      if (!admitted) return refuse('not_signed_in');
      const scope = slices.staff.scopeOf(admitted.grants, 'viewer');
      const rooms = [everyStaffRoom, staffRoom(admitted.id), ...scope.map(siteRoom)];
      return { ok: true, caller: { ...admitted, scope, socket: socket || null }, rooms };
    },
    came: slices.here.stir,
    left(caller) {
      if (caller.socket !== null) slices.presence.left(caller.socket);
      slices.here.stir();
    },
  };
}
