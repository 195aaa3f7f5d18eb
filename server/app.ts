import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { headersFor } from '../demo/headers.ts';
import { staffRequests, visitorRequests } from '../protocol/sockets.ts';
import * as articlesRoutes from './articles/routes.ts';
import * as boardsRoutes from './boards/routes.ts';
import { embeds, staffDoor, visitorDoor } from './doors.ts';
import * as filesRoutes from './files/routes.ts';
import type { Log } from './foundation/answer.ts';
import { type Settings, whyNotListening } from './foundation/config.ts';
import type { Store } from './foundation/database/database.ts';
import { openSqlite } from './foundation/database/sqlite.ts';
import type { StaffCaller } from './foundation/door.ts';
import { openEntries } from './foundation/entry.ts';
import { sweep } from './foundation/heap.ts';
import { openHttp } from './foundation/http.ts';
import { LIMITS, type Limits } from './foundation/limits.ts';
import { staffRoom } from './foundation/realtime/outgoing.ts';
import { type Live, type LiveDoor, openLive } from './foundation/realtime/realtime.ts';
import { openPages as openMailPages } from './notifications/pages.ts';
import { openPages } from './pages.ts';
import * as peopleRoutes from './people/routes.ts';
import { openPortal } from './portal/portal.ts';
import * as portalRoutes from './portal/routes.ts';
import { openPage as openChatPage } from './sites/page.ts';
import { openSlices, type Slices } from './slices.ts';
import * as staffRoutes from './staff/routes.ts';
import { openWelcome } from './welcome.ts';

export type App = {
  /** Where it listens, such as http://127.0.0.1:3000. */
  url: string;
  port: number;
  slices: Slices;
  /** What is really open to the world: HTTP routes, socket events by door, and how many websockets there are now. */
  opened(): { routes: readonly string[]; events: readonly string[]; connections: number };
  /** Gives back the memory that only the start needed. */
  rest(): void;
  /** Stops listening, finishes what is under way and closes the store. */
  close(): Promise<void>;
};
type Unusual = { now?: () => number; limits?: Limits; logger?: object | false };

/** Staff who were removed by whatever process are out within 5 s: this, and what the look itself takes. */
const STAFF_LOOKED_AT_EVERY_MS = 2_000;

const registry = new URL('./stores.ts', import.meta.url).href;
const migrations = new URL('./migrations/', import.meta.url);

/** Opens the store and both doors, and listens. */
export async function open(settings: Settings, unusual: Unusual = {}): Promise<App> {
  const now = unusual.now ?? Date.now;
  const store = await openStore(settings);
  try {
    return await openOn(store, settings, { ...unusual, now });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What people wish for, as far as everybody may see it. */
function publicBoard({ boards, wishes }: Slices): Parameters<typeof openPortal>[0]['board'] {
  return {
    async isPublic(site) {
      const rules = await boards.rulesOf(site);
      return rules.open && rules.audience === 'public';
    },
    async browse(p) {
      const found = await wishes.browse({ ...p, person: undefined });
      return found.ok ? found : { ideas: [], more: false };
    },
    read: wishes.story,
  };
}

async function openStore({ databaseUrl, dataDir }: Settings): Promise<Store> {
  if (databaseUrl === null) return openSqlite({ file: join(dataDir, 'foyer.db'), registry, migrations });
  const { openPostgres } = await import('./foundation/database/postgres.ts');
  return openPostgres({ url: databaseUrl, registry, migrations });
}

async function openOn(store: Store, settings: Settings, o: Unusual & { now: () => number }): Promise<App> {
  const { limits = LIMITS } = o;
  const entries = openEntries(settings);
  let slices: Slices | undefined;
  const http = await openHttp({
    entries,
    allowedAnywhere: (origin) => slices?.sites.allowedAnywhere(origin) ?? false,
    pathAt: (host, path) => portalRoutes.pathAt(slices?.sites.byHelpHost(host), path),
    logger: o.logger ?? { level: 'warn' },
  });
  const { fastify } = http;
  const live = openLive({
    ...{ http: fastify.server, log: fastify.log },
    entryOf: (request) => ({ ...entries.of(request), site: siteIn(request.url) }),
    letIn(entry) {
      if (entry.origin === undefined) return Object.keys(entry.cookies).length === 0;
      const site = entry.site === undefined ? undefined : slices?.sites.byKey(entry.site);
      return entry.ours || (site !== undefined && slices?.sites.allows(site, entry.origin) === true);
    },
  });
  const base = () => settings.publicUrl ?? `http://localhost:${portOf(fastify.server.address())}`;
  slices = await openSlices({ store, live, settings, now: o.now, limits, log: fastify.log, base });
  const opened = slices;

  const visitor = visitorDoor(slices, fastify.log);
  const staff = staffDoor(slices, base, fastify.log);
  store.onUnsure(live.cutAll);
  live.open(visitor);
  live.open(staff);
  http.openDoor(visitor, visitorRequests);
  http.openDoor(staff, staffRequests);
  peopleRoutes.openRoutes({
    ...{ http, people: slices.people, siteByKey: slices.sites.byKey, siteById: slices.sites.byId },
    embeds: (entry, site) => embeds(opened, entry, site),
    sessionsPerMinute: limits.sessions.burst,
  });
  openWelcome({
    ...{ http, slices, mail: settings.mail !== null },
    embeds: (entry, site) => embeds(opened, entry, site),
  });
  articlesRoutes.openRoutes({
    ...{ http, catalog: slices.catalog, readers: slices.readers, siteByKey: slices.sites.byKey },
    embeds: (entry, site) => embeds(opened, entry, site),
  });
  boardsRoutes.openRoutes({
    ...{ http, wishes: slices.wishes, admit: slices.people.admit, siteByKey: slices.sites.byKey },
    embeds: (entry, site) => embeds(opened, entry, site),
  });
  staffRoutes.openRoutes({ http, staff: slices.staff });
  staffRoutes.openFaces({ http, staff: slices.staff });
  await filesRoutes.openRoutes({
    ...{ http, entries, visitor, staff, files: slices.files, siteByKey: slices.sites.byKey },
    answering: ({ grants }) => opened.staff.scopeOf(grants, 'agent'),
    embeds: (entry, site) => embeds(opened, entry, site),
  });
  await openMailPages({
    ...{ http, entries, notifications: slices.notifications, siteByKey: slices.sites.byKey },
    // Few: a session is opened once by each visitor, this is asked for once in a while.
    asksPerMinute: Math.ceil(limits.sessions.burst / 30),
    embeds: (entry, site) => embeds(opened, entry, site),
  });
  portalRoutes.openRoutes({
    ...{ fastify, entries, portal: openPortal({ catalog: slices.catalog, board: publicBoard(slices) }) },
    ...{ siteNamed: slices.sites.withHelpAt, firstSite: slices.sites.first },
  });
  openChatPage({ fastify, entries, sites: slices.sites });
  await openPages({ fastify, entries, sites: slices.sites, demo: { headersFor } });
  const watch = watchStaff(live, staff, slices, fastify.log);
  const url = await fastify.listen({ port: settings.port, host: settings.host }).catch(async (error: unknown) => {
    clearInterval(watch);
    await opened.jobs.close();
    throw whyNotListening(error, settings) ?? error;
  });

  return {
    url,
    port: portOf(fastify.server.address()),
    slices,
    opened: () => ({ routes: http.routes, events: live.events(), connections: live.io.engine.clientsCount }),
    rest: () => {
      store.rest();
      sweep();
    },
    close: async () => {
      clearInterval(watch);
      await live.close();
      await fastify.close();
      opened.here.close();
      await opened.jobs.close();
      await opened.files.close();
      opened.catalog.close();
      await opened.search.close();
      await store.close();
    },
  };
}

/** Looks every now and then whether the staff who are connected still are who they were. */
function watchStaff(live: Live, door: LiveDoor<StaffCaller>, { staff }: Slices, log: Log): NodeJS.Timeout {
  const look = async () => {
    const callers = live.callers(door);
    if (callers.length === 0) return;
    for (const id of await staff.outdated(callers)) await live.readmit('staff', staffRoom(id));
  };
  const timer = setInterval(() => {
    look().catch((err) => log.error({ err }, 'staff could not be looked at again'));
  }, STAFF_LOOKED_AT_EVERY_MS);
  return timer.unref();
}

/** The site named in a connection's address. */
function siteIn(address: string | undefined): string | undefined {
  return URL.parse(address ?? '', 'http://localhost')?.searchParams.get('site') ?? undefined;
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : 0;
}
