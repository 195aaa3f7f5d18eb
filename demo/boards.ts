import { SignJWT } from 'jose';
import type { Status } from '../protocol/boards.ts';
import type { App } from '../server/app.ts';
import { FIRST_RULES } from '../server/boards/rules.ts';
import { newId } from '../server/foundation/ids.ts';
import type { SeedClock } from './seed.ts';
import { must } from './telling.ts';

const DAY_MS = 86_400_000;

type Wish = {
  title: string;
  body: string;
  by: string;
  /** How many days ago it was given. */
  days: number;
  votes: number;
  became?: [status: Status, word: string, days: number][];
};

/** Customers whom the shop vouches for. */
const customers = [
  ...['Carla Nwosu', 'Theo Baumann', 'Yasmin Haddad', 'Piet de Wit', 'Greta Solberg', 'Noam Peretz', 'Ines Duarte'],
  ...['Akira Mori', 'Zofia Lis', 'Ravi Menon', 'Olena Koval', 'Louis Petit', 'Emre Aksoy', 'Hanna Weiss'],
];

const wishes: Wish[] = [
  {
    title: 'A lid that stays on while pouring',
    body: 'My aunt holds it with one finger since 1974. I would rather not.',
    ...{ by: 'Theo Baumann', days: 34, votes: 12 },
    became: [
      ['planned', 'Jonas is trying out a little nose under the rim.', 20],
      ['started', 'The first twenty are in the kiln.', 6],
    ],
  },
  {
    title: 'Gift cards',
    body: 'For those who know that somebody likes tea, and nothing else about them.',
    ...{ by: 'Carla Nwosu', days: 30, votes: 9 },
    became: [['planned', 'Before Christmas, we hope.', 11]],
  },
  {
    title: 'Say when the next firing is',
    body: '',
    ...{ by: 'Piet de Wit', days: 27, votes: 7 },
    became: [['done', 'It stands on every page of a pot now.', 4]],
  },
  {
    title: 'Saucers for the Harbour mugs',
    body: 'They stand on my piano.\n\nIt is a good piano.',
    ...{ by: 'Akira Mori', days: 19, votes: 6 },
  },
  {
    title: 'Bigger handles, for bigger hands',
    body: 'Two fingers fit. I have four.',
    ...{ by: 'Emre Aksoy', days: 15, votes: 4 },
  },
  {
    title: 'Paint your own at the pottery',
    body: 'With children, on a Sunday?',
    ...{ by: 'Ines Duarte', days: 12, votes: 3 },
  },
  {
    title: 'Mugs with names of football clubs',
    body: '',
    ...{ by: 'Louis Petit', days: 25, votes: 1 },
    became: [['declined', 'We would have to ask each of the clubs. Plain blue suits most of them.', 18]],
  },
  {
    title: 'Send parcels in straw',
    body: 'It smells better than foam.',
    ...{ by: 'Greta Solberg', days: 36, votes: 8 },
    became: [['done', 'Since October all parcels go out in straw from the farm next door.', 14]],
  },
];

const waiting = [
  { title: 'A round tray for the Harbour set', body: 'Wood, perhaps?', by: 'Mina' },
  { title: 'Cheaper pots', body: 'See very-cheap-pots.example for how it is done.', by: 'Pots 4 You' },
];

/** The shop's board: what its customers wish for, what became of it, and what waits to be let in. */
export async function seedBoard(
  { boards, wishes: visitors, people }: App['slices'],
  o: { site: string; by: string; clock: SeedClock; now: number },
): Promise<void> {
  const { site, clock } = o;
  const scope = [site];
  const days = (ago: number) => clock.set(o.now - ago * DAY_MS);
  days(38);
  await must(boards.setRules({ site, rules: { ...FIRST_RULES, open: true } }, scope));
  const known = await introduce();
  for (const [at, wish] of wishes.entries()) {
    days(wish.days);
    const idea = newId(clock.now());
    const { title, body } = wish;
    await must(visitors.give({ idea, title, body }, { site, person: known.get(wish.by) as string }));
    const others = [...known].filter(([name]) => name !== wish.by);
    for (let more = 1; more < wish.votes; more++) {
      const [, person] = others[(at * 3 + more) % others.length] as [string, string];
      await must(visitors.vote({ idea, on: true }, { site, person }));
    }
    for (const [status, word, ago] of wish.became ?? []) {
      days(ago);
      await must(boards.setStatus({ idea, status, word }, o.by, scope));
    }
  }
  days(1);
  for (const { title, body, by } of waiting) {
    const { person } = await people.start(site);
    await people.introduce({ person, name: by, email: null });
    await must(visitors.give({ idea: newId(clock.now()), title, body }, { site, person }));
  }

  /** The shop's own server says who they are. */
  async function introduce(): Promise<Map<string, string>> {
    const { secret, value } = await must(people.secrets.make(site, scope));
    const persons = new Map<string, string>();
    for (const [at, name] of customers.entries()) {
      const proof = new SignJWT({ sub: `customer-${2_000 + at}`, name }).setProtectedHeader({ alg: 'HS256' });
      const token = await proof.setExpirationTime(clock.now() / 1000 + 3600).sign(new TextEncoder().encode(value));
      const { person } = await must(people.identify({ site, token }, undefined));
      persons.set(name, person.id);
    }
    await must(people.secrets.retire({ site, secret: secret.id }, scope));
    return persons;
  }
}
