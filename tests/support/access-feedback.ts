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

const asks = new Map<string, Promise<string>>();
const question = () => ({ id: id(), kind: 'nps', question: '', page: '', everyDays: 30, on: false });

/** A survey of a place; of a place that is not there an id that nothing has. */
function surveyAt(town: Town, at: Place): Promise<string> {
  const survey = asks.get(at.site) ?? made(town, at);
  asks.set(at.site, survey);
  return survey;
}

async function made(town: Town, at: Place): Promise<string> {
  const survey = question();
  if ([town.shop.site, town.atelier.site].includes(at.site))
    await town.house.asStaff(town.house.olgasCookie, 'surveys/set', { site: at.site, survey });
  return survey.id;
}
/** That somebody was asked: once, whichever way they say it. */
async function shown(me: Actor, survey: Promise<string>): Promise<object> {
  const once = `${me.name} ${await survey}`;
  const answer = answers.get(once) ?? id();
  answers.set(once, answer);
  return { id: answer, survey: await survey, score: null, word: '', page: '/pans' };
}
const answers = new Map<string, string>();

const ofSurvey = (more: () => object): Row => {
  const of: Row['targets'][string] = async ({ town, things }) => ({
    survey: await surveyAt(town, things),
    ...more(),
  });
  return { targets: { own: of, foreign: of, missing: () => ({ survey: id(), ...more() }) } };
};

export const visitorFeedbackRows = {
  'surveys:due': { targets: { own: () => ({ page: '/pans' }) } },
  'surveys:answer': {
    targets: {
      own: ({ town, me }) => shown(me, surveyAt(town, me.at)),
      // Everybody on a site may be asked what it asks.
      foreign: ({ town, me }) => shown(me, surveyAt(town, me.at.site === town.shop.site ? town.atelier : town.shop)),
      missing: ({ me }) => shown(me, Promise.resolve(id())),
    },
  },
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

const ofSite = (more: () => object): Row => {
  const of: Row['targets'][string] = ({ things }) => ({ site: things.site, ...more() });
  return { targets: { own: of, foreign: of, missing: () => ({ site: id(), ...more() }) } };
};

export const staffFeedbackRows = {
  'trends:rising': ofSite(() => ({})),
  'surveys:list': ofSite(() => ({})),
  'surveys:set': ofSite(() => ({ survey: question() })),
  'surveys:words': ofSurvey(() => ({})),
  'feedback:list': {
    targets: { own: list, foreign: list, missing: list, 'all sites': () => ({}), search: () => ({ words: 'lid' }) },
    answers: () => 'ok',
  },
  'feedback:export': {
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
