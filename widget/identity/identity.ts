import { request } from '../../client/http.ts';
import { openStorage, type Storage, toJson } from '../../client/storage.ts';
import type { AttributeValue, Known, Named } from '../../protocol/people.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type AppModule, type Host, storageName } from '../contract.ts';
import { alone, isHidden, type Kept, keptIn, storedIn } from '../session.ts';
import { inOrder, say, withConsent } from './order.ts';
import { hearOthers, tellOthers } from './others.ts';
import { wipe } from './wipe.ts';

type Values = Record<string, AttributeValue | undefined>;
type About = Values & { attributes?: Values };
/** What came of a call, as the page reads it. */
type Told = { ok: true } | (Omit<Partial<Problem>, 'code'> & { ok: false; code: string });
type Asked = { known: Known } | { refused: Told };
const DONE: Told = { ok: true };

/** Who is on the page, by a token that the site's server has signed. Whoever was here and is not meant by it is put away at once. */
export const identify = (host: Host, token: unknown): Promise<Told> =>
  withConsent(async () => {
    const storage = storageOf(host);
    const jwt = typeof token === 'string' ? token : '';
    const sub = subOf(jwt);
    // Also one that was hidden until now.
    const kept = storedIn(storage);
    const bearer = kept?.token ?? host.who?.pass ?? null;
    const others = [kept?.sub, host.who?.sub].some((known) => known !== undefined && known !== sub);
    if (others) putAway(host);
    return alone(host.settings.key, async () => {
      const asked = await tell(host, 'identify', { token: jwt }, bearer);
      if ('refused' in asked) return asked.refused;
      settle(host, { answer: asked.known, sub, kept: others ? null : kept });
      return DONE;
    });
  });

/** What the page knows of whoever is on it: unverified, or in a token that the site has signed. */
export const update = (host: Host, told: unknown): Promise<Told> =>
  withConsent(async () => {
    // Attributes may stand beside the name, too, as other widgets take them.
    const { name, email, attributes, ...others } = (typeof told === 'object' && told ? told : {}) as About;
    const said = { name, email, attributes: namedOf({ ...others, ...attributes }) };
    const payload = typeof told === 'string' ? { token: told } : said;
    return remember(host, await tell(host, 'update', payload, bearerOf(host)));
  });

/** Something that whoever is on the page did there. */
export const track = (host: Host, event: unknown, properties?: unknown): Promise<Told> =>
  withConsent(async () => {
    const payload = { event: `${event ?? ''}`, properties: namedOf((properties ?? {}) as Values) };
    return remember(host, await tell(host, 'track', payload, bearerOf(host)));
  });

/** Whoever was here has left: nothing of them stays in this browser. */
export const logout = (host: Host): Promise<Told> =>
  inOrder(async () => {
    const token = storedIn(storageOf(host))?.token;
    putAway(host);
    if (token) await request(host.base, 'api/visitor/people/logout', {}, token);
    return DONE;
  });

/** No wipes, and what the page tells from then on waits for a yes. */
export const consent = (host: Host, given: unknown): Promise<Told> => {
  say(given === false ? 'no' : 'yes');
  return given === false ? logout(host) : Promise.resolve(DONE);
};

/** The answer; a problem goes to the page as an event with its `code`, too. */
async function tell(host: Host, verb: string, payload: object, bearer: string | null): Promise<Asked> {
  const path = `api/visitor/people/${verb}`;
  const answer = await request(host.base, path, { site: host.settings.key, ...payload }, bearer);
  // What says yes and names nobody is not our server's.
  if (answer?.ok && 'person' in answer) return { known: answer as unknown as Known };
  const problem = answer?.ok === false ? answer.problem : { code: answer ? 'unavailable' : 'offline' };
  host.emit('error', { ...problem, verb });
  return { refused: { ...problem, ok: false } };
}

/** Takes over who the site has proven to be here. */
function settle(host: Host, p: { answer: Known; sub: string | undefined; kept: Kept | null }): void {
  const { answer, sub, kept } = p;
  const { person, session, token, waiting } = answer;
  const storage = storageOf(host);
  const wasHidden = isHidden(storage, host);
  host.who = { person: person.id, ...(sub === undefined ? {} : { sub }) };
  if (session === 'moved' || (session === 'kept' && kept)) {
    storage.set('session', toJson({ token: token ?? kept?.token, person: person.id, sub }));
    if (session === 'moved') adopt(storage, kept?.person ?? null, person.id);
    if (session === 'moved' || wasHidden) host.app?.anew({ stays: true });
  } else {
    // What is stored is over.
    if (kept) wipe(host.settings.key, storageOf(host));
    host.who.pass = token as string;
    host.app?.anew({ stays: session === 'none' });
  }
  hearOthers(host, leave);
  tellOthers(host, sub);
  host.emit('identified', { name: person.name, email: person.email });
  badge(host, waiting.unread);
}

/** Whoever the server made of an unknown visitor is kept in memory, unless a session is stored. */
function remember(host: Host, asked: Asked): Told {
  if ('refused' in asked) return asked.refused;
  const { person, token, session } = asked.known;
  if (session === 'kept' || !token) return DONE;
  // One that is stored and did not count is over.
  storageOf(host).remove('session');
  host.who = { ...host.who, person: person.id, pass: token };
  return DONE;
}

/** Nobody is here any more, in whatever tab: nothing is shown, kept in memory or stored of whoever was. */
function putAway(host: Host): void {
  wipe(host.settings.key, storageOf(host));
  tellOthers(host, undefined);
  leave(host);
}

/** Nothing of whoever was on this page is shown or kept in its memory. */
function leave(host: Host): void {
  delete host.who;
  host.app?.anew({ stays: false });
  badge(host, 0);
  host.emit('identified', null);
}

/** What was written and is under way is the same person's still. */
function adopt(storage: Storage, from: string | null, to: string): void {
  for (const name of storage.names('out:')) {
    const entry = JSON.parse(storage.get(`out:${name}`) ?? '{}') as { owner?: string | null };
    if (entry.owner === from || entry.owner === null) storage.set(`out:${name}`, toJson({ ...entry, owner: to }));
  }
}

/** How many answers wait, as the page was told last. */
const waits = new WeakMap<Host, number>();

/** Shows on the launcher what waits, where the chat does not do it by itself. */
function badge(host: Host, unread: number): void {
  if (host.app) return;
  waits.set(host, unread);
  host.emit('unread', unread);
  draw(host).catch((error) => console.warn('Foyer:', error));
}

/** Where nothing waits and nothing did, nothing is fetched for it. */
async function draw(host: Host): Promise<void> {
  if (waits.get(host) || host.button.querySelector('b')?.textContent) await relabel(host);
}

/** Tells on the launcher what waits, in the language that is wished for, until the chat does. */
export async function relabel(host: Host): Promise<void> {
  // The chat has it: a file shared by the two would be one more request for whoever opens the chat.
  const { speak, steerLauncher }: AppModule = await import(
    /* @vite-ignore */ `${host.base}foyer/assets/${host.settings.app}`
  );
  await speak(host);
  if (host.app || host.alive.aborted) return;
  const launcher = steerLauncher(host);
  launcher.badge(waits.get(host) ?? 0);
  launcher.end();
}

function bearerOf(host: Host): string | null {
  return keptIn(storageOf(host), host)?.token ?? host.who?.pass ?? null;
}

function storageOf(host: Host): Storage {
  host.storage ??= openStorage(storageName(host.settings.key));
  return host.storage;
}

/** Whom a token says that it is about. It proves nothing: it only tells who is surely not meant. */
function subOf(token: string): string | undefined {
  try {
    const bytes = atob((token.split('.')[1] as string).replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    const { sub } = JSON.parse(text);
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

function namedOf(values: Values): Named[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
