import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import { Id } from '../../protocol/schema.ts';
import { type Request, staffRequests, visitorRequests } from '../../protocol/sockets.ts';
import { roles } from '../../protocol/staff.ts';
import { fileRoutes, pages, type Row, routeRows, staffRows, visitorRows } from '../support/access.ts';
import { type Actor, type Door, openTown, type Place, type Seen, type Town, type Way } from '../support/actors.ts';
import { id, type OpenHouse, openHouse } from '../support/server.ts';

/**
 * Who may ask what: every request of both doors and every route, by everybody, about things that are their own, somebody else's or
 * nobody's, over HTTP and over the socket. What is open in the server and has no row here fails.
 */
let house: OpenHouse;
let town: Town;
let minutes = 0;
beforeAll(async () => {
  // The clock goes on between tries, so that nothing is slowed for being tried too often.
  house = await openHouse({}, () => Date.now() + minutes * 60_000);
  town = await openTown(house);
});
afterAll(async () => {
  await house.close();
});

type Expected = 'ok' | ProblemCode;
const doors: { door: Door; requests: Record<string, Request>; rows: Record<string, Row> }[] = [
  { door: 'visitor', requests: visitorRequests, rows: visitorRows },
  { door: 'staff', requests: staffRequests, rows: staffRows },
];
const ways: Way[] = ['HTTP', 'socket'];

test('every request, route and page that is open has its row, and every row something that is open', async () => {
  await Promise.all([house.staff(), house.visitor()]);
  const { routes: open, events } = house.app.opened();
  const asked = doors.flatMap(({ door, rows }) => Object.keys(rows).map((name) => ({ door, name })));
  expect(events.filter((name) => !/ (error|disconnect)$/.test(name)).sort()).toEqual(
    asked.map(({ door, name }) => `${door} ${name}`).sort(),
  );
  const known = [
    ...asked.map(({ door, name }) => `POST /api/${door}/${name.replace(':', '/')}`),
    ...Object.keys(routeRows),
    ...fileRoutes,
    ...pages,
  ];
  const withoutHead = open.filter((route) => !route.startsWith('HEAD '));
  expect(withoutHead.sort()).toEqual(known.sort());
  expect(Object.keys(routeRows).sort()).toEqual(Object.keys(routes).sort());
});

test('whatever names something by its id is tried with what is somebody else’s, or nobody’s, too', () => {
  const isId = (schema: unknown) => (schema as { pattern?: string }).pattern === (Id as { pattern?: string }).pattern;
  const own = doors.flatMap(({ door, requests, rows }) =>
    Object.entries(requests).flatMap(([name, { payload }]) => {
      const named = Object.values((payload as { properties?: Record<string, unknown> }).properties ?? {}).some(isId);
      return named && Object.keys(rows[name]?.targets ?? {}).length < 2 ? [`${door} ${name}`] : [];
    }),
  );
  expect(own).toEqual([]);
});

describe.each(doors)('at the $door door', ({ door, requests, rows }) => {
  test.each(Object.keys(requests))('%s', async (name) => {
    const row = rows[name];
    if (!row) throw new Error(`${name} has no row in tests/support/access.ts`);
    const due: Record<string, Expected> = {};
    const came: Record<string, Expected> = {};
    for (const me of town.everybody) {
      for (const way of ways) {
        const seen = new Map<string, Seen>();
        for (const [target, payloadOf] of Object.entries(row.targets)) {
          const cell = `${me.name}, ${target}, ${way}`;
          const expected = expectedOf(door, requests[name] as Request, row, me, target);
          due[cell] = expected;
          const things = thingsFor(door, me, target);
          const payload = await payloadOf({ town, me, things, fresh: expected === 'ok' });
          const answer = await me.ask(door, way, name, payload);
          came[cell] = codeOf(answer);
          seen.set(target, answer);
          if (me.role !== 'owner') expect(shownOfOthers(answer, me), `${cell} shows what is not theirs`).toEqual([]);
        }
        // Refused alike is refused with the same bytes: they do not tell what exists.
        for (const [target, one] of seen) {
          const alike = [...seen.values()].find((other) => !other.answer.ok && codeOf(other) === codeOf(one));
          if (alike) expect(one.bytes, `${name}: ${me.name} can tell ${target} from another`).toBe(alike.bytes);
        }
      }
    }
    expect(came).toEqual(due);
  });
});

describe('the routes before there is a session', () => {
  test.each(Object.keys(routes))('%s', async (name) => {
    const row = routeRows[name];
    if (!row) throw new Error(`${name} has no row in tests/support/access.ts`);
    const due: Record<string, Expected> = {};
    const came: Record<string, Expected> = {};
    for (const me of town.everybody) {
      for (const [target, { payload, answer, by }] of Object.entries(row)) {
        minutes += 20;
        const cell = `${me.name}, ${target}`;
        due[cell] = answer(me);
        const asker = by ? await by({ town, me }) : me;
        came[cell] = codeOf(await askRoute(name, asker, await payload({ town, me })));
      }
    }
    expect(came).toEqual(due);
  });

  test('who is signed in is told to themselves only', async () => {
    const told: Record<string, string | null> = {};
    for (const me of town.everybody)
      told[me.name] = (await askRoute('GET /api/staff/start', me, {})).answer.me?.name ?? null;
    const { Vito, Agnes, Adam, Olga, Elsa, ...others } = told;
    expect([Vito, Agnes, Adam, Olga, Elsa]).toEqual(['Vito', 'Agnes', 'Adam', 'Olga', 'Elsa']);
    expect(Object.values(others).every((name) => name === null)).toBe(true);
  });
});

test('the pages are the same for everybody', async () => {
  const addresses = pages.map((page) =>
    `${house.url}${page.split(' ')[1]}`
      .replace(':file', `${town.shop.key}.js`)
      .replace(/:key|:site/, town.shop.key)
      .replace(':name', 'lids')
      .replace(':language', 'de')
      .replace('*', ''),
  );
  for (const address of addresses) {
    const seen = await Promise.all(
      town.everybody.map(async ({ headers: { cookie = '', authorization = '' } }) => {
        const answer = await fetch(address, { redirect: 'manual', headers: { cookie, authorization } });
        return [answer.status, await answer.text()].join('\n');
      }),
    );
    expect(new Set(seen).size, address).toBe(1);
  }
});

async function askRoute(name: string, me: Actor, payload: unknown): Promise<Seen> {
  const [method = '', path] = name.split(' ');
  const response = await fetch(`${house.url}${path}`, {
    method,
    headers: { ...me.headers, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    ...(method === 'POST' ? { body: JSON.stringify(payload) } : {}),
  });
  const bytes = await response.text();
  const body = JSON.parse(bytes);
  return { bytes, answer: response.ok ? body : { ok: false, problem: body } };
}

/** The rule; a row says where it is another. */
function expectedOf(door: Door, request: Request, row: Row, me: Actor, target: string): Expected {
  const barred = barredFrom(door, request, me);
  if (barred) return barred;
  const special = row.answers?.(me, target);
  if (special) return special;
  if (target === 'own') return 'ok';
  return target === 'foreign' && me.role === 'owner' ? 'ok' : 'not_found';
}

function barredFrom(door: Door, { access }: Request, me: Actor): Expected | undefined {
  if (door === 'visitor') return me.kind === 'visitor' ? undefined : 'not_signed_in';
  if (me.kind === 'visitor') return 'origin_refused';
  if (me.role === null || access === 'visitor') return 'not_signed_in';
  return roles.indexOf(me.role) < roles.indexOf(access) ? 'forbidden' : undefined;
}

/** What a request is about: the asker's own, what somebody else has, or ids that nobody has. */
function thingsFor(door: Door, me: Actor, target: string): Place {
  if (target === 'missing') return { site: id(), key: 'A'.repeat(16), origin: '', person: id(), conversation: id() };
  if (target !== 'foreign') return me.at;
  const elsewhere = me.at.site === town.shop.site ? town.atelier : town.shop;
  if (door === 'staff') return elsewhere;
  return me.name === 'Vera' ? town.named('Otto').at : town.shop;
}

function codeOf({ answer }: Seen): Expected {
  return answer.ok ? 'ok' : answer.problem.code;
}

/** Ids of the site, persons and conversations beyond the asker's reach that an answer holds. */
function shownOfOthers({ answer, bytes }: Seen, me: Actor): string[] {
  if (!answer.ok || me.role === 'owner') return [];
  const everywhere = [town.shop, town.atelier, town.named('Otto').at];
  const mine = me.kind === 'visitor' ? [me.at] : everywhere.filter((place) => place.site === me.at.site);
  const idsOf = ({ site, key, person, conversation }: Place) => [site, key, person, conversation];
  const reachable = new Set(mine.flatMap(idsOf));
  return everywhere.flatMap(idsOf).filter((one) => !reachable.has(one) && bytes.includes(one));
}
