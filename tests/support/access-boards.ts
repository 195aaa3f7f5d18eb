import type { Row } from './access.ts';
import type { Place, Town } from './actors.ts';
import { id } from './server.ts';

/** Rows of the access matrix for what people wish for. */
const known = new Map<string, Promise<string>>();
export const OPEN = { open: true, audience: 'public', waits: 'nobody', linksWait: true, mostPerDay: null, words: [] };

/** An idea on the open board of a place; of a place that is not there an id that nothing has. */
export function ideaAt(town: Town, at: Place): Promise<string> {
  const idea = known.get(at.site) ?? given(town, at);
  known.set(at.site, idea);
  return idea;
}

export async function openBoardAt(town: Town, { site }: Place): Promise<void> {
  await town.house.asStaff(town.house.olgasCookie, 'boards/set-rules', { site, rules: OPEN });
}

async function given(town: Town, at: Place): Promise<string> {
  const idea = id();
  if (![town.shop.site, town.atelier.site].includes(at.site)) return idea;
  await openBoardAt(town, at);
  const said = { site: at.site, idea, title: 'Lids of glass', body: '' };
  const { body } = await town.house.asStaff(town.house.olgasCookie, 'boards/save', said);
  if (!body.ok) throw new Error(`Olga could not make an idea: ${JSON.stringify(body)}`);
  return idea;
}

const about = (more: object): Row => {
  const of: Row['targets'][string] = async ({ town, things }) => ({ idea: await ideaAt(town, things), ...more });
  return { targets: { own: of, foreign: of, missing: () => ({ idea: id(), ...more }) } };
};
const aboutFresh = (more: (town: Town, at: Place) => Promise<object>): Row => {
  const of: Row['targets'][string] = async ({ town, things }) => ({
    ...{ idea: await given(town, things), ...(await more(town, things)) },
  });
  return { targets: { own: of, foreign: of, missing: of } };
};
const aboutSite = (more: () => object): Row => {
  const of: Row['targets'][string] = ({ things }) => ({ site: things.site, ...more() });
  return { targets: { own: of, foreign: of, missing: of } };
};

export const visitorBoardRows = {
  'boards:give': {
    targets: {
      own: async ({ town, me }) => {
        await openBoardAt(town, me.at);
        return { idea: id(), title: 'A lid', body: '' };
      },
      "another's": async ({ town, me }) => ({ idea: await ideaAt(town, me.at), title: 'A lid', body: '' }),
    },
    answers: (_me, target) => (target === 'own' ? undefined : 'conflict'),
  },
  'boards:vote': {
    targets: {
      own: async ({ town, me }) => ({ idea: await ideaAt(town, me.at), on: true }),
      "another site's": async ({ town, me }) => ({
        ...{ idea: await ideaAt(town, me.at.site === town.shop.site ? town.atelier : town.shop), on: true },
      }),
      missing: () => ({ idea: id(), on: true }),
    },
    answers: (_me, target) => (target === 'own' ? undefined : 'not_found'),
  },
} satisfies Record<string, Row>;

export const boardRows = {
  'boards:rules': aboutSite(() => ({})),
  'boards:set-rules': aboutSite(() => ({ rules: OPEN })),
  'boards:list': aboutSite(() => ({ view: 'all', skip: 0 })),
  'boards:alike': aboutSite(() => ({ words: 'A lid' })),
  'boards:get': about({}),
  'boards:save': aboutSite(() => ({ idea: id(), title: 'A lid', body: '' })),
  'boards:set-status': about({ status: 'planned', word: '' }),
  'boards:let-in': about({}),
  'boards:remove': aboutFresh(async () => ({})),
  'boards:bring-back': aboutFresh(async () => ({})),
  'boards:merge': {
    ...aboutFresh(async (town, at) => ({ into: await ideaAt(town, at) })),
    targets: {
      ...aboutFresh(async (town, at) => ({ into: await ideaAt(town, at) })).targets,
      "into another site's": async ({ town, me }) => ({
        idea: await given(town, me.at),
        into: await ideaAt(town, me.at.site === town.shop.site ? town.atelier : town.shop),
      }),
    },
    // Whoever sees both sites hears why it cannot be.
    answers: (me, target) =>
      target === "into another site's" ? (me.role === 'owner' ? 'conflict' : 'not_found') : undefined,
  },
  'boards:part': about({}),
  'boards:vote': {
    targets: {
      own: async ({ town, things }) => ({ idea: await ideaAt(town, things), person: things.person, on: true }),
      foreign: async ({ town, things }) => ({ idea: await ideaAt(town, things), person: things.person, on: true }),
      missing: ({ things }) => ({ idea: id(), person: things.person, on: true }),
      'for a stranger': async ({ town, me }) => ({
        idea: await ideaAt(town, me.at),
        person: (me.at.site === town.shop.site ? town.atelier : town.shop).person,
        on: true,
      }),
    },
    answers: (_me, target) => (target === 'for a stranger' ? 'bad_input' : undefined),
  },
  'people:find': aboutSite(() => ({ words: 'anybody' })),
} satisfies Record<string, Row>;
