import type { Row } from './access.ts';
import type { Actor, Place, Town } from './actors.ts';
import { id } from './server.ts';

/** Rows of the access matrix for what visitors tell and staff make of it. */
const known = new Map<string, Promise<string>>();
const idea = () => ({ id: id(), kind: 'idea', title: 'A bigger lid', body: '' });

/** What somebody at a place gave; of a place that is not there an id that nothing has. */
function feedbackAt(town: Town, at: Place): Promise<string> {
  const feedback = known.get(at.site) ?? given(town, at);
  known.set(at.site, feedback);
  return feedback;
}

async function given(town: Town, at: Place): Promise<string> {
  const giver = town.everybody.find((one) => one.kind === 'visitor' && one.at.site === at.site);
  return giver ? giveAs(giver) : id();
}

async function giveAs(giver: Actor): Promise<string> {
  const told = idea();
  const { answer } = await giver.ask('visitor', 'HTTP', 'feedback:give', told);
  if (!answer.ok) throw new Error(`${giver.name} could not give feedback: ${JSON.stringify(answer)}`);
  return told.id;
}

const about = (more: () => object): Row => {
  const of: Row['targets'][string] = async ({ town, things }) => ({
    feedback: await feedbackAt(town, things),
    ...more(),
  });
  return { targets: { own: of, foreign: of, missing: () => ({ feedback: id(), ...more() }) } };
};
const list: Row['targets'][string] = ({ things }) => ({ site: things.site });

export const visitorFeedbackRows = {
  'feedback:give': {
    targets: {
      own: idea,
      foreign: async ({ town, me }) => ({
        ...idea(),
        id: await giveAs(town.named(me.name === 'Vera' ? 'Otto' : 'Vera')),
      }),
    },
    answers: (_me, target) => (target === 'foreign' ? 'conflict' : undefined),
  },
} as const satisfies Record<string, Row>;

export const staffFeedbackRows = {
  'feedback:list': {
    targets: { own: list, foreign: list, missing: list, 'all sites': () => ({}), search: () => ({ words: 'lid' }) },
    answers: () => 'ok',
  },
  'feedback:get': about(() => ({})),
  'feedback:change': {
    targets: {
      ...about(() => ({ status: 'open', owner: null, tags: ['lids'] })).targets,
      'to a stranger': async ({ town, me }) => ({
        feedback: await feedbackAt(town, me.at),
        owner: town.named(me.name === 'Elsa' ? 'Agnes' : 'Elsa').id,
      }),
      'to nobody known': async ({ town, me }) => ({ feedback: await feedbackAt(town, me.at), owner: id() }),
    },
    answers: (_me, target) => (target.startsWith('to ') ? 'bad_input' : undefined),
  },
  'feedback:answer': about(() => ({ id: id(), body: 'We cut some.' })),
} as const satisfies Record<string, Row>;
