import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { io, type Socket } from 'socket.io-client';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { newId } from '../../server/foundation/ids.ts';
import { widened } from '../../server/foundation/limits.ts';

export const PASSWORD = 'correct horse battery';
/** A page's origin that the first site allows. */
export const SHOP = 'http://shop.example';
export const id = (): string => newId(Date.now());

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = any;

export type Client = {
  socket: Socket;
  /** Asks and waits for the answer. */
  ask(name: string, payload?: unknown): Promise<Answer>;
  /** What was told so far, in order. */
  heard: { event: string; payload: Answer }[];
  /** Waits until something told fits. */
  hears(event: string, fits?: (payload: Answer) => boolean): Promise<Answer>;
  close(): void;
};

/** A running server, and people who talk to it through its doors. */
export type House = Awaited<ReturnType<typeof houseAt>>;
export type OpenHouse = House & { app: App; close(): Promise<void> };
export type HouseProcess = House & {
  process(): ChildProcess;
  /** kill -9 */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** The real server in this process, on a free port and data of its own. `env` chooses the database. */
export async function openHouse(
  env: Record<string, string> = {},
  now?: () => number,
  logger: object | false = false,
  limits = widened(1_000),
): Promise<OpenHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  const settings = readSettings({ DATA_DIR: folder, PORT: '0', ...env });
  const app = await open(settings, { logger, limits, ...(now ? { now } : {}) });
  const house = await houseAt(app.url, app.slices.staff.code() ?? '');
  return {
    ...{ ...house, app },
    async close() {
      house.leave();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The real server as a process of its own, which can be killed and started again. `under` is the program that runs it. */
export async function startHouse(
  env: Record<string, string> = {},
  under: readonly string[] = [],
): Promise<HouseProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  const port = Number(env.PORT) || (await freePort());
  const settings = { FOYER_LIMITS_TIMES: '1000', DATA_DIR: folder, ...env, PORT: `${port}` };
  let running = await startProcess(settings, under);
  const house = await houseAt(`http://127.0.0.1:${port}`, running.code);
  const kill = async () => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return;
    const ended = once(running.child, 'exit');
    running.child.kill('SIGKILL');
    await ended;
  };
  return {
    ...house,
    process: () => running.child,
    kill,
    async restart() {
      running = await startProcess(settings, under);
    },
    async close() {
      house.leave();
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startProcess(
  env: Record<string, string>,
  under: readonly string[],
): Promise<{ child: ChildProcess; code: string }> {
  const [command = '', ...words] = [
    ...under,
    process.execPath,
    join(import.meta.dirname, '..', '..', 'server', 'main.ts'),
  ];
  const child = spawn(command, words, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let code = '';
  for await (const line of createInterface({ input: child.stdout })) {
    code ||= /owner: (\S+)$/.exec(line)?.[1] ?? '';
    if (line.startsWith('Data:')) {
      child.stdout.resume();
      return { child, code };
    }
  }
  throw new Error('the server ended before it listened');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function houseAt(url: string, code: string) {
  const clients: Client[] = [];
  const email = (name: string) => `${name.toLowerCase()}@shop.example`;
  const signedIn = await post('/api/staff/first-owner', {
    code,
    name: 'Olga',
    email: email('Olga'),
    password: PASSWORD,
  });
  const olgasCookie = cookieOf(signedIn.headers);
  const { sites } = (await asStaff(olgasCookie, 'sites/list')).body;
  const site = sites[0] as { id: string; key: string; name: string };
  const allow = (...origins: string[]) => asStaff(olgasCookie, 'sites/update', { site: site.id, origins });
  await allow(SHOP);

  return {
    url,
    site,
    post,
    asStaff,
    asVisitor,
    allow,
    olgasCookie,
    olgasId: signedIn.body.member.id as string,
    signIn,
    colleague,
    visitorToken,
    visitor,
    staff,
    leave,
  };

  /** One POST, from our own origin unless `headers` say otherwise. */
  async function post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Answer; headers: Headers }> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined, headers: answer.headers };
  }

  async function asStaff(cookie: string, verb: string, payload: unknown = {}) {
    return post(`/api/staff/${verb}`, payload, { cookie });
  }

  async function asVisitor(token: string, verb: string, payload: unknown = {}) {
    return post(`/api/visitor/${verb}`, payload, { authorization: `Bearer ${token}`, origin: SHOP });
  }

  async function signIn(name: string, password = PASSWORD) {
    return post('/api/staff/sign-in', { email: email(name), password });
  }

  /** Invites somebody by the owner and joins; gives their cookie. */
  async function colleague(name: string, grants: { site: string | null; role: string }[], by = olgasCookie) {
    const invited = await asStaff(by, 'staff/invite', { name, email: email(name), grants });
    const token = invited.body.link.split('#')[1];
    const joined = await post('/api/staff/join', { token, name, password: PASSWORD });
    return { cookie: cookieOf(joined.headers), id: joined.body.member.id as string };
  }

  async function visitorToken(key = site.key, origin = SHOP): Promise<string> {
    return (await post('/api/visitor/sessions', { site: key }, { origin })).body.token;
  }

  async function visitor(token?: string): Promise<Client> {
    const auth = { protocol: 1, site: site.key, token: token ?? (await visitorToken()) };
    return connect(`${url}/visitor`, { auth, query: { site: site.key }, extraHeaders: { origin: SHOP } }, clients);
  }

  async function staff(cookie = olgasCookie): Promise<Client> {
    return connect(`${url}/staff`, { auth: { protocol: 1 }, extraHeaders: { origin: url, cookie } }, clients);
  }

  /** Closes every client. */
  function leave(): void {
    for (const client of clients) client.close();
  }
}

export function cookieOf(headers: Headers): string {
  return (headers.get('set-cookie') ?? '').split(';')[0] as string;
}

/** Connects to a door, or rejects with an error that carries the `problem` it was refused with. */
export async function connect(address: string, options: object, clients: Client[] = []): Promise<Client> {
  const socket = io(address, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  const heard: Client['heard'] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, payload: Answer) => {
    heard.push({ event, payload });
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', (error: Error & { data?: unknown }) => {
      socket.close();
      reject(error.data ? Object.assign(new Error(error.message), { problem: error.data }) : error);
    });
  });
  const client: Client = {
    socket,
    heard,
    ask: (name, payload = {}) => socket.timeout(10_000).emitWithAck(name, payload),
    hears: (event, fits = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`never heard ${event}`)), 5_000);
        const look = () => {
          const found = heard.find((one) => one.event === event && fits(one.payload));
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found.payload);
        };
        waiting.add(look);
        look();
      }),
    close: () => socket.close(),
  };
  clients.push(client);
  return client;
}
