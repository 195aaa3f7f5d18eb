import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import pg from 'pg';
import type { Server } from '../children.ts';
import { dataFolder, post, signIn, startFoyer } from '../foyer.ts';
import { pause } from '../harness.ts';

/** The real server as a process of its own, on data that are thrown away, killed and started again on the same port. */
export type House = {
  port: number;
  url: string;
  folder: string;
  /** The owner's cookie. */
  owner: string;
  kills(): number;
  /** kill -9, and up again after a while; `againAfterMs`: killed once more while it starts. Meanwhile the data are nobody's. */
  killAndRestart(o: { downMs?: number; againAfterMs?: number; meanwhile?(folder: string): void }): Promise<void>;
  close(): Promise<void>;
};

export type Member = { id: string; name: string; cookie: string };

/** Opens on SQLite, or in a database of its own on the PostgreSQL server that `databaseUrl` names. */
export async function openHouse(databaseUrl?: string): Promise<House> {
  const data = dataFolder();
  const database = databaseUrl === undefined ? undefined : await openDatabase(databaseUrl);
  const port = await freePort();
  const start = (killAfterMs?: number): Promise<Server> =>
    startFoyer({ data: data.path, port, databaseUrl: database?.url, killAfterMs });
  let server = await start();
  let kills = 0;
  return {
    ...{ port, url: server.url, folder: data.path, owner: await signIn(server.url) },
    kills: () => kills,
    async killAndRestart({ downMs = 0, againAfterMs, meanwhile }) {
      kills += 1;
      await server.kill();
      meanwhile?.(data.path);
      await pause(downMs);
      if (againAfterMs !== undefined) {
        kills += 1;
        await start(againAfterMs).then(
          (early) => early.kill(),
          () => {},
        );
      }
      server = await start();
    },
    async close() {
      await server.kill();
      data.remove();
      await database?.drop();
    },
  };
}

/** Invites somebody by the owner, lets them join, and signs them in. */
export async function colleague(house: House, name: string): Promise<Member> {
  const email = `${name.toLowerCase()}@foyer.example`;
  const invite = { name, email, grants: [{ site: null, role: 'agent' }] };
  const invited = await post<{ link: string }>(house.url, '/api/staff/staff/invite', invite, { cookie: house.owner });
  const token = invited.answer.link.split('#')[1];
  const joined = await post<{ member: { id: string } }>(house.url, '/api/staff/join', {
    ...{ token, name, password: 'another long bench password' },
  });
  return { id: joined.answer.member.id, name, cookie: joined.cookie };
}

async function openDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `foyer_loss_${process.pid}_${Math.floor(performance.now())}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => query(server, `drop database ${name} with (force)`) };
}

async function query(server: string, text: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(text);
  await client.end();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
