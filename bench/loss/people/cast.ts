import { post } from '../../foyer.ts';
import { colleague, type House, type Member } from '../house.ts';
import { type Meddler, type Network, openProxy } from '../proxy.ts';
import type { Random } from '../random.ts';
import type { Actor } from './actor.ts';
import { SECRET } from './acts.ts';
import { openStorages } from './browser.ts';
import { openClient, type Place } from './client.ts';
import { openInboxPage } from './inbox-page.ts';
import { openPlain } from './plain.ts';
import { openWidgetPage } from './widget-page.ts';

/** Everybody who takes part, each behind a network of their own. */
export type Part = {
  actor: Actor;
  proxy: Network;
  /** Pages back off for longer, so that they get a calmer network. */
  stormEveryMs: [number, number];
  /** A program that has never been here before, straight at the server: what it loads is what there is. */
  fresh(): Promise<ReturnType<typeof openClient>>;
};

export type Cast = { parts: Part[]; staff: Member[]; close(): Promise<void> };

/** Who meddles with whose network, by the client's name. */
export type Meddlers = Readonly<Record<string, Meddler>>;

/** Two visitors and two colleagues with plain programs; a visitor with the widget, one with it in two tabs, a colleague in the inbox. */
export async function openCast(house: House, random: Random, meddlers: Meddlers = {}): Promise<Cast> {
  const parts: Part[] = [];
  const staff = await Promise.all(['Agnes', 'Bela', 'Carl'].map((name) => colleague(house, name)));
  const [agnes, bela, carl] = staff as [Member, Member, Member];
  const site = await siteFor('The first shop');
  for (const name of ['Vera', 'Otto']) {
    const { token } = (await post<{ token: string }>(house.url, '/api/visitor/sessions', { site })).answer;
    const network = await networkOf(name);
    const actor = openPlain({ name, reader: 'visitor', place: visitorAt(network.url, site, token) });
    take(actor, network, [150, 900], () => visitorAt(house.url, site, token));
  }
  for (const me of [agnes, bela]) {
    const network = await networkOf(me.name);
    const actor = openPlain({ name: me.name, reader: me.id, place: staffAt(network.url, me) });
    take(actor, network, [150, 900], () => staffAt(house.url, me));
  }
  for (const [name, tabs] of [
    ['Wanda', 1],
    ['Yuri', 2],
  ] as const) {
    // A site of their own: browser locks are told apart by it.
    const key = await siteFor(`The shop of ${name}`);
    const open = openStorages();
    for (let tab = 1; tab <= tabs; tab++) {
      const own = tabs === 1 ? name : `${name}, tab ${tab}`;
      const network = await networkOf(own, (url) => ({ origin: url }));
      const storage = open();
      const here = { name: own, url: network.url, site: key };
      const actor = openWidgetPage({ ...here, storage, begins: tab === 1, random: random.fork() });
      const token = () => JSON.parse(storage.get('session') ?? '{}').token as string;
      take(actor, network, [600, 2_500], () => visitorAt(house.url, key, token()));
    }
  }
  const network = await networkOf(carl.name, (url) => ({ cookie: carl.cookie, origin: url }));
  const desk = openInboxPage({ me: carl, url: network.url, storage: openStorages()(), random: random.fork() });
  take(desk, network, [600, 2_500], () => staffAt(house.url, carl));

  return {
    ...{ parts, staff },
    async close() {
      for (const { actor } of parts) actor.close();
      await Promise.all(parts.map(({ proxy }) => proxy.close()));
    },
  };

  function networkOf(name: string, headers: (url: string) => Record<string, string> = () => ({})): Promise<Network> {
    return openProxy({ to: house.port, random: random.fork(), secret: SECRET, headers, meddle: meddlers[name] });
  }

  function take(actor: Actor, proxy: Network, stormEveryMs: [number, number], place: () => Place): void {
    const fresh = async () => {
      const client = openClient(place());
      await client.caughtUp();
      return client;
    };
    parts.push({ actor, proxy, stormEveryMs, fresh });
  }

  async function siteFor(name: string): Promise<string> {
    const payload = { name, origin: 'http://shop.example' };
    const headers = { cookie: house.owner };
    return (await post<{ site: { key: string } }>(house.url, '/api/staff/sites/create', payload, headers)).answer.site
      .key;
  }
}

function visitorAt(url: string, site: string, token: string): Place {
  return { audience: 'visitor', url, auth: { protocol: 1, site, token }, query: { site }, headers: {}, me: null };
}

function staffAt(url: string, { id, name, cookie }: Member): Place {
  return { audience: 'staff', url, auth: { protocol: 1 }, headers: { cookie }, me: { id, name } };
}
