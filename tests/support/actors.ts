import type { Role } from '../../protocol/staff.ts';
import { type Answer, type Client, connect, cookieOf, id, type OpenHouse, SHOP } from './server.ts';
import { signed } from './signing.ts';

/** Where the second site's widget stands. */
export const ATELIER = 'http://atelier.example';

export type Door = 'visitor' | 'staff';
export type Way = 'HTTP' | 'socket';
/** What came back: the answer, and everything that the asker could see of it. */
export type Seen = { answer: Answer; bytes: string };

/** Somebody at the door, with what they bring along. `role` null: no staff, or not any more. */
export type Actor = {
  name: string;
  kind: 'nobody' | 'visitor' | 'staff' | 'removed';
  role: Role | null;
  /** The site whose things are their own. */
  at: Place;
  headers: Record<string, string>;
  token: string | undefined;
  /** Staff: their own id. */
  id: string;
  /** Visitors: their own conversation. Staff: one of their site. */
  conversation: string;
  ask(door: Door, way: Way, name: string, payload: unknown): Promise<Seen>;
};
export type Place = { site: string; key: string; origin: string; person: string; conversation: string };

export type Town = Awaited<ReturnType<typeof openTown>>;

/** Two sites of one installation, with everybody who may stand before a door. */
export async function openTown(house: OpenHouse) {
  const lines = new Map<string, Promise<Client>>();
  const signing = new Map<string, string>();
  const merges = new Map<string, Promise<string>>();
  const { site: made } = (await house.asStaff(house.olgasCookie, 'sites/create', { name: 'Atelier', origin: ATELIER }))
    .body;
  const shop = await place(house.site, SHOP);
  const atelier = await place(made, ATELIER);

  const nobody = actor({ name: 'nobody', kind: 'nobody', at: shop.place, headers: { origin: house.url } });
  const otto = await visitorAt(house.site.key, SHOP);
  const vera = asVisitor('Vera', shop);
  const everybody: Actor[] = [
    nobody,
    vera,
    asVisitor('Otto', { ...otto, place: { ...shop.place, ...(await firstWords(otto)) } }),
    asVisitor('Yuri', atelier),
    await member('Vito', 'viewer', shop.place),
    await member('Agnes', 'agent', shop.place),
    await member('Adam', 'admin', shop.place),
    actor({
      ...{ name: 'Olga', kind: 'staff', role: 'owner', at: shop.place, id: house.olgasId },
      headers: { origin: house.url, cookie: house.olgasCookie },
    }),
    await member('Elsa', 'admin', atelier.place),
    await removed('Rita'),
  ];
  const named = (name: string) => everybody.find((one) => one.name === name) as Actor;
  return {
    house,
    everybody,
    named,
    shop: shop.place,
    atelier: atelier.place,
    hire,
    invite,
    secretOf,
    forgetSecrets,
    signingSecretOf,
    mergeAt,
  };

  async function place({ id: site, key }: { id: string; key: string }, origin: string) {
    const visitor = await visitorAt(key, origin);
    return { ...visitor, place: { site, key, origin, ...(await firstWords(visitor)) } satisfies Place };
  }

  async function visitorAt(key: string, origin: string) {
    const { body } = await house.post('/api/visitor/sessions', { site: key }, { origin });
    return { token: body.token as string, person: body.person as string, origin };
  }

  async function firstWords({ token, origin, person }: { token: string; origin: string; person: string }) {
    const headers = { authorization: `Bearer ${token}`, origin };
    const body = { id: id(), body: 'Is anybody here?' };
    const posted = await house.post('/api/visitor/conversations/post', body, headers);
    return { conversation: posted.body.conversation as string, person };
  }

  function asVisitor(name: string, { token, place }: { token: string; place: Place }): Actor {
    const headers = { authorization: `Bearer ${token}`, origin: place.origin };
    return actor({ name, kind: 'visitor', at: place, token, headers });
  }

  async function member(name: string, role: Role, at: Place): Promise<Actor> {
    const { cookie, id } = await house.colleague(name, [{ site: at.site, role }]);
    return actor({ name, kind: 'staff', role, at, id, headers: { origin: house.url, cookie } });
  }

  async function removed(name: string): Promise<Actor> {
    const gone = await member(name, 'agent', shop.place);
    await house.asStaff(house.olgasCookie, 'staff/remove', { staff: gone.id });
    return { ...gone, kind: 'removed', role: null };
  }

  /** A fresh agent of a site. */
  async function hire(at: Place): Promise<string> {
    return (await house.colleague(`New-${id()}`, [{ site: at.site, role: 'agent' }])).id;
  }

  /** An open invitation to a site, and its link's token. */
  async function invite(at: Place): Promise<{ invitation: string; token: string }> {
    const someone = { name: 'Ines', email: `${id()}@shop.example`, grants: [{ site: at.site, role: 'agent' }] };
    const { body } = await house.asStaff(house.olgasCookie, 'staff/invite', someone);
    return { invitation: body.invitation.id, token: body.link.split('#')[1] };
  }

  async function secretsAt(at: Place): Promise<{ id: string }[]> {
    return (await house.asStaff(house.olgasCookie, 'people/secrets', { site: at.site })).body.secrets;
  }

  async function forgetSecrets(at: Place): Promise<void> {
    signing.delete(at.site);
    for (const { id } of await secretsAt(at)) {
      await house.asStaff(house.olgasCookie, 'people/retire-secret', { site: at.site, secret: id });
    }
  }

  /** The id of a secret of the site, a new one where it has none. */
  async function secretOf(at: Place): Promise<string> {
    await forgetSecrets(at);
    const { body } = await house.asStaff(house.olgasCookie, 'people/make-secret', { site: at.site });
    return body.secret.id;
  }

  /** The secret by which the site's server signs. */
  async function signingSecretOf(at: Place): Promise<string> {
    const known = signing.get(at.site);
    if (known) return known;
    await forgetSecrets(at);
    const { body } = await house.asStaff(house.olgasCookie, 'people/make-secret', { site: at.site });
    signing.set(at.site, body.value);
    return body.value;
  }

  /** Somebody unknown has become a customer of the site: the id of that. */
  async function mergeAt(at: Place): Promise<string> {
    const known = merges.get(at.site) ?? becomeOne(at);
    merges.set(at.site, known);
    return known;
  }

  async function becomeOne(at: Place): Promise<string> {
    const unknown = await visitorAt(at.key, at.origin);
    const headers = { authorization: `Bearer ${unknown.token}`, origin: at.origin };
    const token = signed(await signingSecretOf(at), { sub: id() });
    const { body } = await house.post('/api/visitor/people/identify', { site: at.key, token }, headers);
    const profile = await house.asStaff(house.olgasCookie, 'people/get', { person: body.person.id });
    return profile.body.merges[0].id;
  }

  function actor(
    p: Pick<Actor, 'name' | 'kind' | 'at' | 'headers'> & Partial<Pick<Actor, 'role' | 'token' | 'id'>>,
  ): Actor {
    const self: Actor = {
      ...{ role: null, token: undefined, id: id(), conversation: p.at.conversation },
      ...p,
      ask: (door, way, name, payload) =>
        way === 'HTTP' ? overHttp(self, door, name, payload) : overSocket(self, door, name, payload),
    };
    return self;
  }

  async function overHttp(me: Actor, door: Door, name: string, payload: unknown): Promise<Seen> {
    return request(`${house.url}/api/${door}/${name.replace(':', '/')}`, me.headers, payload);
  }

  async function overSocket(me: Actor, door: Door, name: string, payload: unknown): Promise<Seen> {
    const line = `${me.name} at ${door}`;
    if (!lines.has(line)) lines.set(line, enter(me, door));
    try {
      const answer = await ((await lines.get(line)) as Client).ask(name, payload);
      return { answer, bytes: JSON.stringify(answer) };
    } catch (error) {
      const { problem } = error as { problem?: unknown };
      if (!problem) throw error;
      return { answer: { ok: false, problem }, bytes: JSON.stringify(problem) };
    }
  }

  async function enter(me: Actor, door: Door): Promise<Client> {
    const client = await connect(`${house.url}/${door}`, {
      auth: { protocol: 1, ...(door === 'visitor' ? { site: me.at.key } : {}), ...(me.token && { token: me.token }) },
      query: { site: me.at.key },
      extraHeaders: me.headers,
    });
    return client;
  }
}

/** One POST with all that comes back, the date left out. */
export async function request(
  url: string,
  headers: Record<string, string>,
  payload: unknown,
  method = 'POST',
): Promise<Seen & { status: number; cookie: string }> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body: JSON.stringify(payload) } : {}),
  });
  const text = await response.text();
  const shown = [...response.headers].filter(([name]) => name !== 'date');
  const body = text ? JSON.parse(text) : undefined;
  const problem = response.headers.get('content-type')?.startsWith('application/problem+json');
  return {
    answer: problem ? { ok: false, problem: body } : body,
    bytes: JSON.stringify([response.status, shown, text]),
    status: response.status,
    cookie: cookieOf(response.headers),
  };
}
