import type { App } from '../server/app.ts';
import { seedArticles } from './articles.ts';
import { seedBoard } from './boards.ts';
import { seedFeedback } from './feedback.ts';
import { earlier } from './scenes/earlier.ts';
import { longAndTrade } from './scenes/long.ts';
import { readStory, type Scene } from './scenes/scene.ts';
import { thisWeek } from './scenes/this-week.ts';
import { today } from './scenes/today.ts';
import { calledInStories, emailOf, PASSWORD, staff } from './staff.ts';
import { isText, must, type Step, tell, type Visitor } from './telling.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const OPENED_DAYS_AGO = 40;
export const scenes: readonly Scene[] = [...today, ...thisWeek, ...longAndTrade, ...earlier];

/** Who sees every site. */
const owners = ['ada', 'jonas'];

/** A clock that the seed sets to when things happened, and lets go when it is done. */
export function seedClock() {
  let at: number | null = Date.now() - OPENED_DAYS_AGO * DAY_MS;
  return {
    now: () => at ?? Date.now(),
    set(time: number) {
      at = time;
    },
    letGo() {
      at = null;
    },
  };
}
export type SeedClock = ReturnType<typeof seedClock>;
type Verbs = App['slices'];
type Sites = { shop: string; trade: string };

/**
 * Fills a new installation with a shop, its staff and their conversations by the verbs that visitors and staff use, in the order in which
 * it all happened. The app has to be opened on `clock`, before anybody else uses it.
 */
export async function seed(slices: Verbs, clock: SeedClock): Promise<{ conversations: number; messages: number }> {
  const now = Date.now();
  clock.set(now - OPENED_DAYS_AGO * DAY_MS);
  const owner = await makeOwner(slices);
  const sites = await makeSites(slices, owner);
  const team = await makeTeam(slices, owner, sites);

  const articles = await seedArticles(slices, sites.shop, owner.id, now - OPENED_DAYS_AGO * DAY_MS);

  const known = new Map<string, Visitor>();
  const everybody = { shop: [...team.values()], trade: owners.map((name) => team.get(name) as string) };
  const steps: Step[] = scenes.flatMap((scene) => {
    const where = scene.site ?? 'shop';
    return tell({ slices, scene, site: sites[where], team, readers: everybody[where], known, articles, now });
  });
  steps.sort((a, b) => a.at - b.at);
  for (const { at, act } of steps) {
    clock.set(at);
    await act();
  }
  await seedFeedback(slices, { site: sites.shop, team, now, set: clock.set });
  await seedBoard(slices, { site: sites.shop, by: owner.id, clock, now });
  await inviteSomebody(slices, owner, sites, clock, now);
  clock.letGo();
  return {
    conversations: scenes.length,
    messages: scenes.flatMap(({ story }) => readStory(story)).filter(isText).length,
  };
}

async function makeOwner({ staff: house, sites }: Verbs) {
  const [{ name }] = staff;
  const code = house.code() ?? '';
  const { member } = await must(
    house.makeFirstOwner({ code, name, email: emailOf(name), password: PASSWORD, address: '127.0.0.1' }),
  );
  const caller = { id: member.id, name, session: '', grants: member.grants, socket: null };
  return { ...caller, scope: () => sites.all().map(({ id }) => id) };
}
type Owner = Awaited<ReturnType<typeof makeOwner>>;

async function makeSites({ sites }: Verbs, owner: Owner): Promise<Sites> {
  const shop = sites.first() as { id: string };
  await must(
    sites.change(
      {
        site: shop.id,
        name: 'Saltmarsh Pottery',
        origins: ['https://saltmarsh.example', 'https://www.saltmarsh.example'],
        greeting: 'Moin! Ask us about pots, parcels or plans. It rings right here at the bench.',
      },
      owner.scope(),
    ),
  );
  const trade = await must(
    sites.create({ name: 'Saltmarsh for restaurants', origin: 'https://trade.saltmarsh.example' }),
  );
  await must(
    sites.change(
      { site: trade.site.id, accent: '#2c455c', greeting: 'Good day! Crates, price lists, invoices: ask away.' },
      owner.scope(),
    ),
  );
  return { shop: shop.id, trade: trade.site.id };
}

/** Everybody joins by an invitation, as colleagues do. Agents and the viewer see the shop only. Gives ids by name. */
async function makeTeam({ staff: house }: Verbs, owner: Owner, sites: Sites): Promise<Map<string, string>> {
  const team = new Map([[calledInStories(owner.name), owner.id]]);
  for (const { name, role } of staff.slice(1)) {
    const grants = [{ site: role === 'admin' ? null : sites.shop, role }];
    const { link } = await must(
      house.invite({ name, email: emailOf(name), grants }, { ...owner, scope: owner.scope() }),
    );
    const token = link.split('#')[1] ?? '';
    const { member } = await must(house.join({ token, name, password: PASSWORD }));
    team.set(calledInStories(name), member.id);
  }
  return team;
}

async function inviteSomebody(
  { staff: house, sites: all }: Verbs,
  owner: Owner,
  sites: Sites,
  clock: SeedClock,
  now: number,
) {
  clock.set(now - DAY_MS);
  const grants = [{ site: sites.shop, role: 'agent' as const }];
  const pia = { name: 'Pia Sørensen', email: 'pia@saltmarsh.example', grants };
  await must(house.invite(pia, { ...owner, scope: owner.scope() }));
  clock.set(now - 2 * MINUTE_MS);
  const shop = all.byId(sites.shop);
  if (shop) all.seen(shop, 'https://saltmarsh.example/teapot', 'http://localhost');
}
