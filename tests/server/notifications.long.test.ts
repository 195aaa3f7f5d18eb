import { expect, test } from 'vitest';
import { openPostOffice, ownAddress } from '../support/post-office.ts';
import { startHouse } from '../support/server.ts';

test('a letter that was on its way when the server was killed goes out after the next start', {
  timeout: 120_000,
}, async () => {
  const post = await openPostOffice();
  post.isBusy(true);
  const house = await startHouse({ ...post.env, ...(await ownAddress()) });
  const vera = await house.visitorToken();
  expect((await house.asVisitor(vera, 'notifications/give-address', { email: 'vera@home.example' })).body.ok).toBe(
    true,
  );
  await expect.poll(() => post.tried(), { timeout: 20_000 }).toBe(1);
  await house.kill();
  post.isBusy(false);
  await house.restart();
  await expect.poll(() => post.tried(), { timeout: 60_000 }).toBe(2);
  const letter = await post.gets(1);
  expect(letter.to).toEqual(['vera@home.example']);
  await house.close();
  await post.close();
});
