import type { ProblemCode } from '../../protocol/problem.ts';
import type { StaffRequests, VisitorRequests } from '../../protocol/sockets.ts';
import { articleAt, articleRows } from './access-articles.ts';
import { boardRows, ideaAt, openBoardAt, visitorBoardRows } from './access-boards.ts';
import { staffFeedbackRows, visitorFeedbackRows } from './access-feedback.ts';
import type { Actor, Place, Town } from './actors.ts';
import { POINT, type Sender, send } from './files.ts';
import { cookieOf, id, PASSWORD } from './server.ts';
import { signed } from './signing.ts';

/** The access matrix: one row for each request and route. What a payload names is the asker's own, foreign, or missing. */
type Expected = 'ok' | ProblemCode;
type Cell = { town: Town; me: Actor; things: Place /** It will be used up. */; fresh: boolean };
export type Row = {
  /** The payload for each target: 'own', 'foreign' and 'missing', or others that the row answers for. */
  targets: Record<string, (cell: Cell) => unknown>;
  /** Where the answer is not what the rule says: own is fine, everything else is not found. Undefined: as the rule says. */
  answers?: (me: Actor, target: string) => Expected | undefined;
};

type Make = (cell: Cell) => unknown;
/** The same payload about all three. */
const about = (make: Make): Row['targets'] => ({ own: make, foreign: make, missing: make });
const ofConversation: Row = { targets: about(({ things: { conversation } }) => ({ conversation })) };
const ofSite: Row = { targets: about(({ things: { site } }) => ({ site })) };
const nothing: Row = { targets: { own: () => ({}) } };

/** A message that the asker wrote, where the asker can write. */
async function ownMessage({ town, me, things, fresh }: Cell): Promise<string> {
  const author = me.kind === 'visitor' || fresh ? me : town.named('Olga');
  return write(author, things.conversation);
}

async function write(author: Actor, conversation: string, more: object = {}): Promise<string> {
  const message = id();
  const door = author.kind === 'visitor' ? 'visitor' : 'staff';
  const body = 'A word.';
  const { answer } = await author.ask(door, 'HTTP', 'conversations:post', { id: message, conversation, body, ...more });
  if (!answer.ok) throw new Error(`${author.name} could not write: ${JSON.stringify(answer)}`);
  return message;
}

/** Somebody else's message in a conversation that the asker can see or not. */
const messagesOfVisitors = (more: object): Row => ({
  targets: {
    own: async (cell) => ({ id: await ownMessage(cell), ...more }),
    foreign: async ({ town, me, things }) => {
      const author = town.everybody.find((one) => one.kind === 'visitor' && one.conversation === things.conversation);
      return { id: await write(author ?? me, things.conversation), ...more };
    },
    missing: () => ({ id: id(), ...more }),
    'by staff': async ({ town, me }) => ({ id: await write(town.named('Olga'), me.conversation), ...more }),
    note: async ({ town, me }) => ({ id: await write(town.named('Olga'), me.conversation, { note: true }), ...more }),
  },
  answers: (_me, target) => (target === 'by staff' ? 'forbidden' : undefined),
});

const messagesOfStaff = (more: object): Row => ({
  targets: {
    own: async (cell) => ({ id: await ownMessage(cell), ...more }),
    foreign: async ({ town, things }) => ({ id: await write(town.named('Olga'), things.conversation), ...more }),
    missing: () => ({ id: id(), ...more }),
    "a colleague's": async ({ town, me, things }) => {
      const colleague = me.name === 'Olga' ? town.named(me.at.site === town.shop.site ? 'Agnes' : 'Elsa') : undefined;
      return { id: await write(colleague ?? town.named('Olga'), things.conversation), ...more };
    },
  },
  answers: (_me, target) => (target === "a colleague's" ? 'forbidden' : undefined),
});

const announced = (more: object) => ({ name: 'note.txt', type: 'text/plain', size: 5, ...more });
const senderOf = (town: Town, author: Actor): Sender => ({
  ...{ url: town.house.url, door: author.kind === 'visitor' ? 'visitor' : 'staff', headers: author.headers },
});

const finishedFiles = new Map<string, Promise<string>>();

/** A finished file of somebody who can send one, the same each time. */
function fileOf(town: Town, author: Actor): Promise<string> {
  const known = finishedFiles.get(author.name) ?? sentBy(town, author);
  finishedFiles.set(author.name, known);
  return known;
}

async function sentBy(town: Town, author: Actor): Promise<string> {
  const { id: file, finished } = await send(senderOf(town, author), 'Hello', {
    ...(author.kind === 'visitor' ? {} : { conversation: author.conversation }),
  });
  if (!finished.ok) throw new Error(`${author.name} could not send a file: ${JSON.stringify(finished)}`);
  return file;
}

/** A file is its author's alone until a message has it: another's is like none, an owner's reach does not help. */
const ownFiles: Row = {
  targets: {
    own: async ({ town, me, fresh }) => ({ id: fresh ? await sentBy(town, me) : id() }),
    foreign: async ({ town, me }) => ({ id: await fileOf(town, town.named(me.name === 'Vera' ? 'Otto' : 'Vera')) }),
    "a colleague's": async ({ town, me }) => ({
      id: await fileOf(town, town.named(me.name === 'Agnes' ? 'Adam' : 'Agnes')),
    }),
    missing: () => ({ id: id() }),
  },
  answers: (_me, target) => (target === 'own' ? undefined : 'not_found'),
};

/** A file in a message of a conversation, by its visitor. */
function fileIn(town: Town, conversation: string): Promise<string> {
  const known = finishedFiles.get(conversation) ?? postFile(town, conversation);
  finishedFiles.set(conversation, known);
  return known;
}

async function postFile(town: Town, conversation: string): Promise<string> {
  const author = town.everybody.find((one) => one.kind === 'visitor' && one.conversation === conversation);
  if (!author) return id();
  const file = await sentBy(town, author);
  await write(author, conversation, { files: [file] });
  return file;
}

export const visitorRows: Record<keyof VisitorRequests, Row> = {
  ...visitorFeedbackRows,
  'conversations:list': nothing,
  'conversations:sync': ofConversation,
  'conversations:history': { targets: about(({ things }) => ({ conversation: things.conversation, before: 9 })) },
  'conversations:post': {
    targets: about(({ things }) => ({ id: id(), conversation: things.conversation, body: 'Hello?' })),
  },
  'conversations:edit': messagesOfVisitors({ body: 'Another word.' }),
  'conversations:take-back': messagesOfVisitors({}),
  'conversations:react': {
    ...messagesOfVisitors({ emoji: '👍', on: true }),
    answers: (_me, target) => (target === 'by staff' ? 'ok' : undefined),
  },
  'conversations:read': { targets: about(({ things }) => ({ conversation: things.conversation, seq: 1 })) },
  'conversations:type': { targets: about(({ things }) => ({ conversation: things.conversation, typing: true })) },
  'files:begin': {
    targets: {
      own: () => announced({ id: id() }),
      foreign: async ({ town, me }) =>
        announced({ id: await fileOf(town, town.named(me.name === 'Vera' ? 'Otto' : 'Vera')) }),
      "staff's": async ({ town }) => announced({ id: await fileOf(town, town.named('Agnes')) }),
    },
    answers: (_me, target) => (target === 'own' ? undefined : 'conflict'),
  },
  'files:finish': ownFiles,
  'files:discard': ownFiles,
  // Of what is not theirs nothing comes back, as of what is not there.
  'files:addresses': {
    targets: about(async ({ town, things }) => ({ files: [await fileIn(town, things.conversation)] })),
    answers: () => 'ok',
  },
  ...visitorBoardRows,
  'hours:opening': ofConversation,
  'feedback:rate': { targets: about(({ things }) => ({ conversation: things.conversation, score: 4, word: '' })) },
  'feedback:rating': ofConversation,
  'articles:tell-tried': {
    targets: about(({ things: { conversation } }) => ({
      conversation,
      steps: [{ is: 'searched', words: 'lids', found: true }],
    })),
  },
  'forms:answer': {
    targets: about(async ({ town, me, things }) => {
      const field = { id: id(), kind: 'text', label: 'Order number', required: false, options: [] };
      const form = { on: true, intro: '', fields: [field] };
      await town.named('Olga').ask('staff', 'HTTP', 'forms:set', { site: me.at.site, form });
      const welcome = await town.house.post('/api/visitor/welcome', { site: me.at.key }, { origin: me.at.origin });
      return { conversation: things.conversation, version: welcome.body.form.version, answers: [] };
    }),
    // One that is missing may be about to begin.
    answers: (_me, target) => (target === 'missing' ? 'ok' : undefined),
  },
  'staff:watch': nothing,
  'people:introduce': { targets: { own: () => ({ email: 'vera@else.example' }) } },
  'news:list': nothing,
  'news:saw': { targets: { own: () => ({ at: 1 }) } },
  'notifications:standing': nothing,
  // No mail goes out in this house; who may have whose transcript is told in notifications.test.ts.
  'notifications:give-address': { targets: { own: () => ({ email: 'vera@home.example' }) }, answers: () => 'no_mail' },
  'notifications:transcript': { ...ofConversation, answers: () => 'no_mail' },
  'people:arrive': {
    targets: {
      own: () => visit(id()),
      foreign: async ({ town, me }) => {
        const other = town.named(me.name === 'Vera' ? 'Otto' : 'Vera');
        const theirs = visit(id());
        await other.ask('visitor', 'HTTP', 'people:arrive', theirs);
        return theirs;
      },
    },
    answers: (_me, target) => (target === 'foreign' ? 'conflict' : undefined),
  },
};

const visit = (visit: string) => ({
  ...{ id: visit, url: 'https://shop.example/', title: 'Shop', referrer: '' },
  ...{ language: 'en', timeZone: 'Europe/Vienna' },
});

const hours = { zone: 'Europe/Vienna', week: [[{ from: '21:00', to: '02:00' }], [], [], [], [], [], []], holidays: [] };

const everywhere = (me: Actor, target: string): Expected | undefined =>
  target === 'missing'
    ? me.role === 'owner'
      ? 'bad_input'
      : 'forbidden'
    : target === 'foreign'
      ? 'forbidden'
      : undefined;

export const staffRows: Record<keyof StaffRequests, Row> = {
  ...articleRows,
  ...staffFeedbackRows,
  ...boardRows,
  'conversations:list': {
    targets: {
      own: ({ things }) => ({ view: 'open', site: things.site }),
      foreign: ({ things }) => ({ view: 'open', site: things.site }),
      missing: ({ things }) => ({ view: 'open', site: things.site }),
      'all sites': () => ({ view: 'open' }),
      search: () => ({ view: 'open', words: 'anybody' }),
    },
    answers: () => 'ok',
  },
  'conversations:sync': ofConversation,
  'conversations:history': { targets: about(({ things }) => ({ conversation: things.conversation, before: 9 })) },
  'conversations:post': {
    targets: about(({ things }) => ({ id: id(), conversation: things.conversation, body: 'Hello!' })),
  },
  'conversations:edit': messagesOfStaff({ body: 'Another word.' }),
  'conversations:take-back': messagesOfStaff({}),
  'conversations:react': {
    ...messagesOfStaff({ emoji: '👍', on: true }),
    answers: (_me, target) => (target === "a colleague's" ? 'ok' : undefined),
  },
  'conversations:assign': {
    targets: {
      ...about(({ things }) => ({ conversation: things.conversation, to: null })),
      'to a stranger': ({ town, me }) => ({
        ...{ conversation: me.conversation, to: town.named(me.name === 'Elsa' ? 'Agnes' : 'Elsa').id },
      }),
      'to somebody removed': ({ town, me }) => ({ conversation: me.conversation, to: town.named('Rita').id }),
      'to nobody known': ({ me }) => ({ conversation: me.conversation, to: id() }),
    },
    answers: (_me, target) => (target.startsWith('to ') ? 'bad_input' : undefined),
  },
  'conversations:assign-team': {
    targets: {
      ...about(({ things }) => ({ conversation: things.conversation, team: null })),
      "to another site's": async ({ town, me }) => ({
        ...{ conversation: me.conversation, team: await teamAt(town, elsewhere(town, me)) },
      }),
      'to none that is known': ({ me }) => ({ conversation: me.conversation, team: id() }),
    },
    answers: (_me, target) => (target.startsWith('to ') ? 'bad_input' : undefined),
  },
  'conversations:close': ofConversation,
  'conversations:reopen': ofConversation,
  'conversations:read': { targets: about(({ things }) => ({ conversation: things.conversation, seq: 1 })) },
  'conversations:type': { targets: about(({ things }) => ({ conversation: things.conversation, typing: true })) },
  'conversations:look': ofConversation,
  'files:begin': { targets: about(({ things }) => announced({ id: id(), conversation: things.conversation })) },
  'files:finish': ownFiles,
  'files:discard': ownFiles,
  'files:rules': { targets: about(({ things }) => ({ site: things.site })) },
  'files:set-rules': {
    targets: about(({ things }) => ({ site: things.site, kinds: ['image', 'document'], maxBytes: 20_000_000 })),
  },
  'people:get': { targets: about(({ things }) => ({ person: things.person })) },
  'feedback:asking': { targets: about(({ things }) => ({ site: things.site })) },
  'feedback:ask': { targets: about(({ things }) => ({ site: things.site, csat: true })) },
  'feedback:rating': ofConversation,
  'forms:get': ofSite,
  'forms:set': { targets: about(({ things: { site } }) => ({ site, form: { on: false, intro: '', fields: [] } })) },
  'articles:tried': ofConversation,
  'forms:answers': ofConversation,
  'boards:of': ofConversation,
  'hours:get': {
    targets: {
      ...about(({ things }) => ({ site: things.site })),
      'of a team that is not there': ({ me }) => ({ site: me.at.site, team: id() }),
    },
    answers: (_me, target) => (target === 'of a team that is not there' ? 'not_found' : undefined),
  },
  'hours:set': { targets: about(({ things }) => ({ site: things.site, hours })) },
  'hours:try': { targets: { own: () => ({ hours }) } },
  'people:unmerge': {
    targets: {
      own: async ({ town, things }) => ({ merge: await town.mergeAt(things) }),
      foreign: async ({ town, things }) => ({ merge: await town.mergeAt(things) }),
      missing: () => ({ merge: id() }),
    },
  },
  'people:secrets': ofSite,
  'people:make-secret': {
    targets: {
      ...about(({ things }) => ({ site: things.site })),
      own: async ({ town, me, things, fresh }) => {
        if (fresh) await town.forgetSecrets(things);
        return { site: me.at.site };
      },
      foreign: async ({ town, things, fresh }) => {
        if (fresh) await town.forgetSecrets(things);
        return { site: things.site };
      },
    },
  },
  'people:retire-secret': {
    targets: {
      own: async ({ town, things }) => ({ site: things.site, secret: await town.secretOf(things) }),
      foreign: async ({ town, things }) => ({ site: things.site, secret: await town.secretOf(things) }),
      missing: ({ me }) => ({ site: me.at.site, secret: id() }),
    },
  },
  'notifications:troubles': nothing,
  'staff:me': nothing,
  'staff:list': nothing,
  'staff:set-picture': { targets: { own: () => ({ image: POINT }) } },
  'staff:invite': {
    targets: about(({ things }) => ({
      ...{ name: 'Ines', email: `${id()}@shop.example`, grants: [{ site: things.site, role: 'agent' }] },
    })),
    answers: (me, target) => (me.role === 'owner' && target === 'foreign' ? 'ok' : everywhere(me, target)),
  },
  'staff:withdraw': {
    targets: {
      own: async ({ town, things }) => ({ invitation: (await town.invite(things)).invitation }),
      foreign: async ({ town, things }) => ({ invitation: (await town.invite(things)).invitation }),
      missing: () => ({ invitation: id() }),
    },
  },
  'staff:grant': {
    targets: {
      own: async ({ town, things }) => grant(await colleagueAt(town, things), things),
      foreign: async ({ town, things }) => grant(await colleagueAt(town, things), things),
      missing: ({ me }) => grant(id(), me.at),
    },
  },
  'staff:remove': {
    targets: {
      own: async ({ town, things, fresh }) => ({
        staff: fresh ? await town.hire(things) : await colleagueAt(town, things),
      }),
      foreign: async ({ town, things, fresh }) => ({
        staff: fresh ? await town.hire(things) : await colleagueAt(town, things),
      }),
      missing: () => ({ staff: id() }),
    },
  },
  'staff:save-team': {
    targets: {
      ...about(({ things }) => ({ id: id(), site: things.site, name: `Team ${id()}`, members: [] })),
      'of strangers': ({ town, me }) => ({
        ...{ id: id(), site: me.at.site, name: `Team ${id()}`, members: [town.named('Rita').id] },
      }),
    },
    answers: (_me, target) => (target === 'of strangers' ? 'bad_input' : undefined),
  },
  'staff:remove-team': {
    targets: {
      own: async ({ town, things }) => ({ team: await teamAt(town, things) }),
      foreign: async ({ town, things }) => ({ team: await teamAt(town, things) }),
      missing: () => ({ team: id() }),
    },
  },
  'sites:list': nothing,
  'sites:get': { targets: about(({ things }) => ({ site: things.site })) },
  'sites:create': { targets: { own: () => ({ name: 'Stall', origin: 'https://stall.example' }) } },
  'sites:update': { targets: about(({ things }) => ({ site: things.site, name: 'Shop' })) },
};

/** A team of a place, a new one each time. */
async function teamAt(town: Town, { site }: Place): Promise<string> {
  const team = { id: id(), site, name: `Team ${id()}`, members: [] };
  await town.named('Olga').ask('staff', 'HTTP', 'staff:save-team', team);
  return team.id;
}

const standing = new Map<string, Promise<string>>();

/** An agent of the place who stays. */
function colleagueAt(town: Town, at: Place): Promise<string> {
  const known = standing.get(at.site) ?? town.hire(at);
  standing.set(at.site, known);
  return known;
}

const grant = (staff: string, { site }: Place) => ({ staff, grants: [{ site, role: 'agent' }] });

type RouteCell = { town: Town; me: Actor };
type RouteRow = Record<
  string,
  {
    payload(cell: RouteCell): unknown;
    answer(me: Actor): Expected;
    /** Somebody who asks in the actor's place. */
    by?(cell: RouteCell): Promise<Actor>;
  }
>;

/** The same person, signed in once more: nobody else's session ends. */
async function withSessionOfItsOwn({ town, me }: RouteCell): Promise<Actor> {
  if (me.role === null) return me;
  const { headers } = await town.house.signIn(me.name);
  return { ...me, headers: { ...me.headers, cookie: cookieOf(headers) } };
}

/** The same browser, in another session: their own goes on. */
async function withTokenOfItsOwn({ town, me }: RouteCell): Promise<Actor> {
  if (me.kind !== 'visitor') return me;
  const token = await town.house.visitorToken(me.at.key, me.at.origin);
  return { ...me, token, headers: { ...me.headers, authorization: `Bearer ${token}` } };
}

const elsewhere = (town: Town, me: Actor): Place => (me.at.site === town.shop.site ? town.atelier : town.shop);
/** Our own pages may show every site's widget. */
const refusedElsewhere = (me: Actor): Expected => (me.kind === 'visitor' ? 'origin_refused' : 'ok');

async function signedFor(town: Town, at: Place): Promise<{ site: string; token: string }> {
  return { site: at.key, token: signed(await town.signingSecretOf(at), { sub: 'customer-1', exp: 9_999_999_999 }) };
}

const fromOurPages = (otherwise: Expected) => (me: Actor) => (me.kind === 'visitor' ? 'origin_refused' : otherwise);

/** A site's help is public on its own pages; an article of another site is like none. */
function rowOfArticles(verb: 'browse' | 'search' | 'suggest' | 'helped' | 'read'): RouteRow {
  const payload = async (town: Town, at: Place, of = at) => ({
    ...{ site: at.key, language: 'en' },
    ...(verb === 'search' || verb === 'suggest' ? { words: 'lids' } : {}),
    ...(verb === 'read' || verb === 'helped' ? { article: await articleAt(town, of) } : {}),
    ...(verb === 'helped' ? { id: id(), helped: true, word: '' } : {}),
  });
  return {
    own: { payload: ({ town, me }) => payload(town, me.at), answer: () => 'ok' },
    foreign: { payload: ({ town, me }) => payload(town, elsewhere(town, me)), answer: refusedElsewhere },
    "another site's": {
      payload: ({ town, me }) => payload(town, me.at, elsewhere(town, me)),
      answer: () => (verb === 'read' || verb === 'helped' ? 'not_found' : 'ok'),
    },
    missing: {
      payload: async ({ town, me }) => ({ ...(await payload(town, me.at)), site: 'A'.repeat(16) }),
      answer: () => 'not_found',
    },
  };
}

function rowOfBoards(verb: 'browse' | 'read' | 'alike'): RouteRow {
  const payload = async (town: Town, at: Place, of = at) => ({
    site: at.key,
    ...(verb === 'browse' ? { status: null, skip: 0 } : {}),
    ...(verb === 'read' ? { idea: await ideaAt(town, of) } : {}),
    ...(verb === 'alike' ? { words: 'lids' } : {}),
  });
  const opened = async (town: Town, at: Place, of = at) => {
    await openBoardAt(town, at);
    return payload(town, at, of);
  };
  return {
    own: { payload: ({ town, me }) => opened(town, me.at), answer: () => 'ok' },
    foreign: { payload: ({ town, me }) => opened(town, elsewhere(town, me)), answer: refusedElsewhere },
    "another site's": {
      payload: ({ town, me }) => opened(town, me.at, elsewhere(town, me)),
      answer: () => (verb === 'read' ? 'not_found' : 'ok'),
    },
    missing: {
      payload: async ({ town, me }) => ({ ...(await payload(town, me.at)), site: 'A'.repeat(16) }),
      answer: () => 'not_found',
    },
  };
}

export const routeRows: Record<string, RouteRow> = {
  'POST /api/visitor/sessions': {
    own: { payload: ({ me }) => ({ site: me.at.key }), answer: () => 'ok' },
    foreign: {
      payload: ({ town, me }) => ({ site: me.at.site === town.shop.site ? town.atelier.key : town.shop.key }),
      // Our own pages may show every site's widget.
      answer: (me) => (me.kind === 'visitor' ? 'origin_refused' : 'ok'),
    },
    missing: { payload: () => ({ site: 'A'.repeat(16) }), answer: () => 'not_found' },
  },
  'POST /api/visitor/sessions/renew': {
    own: { payload: () => ({}), answer: (me) => (me.kind === 'visitor' ? 'ok' : 'token_invalid') },
  },
  'POST /api/visitor/welcome': {
    own: { payload: ({ me }) => ({ site: me.at.key }), answer: () => 'ok' },
    foreign: {
      payload: ({ town, me }) => ({ site: me.at.site === town.shop.site ? town.atelier.key : town.shop.key }),
      answer: (me) => (me.kind === 'visitor' ? 'origin_refused' : 'ok'),
    },
    missing: { payload: () => ({ site: 'A'.repeat(16) }), answer: () => 'not_found' },
  },
  ...Object.fromEntries(
    (['browse', 'search', 'suggest', 'helped', 'read'] as const).map((verb) => [
      `POST /api/visitor/articles/${verb}`,
      rowOfArticles(verb),
    ]),
  ),
  ...Object.fromEntries(
    (['browse', 'read', 'alike'] as const).map((verb) => [`POST /api/visitor/boards/${verb}`, rowOfBoards(verb)]),
  ),
  'POST /api/visitor/people/identify': {
    own: { payload: async ({ town, me }) => signedFor(town, me.at), answer: () => 'ok', by: withTokenOfItsOwn },
    foreign: { payload: ({ town, me }) => signedFor(town, elsewhere(town, me)), answer: refusedElsewhere },
    'for another site': {
      payload: async ({ town, me }) => ({ ...(await signedFor(town, elsewhere(town, me))), site: me.at.key }),
      answer: () => 'identity_wrong',
    },
    missing: { payload: () => ({ site: 'A'.repeat(16), token: '' }), answer: () => 'not_found' },
  },
  'POST /api/visitor/people/update': {
    own: { payload: ({ me }) => ({ site: me.at.key, attributes: [] }), answer: () => 'ok' },
    foreign: { payload: ({ town, me }) => ({ site: elsewhere(town, me).key }), answer: refusedElsewhere },
    missing: { payload: () => ({ site: 'A'.repeat(16) }), answer: () => 'not_found' },
  },
  'POST /api/visitor/people/track': {
    own: { payload: ({ me }) => ({ site: me.at.key, event: 'Looked' }), answer: () => 'ok' },
    foreign: { payload: ({ town, me }) => ({ site: elsewhere(town, me).key, event: 'x' }), answer: refusedElsewhere },
    missing: { payload: () => ({ site: 'A'.repeat(16), event: 'Looked' }), answer: () => 'not_found' },
  },
  'POST /api/visitor/people/logout': {
    own: { payload: () => ({}), answer: () => 'ok', by: withTokenOfItsOwn },
  },
  'POST /api/visitor/files/rules': {
    own: { payload: ({ me }) => ({ site: me.at.key }), answer: () => 'ok' },
    foreign: {
      payload: ({ town, me }) => ({ site: me.at.site === town.shop.site ? town.atelier.key : town.shop.key }),
      answer: (me) => (me.kind === 'visitor' ? 'origin_refused' : 'ok'),
    },
    missing: { payload: () => ({ site: 'A'.repeat(16) }), answer: () => 'not_found' },
  },
  'POST /api/visitor/notifications/continue': {
    own: {
      payload: ({ me }) => ({ site: me.at.key, email: 'vera@home.example' }),
      answer: () => 'no_mail',
    },
    foreign: {
      payload: ({ town, me }) => ({
        site: me.at.site === town.shop.site ? town.atelier.key : town.shop.key,
        email: 'vera@home.example',
      }),
      answer: (me) => (me.kind === 'visitor' ? 'origin_refused' : 'no_mail'),
    },
    missing: { payload: () => ({ site: 'A'.repeat(16), email: 'vera@home.example' }), answer: () => 'not_found' },
  },
  'GET /api/staff/start': { own: { payload: () => ({}), answer: fromOurPages('ok') } },
  'POST /api/staff/first-owner': {
    'an old code': {
      payload: () => ({ code: 'ABCD-EFGH-JKMN', name: 'Eve', email: 'eve@else.example', password: PASSWORD }),
      answer: fromOurPages('wrong_code'),
    },
  },
  'POST /api/staff/sign-in': {
    'right for Agnes': {
      payload: () => ({ email: 'agnes@shop.example', password: PASSWORD }),
      answer: fromOurPages('ok'),
    },
    wrong: {
      payload: () => ({ email: 'agnes@shop.example', password: 'something else' }),
      answer: fromOurPages('wrong_credentials'),
    },
    'right for somebody removed': {
      payload: () => ({ email: 'rita@shop.example', password: PASSWORD }),
      answer: fromOurPages('wrong_credentials'),
    },
    unknown: {
      payload: () => ({ email: 'nobody@shop.example', password: PASSWORD }),
      answer: fromOurPages('wrong_credentials'),
    },
  },
  'POST /api/staff/sign-out': {
    own: { payload: () => ({}), answer: fromOurPages('ok'), by: withSessionOfItsOwn },
  },
  'POST /api/staff/invitation': {
    own: {
      payload: async ({ town, me }) => ({ token: (await town.invite(me.at)).token }),
      answer: fromOurPages('ok'),
    },
    missing: { payload: () => ({ token: 'A'.repeat(43) }), answer: fromOurPages('not_found') },
  },
  'POST /api/staff/join': {
    own: {
      payload: async ({ town, me }) => ({ token: (await town.invite(me.at)).token, name: 'Ines', password: PASSWORD }),
      answer: fromOurPages('ok'),
    },
    missing: {
      payload: () => ({ token: 'A'.repeat(43), name: 'Ines', password: PASSWORD }),
      answer: fromOurPages('not_found'),
    },
  },
};

/** The ways of files' bytes: who may put and get whose stands in tests/server/files.test.ts and article-pictures.test.ts. */
export const fileRoutes = [
  'PUT /api/visitor/files/:file',
  'PUT /api/staff/files/:file',
  'GET /api/visitor/files/:file/:form',
  'GET /api/staff/files/:file/:form',
  'GET /foyer/articles/:picture',
];

/** What everybody may fetch, and gets the same whoever they are. */
export const pages = [
  'GET /',
  'GET /health',
  'GET /api/openapi.json',
  'GET /api/visitor/faces/:picture',
  'GET /foyer/:file',
  'GET /foyer/:key/words/:language',
  'GET /foyer/assets/*',
  'GET /foyer/assets/:again/*',
  'GET /chat/:key',
  'GET /help',
  'GET /help/',
  'GET /help/:site',
  'GET /help/:site/',
  'GET /help/:site/*',
  'GET /help/:site/sitemap.xml',
  'GET /help/:site/robots.txt',
  'GET /help/:site/:language',
  'GET /help/:site/:language/feed.xml',
  'GET /help/:site/:language/search',
  'GET /help/:site/:language/articles/:name',
  'GET /help/:site/:language/collections/:name',
  'GET /help/:site/:language/ideas',
  'GET /help/:site/:language/ideas/:name',
  'GET /inbox',
  'GET /inbox/*',
  'GET /inbox/assets/*',
  'GET /demo',
  'GET /demo/*',
  'GET /mail/:token',
  'POST /mail/:token',
  'GET /mail/stop/:token',
  'POST /mail/stop/:token',
  'GET /mail/chat/:key',
  'OPTIONS /api/visitor/*',
];
