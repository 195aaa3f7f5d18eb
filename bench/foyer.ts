import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Site } from '../protocol/sites.ts';
import { type Server, startServer } from './children.ts';
import type { Door } from './line.ts';

const OWNER = { email: 'olivia@foyer.example', password: 'a long bench password' };

/** A folder for one bench's data, gone when `remove` is called. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts Foyer itself on its own data, with an owner who can sign in. `asPeopleDo`: by what `npm start` runs. */
export function startFoyer(o: {
  data: string;
  databaseUrl?: string;
  port?: number;
  oneCore?: boolean;
  inside?: boolean;
  asPeopleDo?: boolean;
  killAfterMs?: number;
}): Promise<Server> {
  const env = {
    ...{ DATA_DIR: o.data, DATABASE_URL: o.databaseUrl ?? '', REDIS_URL: '', PUBLIC_URL: '' },
    ...{ OWNER_EMAIL: OWNER.email, OWNER_PASSWORD: OWNER.password },
    // The bench's visitors each come with an address of their own, and each does what thousands do.
    TRUST_PROXY: '127.0.0.1',
    FOYER_LIMITS_TIMES: '1000000',
    PORT: String(o.port ?? 0),
  };
  const program = o.asPeopleDo ? 'server/start.js' : 'server/main.ts';
  return startServer({ program, env, oneCore: o.oneCore, inside: o.inside, killAfterMs: o.killAfterMs });
}

/** POSTs JSON as a page of our own origin would and gives the answer. Throws a refusal. */
export async function post<T>(
  url: string,
  path: string,
  payload: object,
  headers: Record<string, string> = {},
): Promise<{ answer: T; cookie: string }> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json', 'foyer-protocol': '1', ...headers },
    body: JSON.stringify(payload),
  });
  const answer = (await response.json()) as { ok?: boolean };
  if (answer.ok !== true) throw new Error(`POST ${path} was refused: ${JSON.stringify(answer)}`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { answer: answer as T, cookie: cookie.join('; ') };
}

/** Signs the owner in and gives the cookie. */
export async function signIn(url: string): Promise<string> {
  return (await post(url, '/api/staff/sign-in', OWNER)).cookie;
}

/** The site that every installation begins with. */
export async function ownSite(url: string, cookie: string): Promise<Site> {
  const { answer } = await post<{ sites: Site[] }>(url, '/api/staff/sites/list', {}, { cookie });
  return answer.sites[0]!;
}

/** Opens visitors' sessions, each from an address of its own, and gives their tokens. */
export async function visitorTokens(url: string, site: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let at = 0; at < count; at += 50) {
    const some = Array.from({ length: Math.min(50, count - at) }, (_, i) => at + i);
    const opened = some.map((n) =>
      post<{ token: string }>(
        url,
        '/api/visitor/sessions',
        { site },
        { 'x-forwarded-for': `10.1.${n >> 8}.${n & 255}` },
      ),
    );
    tokens.push(...(await Promise.all(opened)).map(({ answer }) => answer.token));
  }
  return tokens;
}

export function staffDoor(cookie: string): Door {
  return { name: 'staff', auth: { protocol: 1 }, headers: { cookie } };
}

export function visitorDoor(site: string, token: string): Door {
  return { name: 'visitor', auth: { protocol: 1, site, token }, query: `site=${site}` };
}
