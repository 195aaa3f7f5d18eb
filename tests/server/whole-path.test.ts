import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases } from '../support/databases.ts';
import { id, type OpenHouse, openHouse } from '../support/server.ts';

describe.each(databases)('the whole path on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const data = await fresh();
    remove = data.remove;
    house = await openHouse(data.env);
  });
  afterEach(async () => {
    await house.close();
    await remove();
  });

  test('Vera asks, Olga answers, and each hears the other live', async () => {
    const olga = await house.staff();
    const token = await house.visitorToken();
    const vera = await house.visitor(token);
    const veraAtHome = await house.visitor(token);

    const asked = await vera.ask('conversations:post', { id: id(), body: 'Does the teapot come in green?' });
    expect(asked).toMatchObject({ ok: true, seq: 1, from: 0, to: 1 });
    const [change] = await olga.hears('conversations:posted');
    expect(change).toMatchObject({
      conversation: asked.conversation,
      from: 0,
      to: 1,
      opened: { person: { kind: 'unknown' } },
    });
    expect(change.state.waitingSince).toBe(asked.at);
    await veraAtHome.hears('conversations:posted', ([c]) => c.messages[0].body.includes('teapot'));

    const note = await olga.ask('conversations:post', {
      id: id(),
      conversation: asked.conversation,
      body: 'Ask Tom',
      note: true,
    });
    expect(note).toMatchObject({ ok: true, seq: 2, to: 2 });
    const answered = await olga.ask('conversations:post', {
      id: id(),
      conversation: asked.conversation,
      body: 'Yes, in two greens.',
    });
    expect(answered).toMatchObject({ ok: true, seq: 3, to: 3 });
    const [told] = await vera.hears('conversations:posted');
    expect(told).toMatchObject({ from: 1, to: 2 });
    expect(told.messages).toMatchObject([
      { seq: 2, version: 2, by: 'staff', author: { name: 'Olga' }, body: 'Yes, in two greens.' },
    ]);

    const list = await olga.ask('conversations:list', { view: 'open' });
    expect(list).toMatchObject({
      ok: true,
      counts: { open: 1, unassigned: 1 },
      rows: [{ unread: 1, state: { waitingSince: null } }],
    });
    expect(JSON.stringify(vera.heard)).not.toContain('Ask Tom');
    expect(await vera.ask('conversations:list')).toMatchObject({ rows: [{ unread: 1, version: 2 }] });
  });
});
