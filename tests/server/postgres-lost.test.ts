import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Data, freshPostgres } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse } from '../support/server.ts';

/** A line to PostgreSQL that is lost at the worst moment: nobody may be left without what was kept, and the server goes on. */
let data: Data;
let line: Awaited<ReturnType<typeof openLine>>;
let house: OpenHouse;
beforeAll(async () => {
  data = await freshPostgres();
  line = await openLine(data.env.DATABASE_URL as string);
  house = await openHouse({ ...data.env, DATABASE_URL: line.url });
});
afterAll(async () => {
  await house.close();
  await line.close();
  await data.remove();
});

describe('where the answer to a commit is lost', () => {
  test('its sender may try again, and everybody else comes back and has it', async () => {
    const token = await house.visitorToken();
    const [vera, otherTab] = [await house.visitor(token), await house.visitor(token)];
    const olga = await house.staff();
    const { conversation } = await vera.ask('conversations:post', { id: id(), body: 'First' });
    const cut = [vera, otherTab, olga].map(
      ({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)),
    );
    const message = { id: id(), conversation, body: 'Kept, and nobody is told' };
    line.lose(message.body);
    const answer: Answer = await vera.ask('conversations:post', message).catch(() => 'cut');
    expect(answer === 'cut' || answer.problem.code === 'unavailable').toBe(true);
    await Promise.all(cut);
    await expect
      .poll(async () => (await house.asStaff(house.olgasCookie, 'conversations/sync', { conversation })).body.messages)
      .toMatchObject([{ body: 'First' }, { body: message.body }]);
    expect((await house.asVisitor(token, 'conversations/post', message)).body).toMatchObject({ ok: true, seq: 2 });
  });
});

test('what is under way on a line that breaks is unavailable for now, and the server goes on', async () => {
  const token = await house.visitorToken();
  for (let round = 0; round < 3; round++) {
    line.silence();
    const asked = Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0
        ? house.asVisitor(token, 'conversations/list')
        : house.asVisitor(token, 'conversations/post', { id: id(), body: `Round ${round}` }),
    );
    await sleep(100);
    line.cut();
    const codes = (await Promise.all(asked)).map(({ body }) => (body.ok ? 'ok' : body.code));
    expect(codes).toContain('unavailable');
    expect(codes.filter((code) => code !== 'ok' && code !== 'unavailable')).toEqual([]);
  }
  await expect.poll(async () => (await house.asVisitor(token, 'conversations/list')).body.ok).toBe(true);
});

/** What goes to the database and back passes here. */
async function openLine(to: string) {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let wanted: string | null = null;
  let isSilent = false;
  const server = createServer((near) => {
    const far = dial(Number(port), hostname);
    let isLost = false;
    let isMeant = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      isMeant ||= wanted !== null && bytes.includes(wanted);
      if (isMeant && bytes.includes('commit')) {
        wanted = null;
        isLost = true;
        setTimeout(() => near.destroy(), 300);
      }
      if (!isSilent) far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!isLost && !isSilent) near.write(bytes);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(to);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = () => {
    isSilent = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    /** Loses the answer to the next commit behind `text`. */
    lose(text: string) {
      wanted = text;
    },
    silence() {
      isSilent = true;
    },
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
