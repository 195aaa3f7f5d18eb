import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { type App, open } from '../../server/app.ts';
import { readSettings } from '../../server/foundation/config.ts';
import { newId } from '../../server/foundation/ids.ts';

export const PASSWORD = 'correct horse battery';
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

export type House = {
  app: App;
  url: string;
  /** A page that may embed the first site. */
  shop: string;
  siteKey: string;
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Answer; headers: Headers }>;
  /** Opens a visitor's session. */
  visitorToken(): Promise<string>;
  visitor(token?: string): Promise<Client>;
  /** Makes the first owner and gives their cookie. */
  owner(): Promise<string>;
  /** Invites and joins; gives the cookie. */
  colleague(
    owner: string,
    name: string,
    grants: { site: string | null; role: string }[],
  ): Promise<{ cookie: string; id: string }>;
  staff(cookie: string): Promise<Client>;
  close(): Promise<void>;
};

/** The real server in this process, on a free port and data of its own. `env` chooses the database. */
export async function openHouse(env: Record<string, string> = {}, now?: () => number): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  const settings = readSettings({ DATA_DIR: folder, PORT: '0', ...env });
  const app = await open(settings, { logger: false, sessionsPerMinute: 100_000, ...(now ? { now } : {}) });
  const { url } = app;
  const shop = 'http://shop.example';
  const site = app.slices.sites.first() as { id: string; key: string };
  await app.slices.sites.change({ site: site.id, origins: [shop] }, [site.id]);
  const clients: Client[] = [];

  const post: House['post'] = async (path, body, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined, headers: answer.headers };
  };
  const cookieOf = (headers: Headers) => (headers.get('set-cookie') ?? '').split(';')[0] as string;

  const house: House = {
    ...{ app, url, shop, siteKey: site.key, post },
    async visitorToken() {
      const { body } = await post('/api/visitor/sessions', { site: site.key }, { origin: shop });
      return body.token;
    },
    async visitor(token) {
      const auth = { protocol: 1, site: site.key, token: token ?? (await house.visitorToken()) };
      const client = await connect(`${url}/visitor`, {
        auth,
        query: { site: site.key },
        extraHeaders: { origin: shop },
      });
      clients.push(client);
      return client;
    },
    async owner() {
      const body = {
        code: app.slices.staff.code() ?? '',
        name: 'Olga',
        email: 'olga@shop.example',
        password: PASSWORD,
      };
      return cookieOf((await post('/api/staff/first-owner', body, { origin: url })).headers);
    },
    async colleague(owner, name, grants) {
      const email = `${name.toLowerCase()}@shop.example`;
      const invited = await post('/api/staff/staff/invite', { name, email, grants }, { origin: url, cookie: owner });
      const token = invited.body.link.split('#')[1];
      const joined = await post('/api/staff/join', { token, name, password: PASSWORD }, { origin: url });
      return { cookie: cookieOf(joined.headers), id: joined.body.member.id };
    },
    async staff(cookie) {
      const client = await connect(`${url}/staff`, { auth: { protocol: 1 }, extraHeaders: { origin: url, cookie } });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.close();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return house;
}

/** Connects to a door, or rejects with the problem that it was refused with. */
export async function connect(address: string, options: object): Promise<Client> {
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
  return {
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
}
