import { expect, test } from 'vitest';
import { ask, POINT, put, type Sender } from '../support/files.ts';
import { id, SHOP, startHouse } from '../support/server.ts';

const PART = Buffer.alloc(300_000, 'a tea a day\n');
const WHOLE = Buffer.concat([PART, PART, PART]);

test('a file goes on where it was when the server was killed, and its message is posted once', async () => {
  const house = await startHouse();
  const token = await house.visitorToken();
  const vera: Sender = {
    ...{ url: house.url, door: 'visitor' },
    headers: { origin: SHOP, authorization: `Bearer ${token}` },
  };
  const [list, picture] = [id(), id()];
  const point = Buffer.from(POINT, 'base64');
  await ask(vera, 'begin', { id: list, name: 'list.txt', type: 'text/plain', size: WHOLE.length });
  expect(await put(vera, list, PART)).toMatchObject({ ok: true, received: PART.length });
  await ask(vera, 'begin', { id: picture, name: 'point.png', type: 'image/png', size: point.length });
  await put(vera, picture, point);

  // Killed while parts of one come in and the other is made anew.
  const cut = Promise.allSettled([put(vera, list, PART, PART.length), ask(vera, 'finish', { id: picture })]);
  await house.kill();
  await cut;
  await house.restart();

  const { received } = await ask(vera, 'begin', { id: list, name: 'list.txt', type: 'text/plain', size: WHOLE.length });
  expect([PART.length, 2 * PART.length]).toContain(received);
  expect(await put(vera, list, WHOLE.subarray(received), received)).toMatchObject({ received: WHOLE.length });
  for (const file of [list, picture]) expect(await ask(vera, 'finish', { id: file })).toMatchObject({ ok: true });

  const post = { id: id(), body: '', files: [list, picture] };
  const cutAgain = house.asVisitor(token, 'conversations/post', post).catch(() => null);
  await house.kill();
  await cutAgain;
  await house.restart();
  const { body: posted } = await house.asVisitor(token, 'conversations/post', post);
  expect(posted.ok).toBe(true);
  const { body: thread } = await house.asVisitor(token, 'conversations/sync', { conversation: posted.conversation });
  expect(
    thread.messages.map((message: { files: { name: string }[] }) => message.files.map(({ name }) => name)),
  ).toEqual([['list.txt', 'point.png']]);
  await house.close();
});
