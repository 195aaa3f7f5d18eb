import { type Load, type Server, startLoad, startServer } from './children.ts';
import { dataFolder, ownSite, signIn, staffDoor, startFoyer, visitorDoor, visitorTokens } from './foyer.ts';
import type { Report } from './harness.ts';
import type { Door } from './line.ts';
import { cores, hasProc } from './machine.ts';

/** One of the two that are compared: a server on a core of its own, a load on another, and the doors that it can enter. */
export type Side = { name: 'bare' | 'Foyer'; server: Server; load: Load; visitors: Door[]; staff: Door };

/** Opens bare Socket.IO and Foyer beside each other, both with the same number of visitors, and ends them after `run`. */
export async function besideBare(
  report: Report,
  visitors: number,
  run: (bare: Side, foyer: Side) => Promise<void>,
): Promise<void> {
  if (!hasProc) return report.say('Not measured: this bench reads /proc, which this system does not have.');
  if (!cores) report.say('Server and load share their cores: taskset or a second core is missing here.');
  const data = dataFolder();
  const sides: Side[] = [];
  try {
    sides.push(await openBare(visitors));
    sides.push(await openFoyer(visitors, data.path));
    await run(sides[0]!, sides[1]!);
  } finally {
    for (const { server, load } of sides) {
      load.stop();
      await server.kill();
    }
    data.remove();
  }
}

async function openBare(visitors: number): Promise<Side> {
  const server = await startServer({ program: 'bench/bare.ts', oneCore: true, inside: true });
  const door = (name: Door['name']): Door => ({ name, auth: { protocol: 1 } });
  const doors = Array.from({ length: visitors }, () => door('visitor'));
  return { name: 'bare', server, load: startLoad(), visitors: doors, staff: door('staff') };
}

async function openFoyer(visitors: number, data: string): Promise<Side> {
  const server = await startFoyer({ data, oneCore: true, inside: true });
  const cookie = await signIn(server.url);
  const { key: site } = await ownSite(server.url, cookie);
  const tokens = await visitorTokens(server.url, site, visitors);
  const doors = tokens.map((token) => visitorDoor(site, token));
  return { name: 'Foyer', server, load: startLoad(), visitors: doors, staff: staffDoor(cookie) };
}

/** Connects the visitors of a side, or as many as are said, and its staff member; each visitor begins a conversation. */
export async function connectAll({ server, load, visitors, staff }: Side, count = visitors.length): Promise<void> {
  await load.order('connect', { url: server.url, visitors: visitors.slice(0, count), staff, settle: true });
}
