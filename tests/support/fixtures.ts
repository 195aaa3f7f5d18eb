/**
 * Makes the fixture of the newest migration: a small world as the program of that day left it, as text for each database, with what its
 * people saw. Run it once when a migration is new: `npm exec -- node tests/support/fixtures.ts`. Earlier fixtures are never made anew.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrationFor } from '../../server/foundation/database/dialect.ts';
import { MIGRATIONS_TABLE } from '../../server/foundation/database/migrate.ts';
import { POINT, send } from './files.ts';
import { type Answer, id, openHouse, PASSWORD, SHOP } from './server.ts';
import { signed } from './signing.ts';

const root = join(import.meta.dirname, '..', '..');
const migrations = join(root, 'server', 'migrations');
export const fixtures = join(root, 'tests', 'fixtures');
/** The time that it is in every fixture. */
export const FIXTURE_AT = Date.UTC(2026, 10, 24, 9);

/** What is known of a fixture's world besides the database. */
export type World = {
  email: string;
  password: string;
  token: string;
  conversation: string;
  /** The last message that Vera posted, as she posted it, and what she was answered. */
  retry: { post: object; answer: Answer };
  seen: { staff: Answer; visitor: Answer; queue: Answer; team: Answer; sites: Answer; person: Answer };
};

async function main(): Promise<void> {
  const names = readdirSync(migrations).sort();
  const newest = (names.at(-1) as string).replace(/\.sql$/, '');
  const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  const world = await live(folder);
  const database = new DatabaseSync(join(folder, 'foyer.db'), { readOnly: true });
  const made = database
    .prepare("select name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'")
    .all();
  const texts = names.map((name) => readFileSync(join(migrations, name), 'utf8'));
  const rows = tablesIn([MIGRATIONS_TABLE, ...texts]).flatMap((table) => dump(database, table));
  database.close();
  rmSync(folder, { recursive: true });

  const place = join(fixtures, newest);
  mkdirSync(place, { recursive: true });
  const forSqlite = made.map(({ sql }) => `${sql};`);
  const forPostgres = [MIGRATIONS_TABLE, ...texts].map((text) => migrationFor('postgres', text));
  const onward = `select setval(pg_get_serial_sequence('events', 'position'), (select max(position) from events));`;
  writeFileSync(join(place, 'sqlite.sql'), `${[...forSqlite, ...rows].join('\n')}\n`);
  writeFileSync(join(place, 'postgres.sql'), `${[...forPostgres, ...rows, onward].join('\n')}\n`);
  writeFileSync(join(place, 'world.json'), `${JSON.stringify(world, null, 2)}\n`);
  console.log(`tests/fixtures/${newest}`);
}

/** Plays a little of everything that leaves something in a database. */
async function live(folder: string): Promise<World> {
  let now = FIXTURE_AT;
  const house = await openHouse({ DATA_DIR: folder }, () => now++);
  const ask = async (verb: string, payload: object = {}): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, verb, payload)).body;
  const shop = [{ site: house.site.id, role: 'agent' }];
  const agnes = await house.colleague('Agnes', shop);
  const rita = await house.colleague('Rita', shop);
  await ask('sites/update', {
    site: house.site.id,
    name: 'Tea & Co',
    accent: '#ffd000',
    greeting: '“Hello” 🫖\nAsk us!',
    look: {
      ...{ theme: 'dark', accentDark: '#f0a3d1', radius: 4, font: 'serif', side: 'start', offsetX: 8, offsetY: 40 },
      ...{ launcher: 'page', selector: '#help, [data-chat="1"]' },
    },
  });
  const lunch = [
    { from: '09:00', to: '12:00' },
    { from: '21:00', to: '02:00' },
  ];
  await ask('hours/set', {
    site: house.site.id,
    hours: {
      ...{ zone: 'Europe/Vienna', week: [lunch, lunch, [], [], [], [], []] },
      holidays: [{ date: '2026-12-24', name: "New year's", spans: [] }],
    },
  });
  await ask('feedback/ask', { site: house.site.id, csat: true });
  const field = { id: id(), kind: 'text', label: "What's your order's number?", required: true, options: [] };
  await ask('forms/set', { site: house.site.id, form: { on: true, intro: '', fields: [field] } });
  const survey = { id: id(), kind: 'own', question: "How's the glaze?", page: '/pots', everyDays: 30, on: true };
  await ask('surveys/set', { site: house.site.id, survey });
  await ask('sites/create', { name: 'Atelier', origin: 'https://atelier.example' });
  await ask('staff/invite', { name: 'Ines', email: 'ines@shop.example', grants: shop });
  await fetch(`${house.url}/foyer/${house.site.key}.js`, { headers: { referer: `${SHOP}/teapots` } });

  await ask('staff/set-picture', { image: POINT });

  const token = await house.visitorToken();
  const say = async (body: string, start: string) =>
    (await house.asVisitor(token, 'conversations/post', { id: id(), body, start })).body;
  const visit = {
    id: id(),
    url: `${SHOP}/teapots?utm_source=letter`,
    title: "Teapots 'n' more",
    referrer: 'https://search.example/',
  };
  await house.asVisitor(token, 'people/arrive', { ...visit, language: 'de-AT', timeZone: 'Europe/Vienna' });
  const started = id();
  const answered = { field: field.id, label: field.label, value: 'T-17' };
  await house.asVisitor(token, 'forms/answer', { conversation: started, version: 0, answers: [answered] });
  const told = { id: id(), survey: survey.id, score: 4, word: "It's \\ fine", page: '/pots' };
  await house.asVisitor(token, 'surveys/answer', told);
  const { conversation } = await say("Is the 'green' one in stock? 👩‍👩‍👧‍👦\n\tÄÖ \\ \" ; -- %", started);
  const write = (body: string, more = {}) => ask('conversations/post', { id: id(), conversation, body, ...more });
  await house.asStaff(rita.cookie, 'conversations/post', { id: id(), conversation, body: 'One moment…' });
  await write('She asked last week as well', { note: true });
  const [edited, gone] = [id(), id()];
  await write('Yes, in two greens.', { id: edited });
  await ask('conversations/edit', { id: edited, body: 'Yes, in three greens.' });
  await write('And in red', { id: gone });
  await ask('conversations/take-back', { id: gone });
  await ask('conversations/assign', { conversation, to: agnes.id });
  const team = { id: id(), site: house.site.id, name: 'Returns', members: [agnes.id] };
  await ask('staff/save-team', team);
  await ask('conversations/assign-team', { conversation, team: team.id });
  await house.asStaff(agnes.cookie, 'conversations/read', { conversation, seq: 3 });
  await house.asVisitor(token, 'conversations/read', { conversation, seq: 3 });
  await ask('staff/remove', { staff: rita.id });
  await ask('conversations/close', { conversation });
  const post = { id: id(), conversation, body: 'Then I take two.' };
  const answer = (await house.asVisitor(token, 'conversations/post', post)).body;

  await helped();
  await wished();
  await identified();
  await given();

  const staff = await ask('conversations/sync', { conversation });
  const world: World = {
    ...{ email: 'olga@shop.example', password: PASSWORD, token, conversation, retry: { post, answer } },
    seen: {
      staff,
      visitor: (await house.asVisitor(token, 'conversations/sync', { conversation })).body,
      queue: await ask('conversations/list', { view: 'open' }),
      team: await ask('staff/list'),
      sites: (await ask('sites/list')).sites,
      person: await ask('people/get', { person: staff.person.id }),
    },
  };
  house.leave();
  await house.app.close();
  return world;

  /** A shelf with an article in two languages, and something that nobody found. */
  async function helped(): Promise<void> {
    const site = house.site.id;
    const [collection, article] = [id(), id()];
    await ask('articles/save-collection', {
      site,
      collection,
      texts: [{ language: 'en', title: 'Tea', description: '' }],
    });
    for (const [language, title] of [
      ['en', 'Brewing'],
      ['de', 'Aufgießen'],
    ]) {
      const said = { title, summary: '', body: '# 1\n\nHot **water**, *green* tea' };
      await ask('articles/save', { site, article, language, edits: 0, ...said });
      await ask('articles/publish', { article, language, at: null });
    }
    await ask('articles/place', { article, collection, pages: ['/teapots/*'] });
    await ask('articles/set-synonyms', { site, language: 'en', synonyms: [['brew', 'steep']] });
    const vain = { site: house.site.key, language: 'en', words: 'matcha', settled: true };
    await house.post('/api/visitor/articles/search', vain, { origin: SHOP });
    const said = { site: house.site.key, id: id(), article, language: 'en', helped: false, word: 'And matcha?' };
    await house.post('/api/visitor/articles/helped', said, { origin: SHOP });
    const steps = [
      { is: 'searched', words: 'matcha', found: false },
      { is: 'read', article, language: 'en', helped: false },
    ];
    await house.asVisitor(token, 'articles/tell-tried', { conversation, steps });
  }

  /** Vera tells of a bug, with a picture and her page, and an idea, which Agnes looks after and answers. */
  async function given(): Promise<void> {
    const asVera = { origin: SHOP, authorization: `Bearer ${token}` };
    const sent = await send({ url: house.url, door: 'visitor', headers: asVera }, Buffer.from(POINT, 'base64'), {
      ...{ name: 'lid.png', type: 'image/png' },
    });
    const page = {
      address: `${SHOP}/teapots?colour='green'`,
      browser: 'Firefox',
      language: 'de',
      width: 1280,
      height: 720,
    };
    const bug = {
      id: id(),
      kind: 'bug',
      body: "It doesn't close\n--",
      page,
      errors: ['lid is null'],
      files: [sent.id],
    };
    await house.asVisitor(token, 'feedback/give', bug);
    const idea = { id: id(), kind: 'idea', title: 'A "bigger" pot', body: '' };
    await house.asVisitor(token, 'feedback/give', idea);
    await house.asVisitor(token, 'feedback/give', { id: id(), kind: 'praise', score: 5, body: '🫖' });
    await ask('feedback/change', { feedback: idea.id, status: 'open', owner: agnes.id, tags: ['pots', "it's big"] });
  }

  /** Two wishes that are one, and what becomes of it. */
  async function wished(): Promise<void> {
    const site = house.site.id;
    const rules = {
      open: true,
      audience: 'public',
      waits: 'nobody',
      linksWait: true,
      mostPerDay: null,
      words: ["casino's"],
    };
    await ask('boards/set-rules', { site, rules });
    const [given, own] = [id(), id()];
    await house.asVisitor(token, 'boards/give', { idea: given, title: "A 'blue' pot", body: '' });
    await ask('boards/save', { site, idea: own, title: 'Blue pots', body: 'Of all sizes', conversation });
    await ask('boards/merge', { idea: given, into: own });
    await ask('boards/set-status', { idea: own, status: 'planned', word: 'In spring.' });
  }

  /** Alice writes before she signs in, and the shop says who she is. */
  async function identified(): Promise<void> {
    const { value } = await ask('people/make-secret', { site: house.site.id });
    const guest = await house.visitorToken();
    await house.asVisitor(guest, 'conversations/post', { id: id(), body: 'Where is my order?' });
    const of = { origin: SHOP, authorization: `Bearer ${guest}` };
    const tell = (verb: string, payload: object) =>
      house.post(`/api/visitor/people/${verb}`, { site: house.site.key, ...payload }, of);
    await tell('track', { event: 'Put into the basket', properties: [{ name: 'price', value: 40 }] });
    await tell('update', { attributes: [{ name: 'language', value: 'mt' }] });
    const claims = { sub: 'customer-7', name: 'Alice', email: 'alice@shop.example', attributes: { plan: 'gold' } };
    await tell('identify', { token: signed(value, claims, { now: FIXTURE_AT }) });
  }
}

/** The tables in the order in which they were made, so that what is referred to comes first. */
function tablesIn(texts: string[]): string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/^create table (?:if not exists )?(\w+)/gm)].map(([, name]) => name as string),
  );
}

function dump(database: DatabaseSync, table: string): string[] {
  const rows = database.prepare(`select * from ${table}`).all();
  return rows.map((row) => {
    const values = Object.values(row).map((value) =>
      typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value === null ? 'null' : String(value),
    );
    return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')});`;
  });
}

if (process.argv[1] === import.meta.filename) await main();
