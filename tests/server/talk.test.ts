import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { databases } from '../support/databases.ts';
import { type Client, id, type OpenHouse, openHouse } from '../support/server.ts';

/** Reactions, answers to a message, and how long one can change what one wrote. */
describe.each(databases)('talk, on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  let vera: Client;
  let olga: Client;
  let later = 0;
  beforeAll(async () => {
    const data = await fresh();
    remove = data.remove;
    house = await openHouse(data.env, () => Date.now() + later);
    vera = await house.visitor();
    olga = await house.staff();
  });
  afterAll(async () => {
    vera.close();
    olga.close();
    await house.close();
    await remove();
  });

  async function post(by: Client, body: string, more: object = {}) {
    const message = id();
    const answer = await by.ask('conversations:post', { id: message, body, ...more });
    return { ...answer, id: message };
  }
  const shownTo = async (who: Client, conversation: string, message: string) =>
    (await who.ask('conversations:sync', { conversation })).messages.find((one: { id: string }) => one.id === message);

  test('an emoji is given once, told to the others, shown to both sides, and taken away again', async () => {
    const { id, conversation } = await post(vera, 'The teapot is lovely');
    const given = await olga.ask('conversations:react', { id, emoji: '❤️', on: true });
    expect(given.change).toMatchObject({ messages: [{ id, reactions: [{ emoji: '❤️', by: { name: 'Olga' } }] }] });
    await vera.hears('conversations:reacted', ([change]) => change.messages[0].reactions[0].by.name === 'Olga');
    expect(await olga.ask('conversations:react', { id, emoji: '❤️', on: true })).toEqual({ ok: true, change: null });
    await vera.ask('conversations:react', { id, emoji: '❤️', on: true });
    expect((await shownTo(olga, conversation, id)).reactions).toMatchObject([
      { emoji: '❤️', by: { name: 'Olga' } },
      { emoji: '❤️', by: 'visitor' },
    ]);
    await olga.ask('conversations:react', { id, emoji: '❤️', on: false });
    await vera.ask('conversations:react', { id, emoji: '❤️', on: false });
    expect(await shownTo(vera, conversation, id)).not.toHaveProperty('reactions');
  });

  test('only one emoji is one, five of one person are enough, and what was taken back has none', async () => {
    const message = await post(vera, 'Hm');
    const react = (emoji: string, by = vera) => by.ask('conversations:react', { id: message.id, emoji, on: true });
    for (const wrong of ['a', '👍👍', '1', '<b>', ' 👍', '👍 ']) {
      expect(await react(wrong)).toMatchObject({ problem: { code: 'bad_input', field: 'emoji' } });
    }
    for (const right of ['👍', '👩🏽‍🚀', '🇦🇹', '🫖', '❤️']) expect(await react(right)).toMatchObject({ ok: true });
    expect(await react('🎉')).toMatchObject({ problem: { code: 'bad_input' } });
    expect(await react('🎉', olga)).toMatchObject({ ok: true });
    await vera.ask('conversations:take-back', { id: message.id });
    expect(await shownTo(olga, message.conversation, message.id)).not.toHaveProperty('reactions');
    expect(await react('👍', olga)).toMatchObject({ problem: { code: 'conflict' } });
  });

  test('a reaction keeps a conversation where it is in every list', async () => {
    const first = await post(vera, 'First', { start: id() });
    await vi.waitUntil(() => Date.now() > first.at, { interval: 1 });
    const { conversation } = first;
    await post(vera, 'Second', { start: id() });
    await olga.ask('conversations:react', { id: first.id, emoji: '👍', on: true });
    const { rows } = await vera.ask('conversations:list', {});
    expect(rows[0].conversation).not.toBe(conversation);
    expect(rows[0].unread).toBe(0);
  });

  test('a message answers another of the same conversation that everybody sees, and nothing else', async () => {
    const first = await post(vera, 'Does the lid stay on?');
    const { conversation } = first;
    const answer = await post(olga, 'It does', { conversation, replyTo: first.id });
    expect(await shownTo(vera, conversation, answer.id)).toMatchObject({ replyTo: first.id });
    const note = await post(olga, 'Does it?', { conversation, note: true, replyTo: answer.id });
    expect(note.ok).toBe(true);
    const elsewhere = await post(vera, 'Another thing', { start: id() });
    for (const [by, replyTo] of [
      [olga, note.id],
      [vera, note.id],
      [vera, elsewhere.id],
      [vera, id()],
    ] as const) {
      expect(await post(by, 'Hm?', { conversation, replyTo })).toMatchObject({ problem: { code: 'not_found' } });
    }
    // A conversation that is only begun has nothing to answer, and is not left behind empty.
    const start = id();
    expect(await post(vera, 'Hm?', { start, replyTo: first.id })).toMatchObject({ problem: { code: 'not_found' } });
    expect(await vera.ask('conversations:sync', { conversation: start })).toMatchObject({ ok: false });
  });

  test('the same answer again is the same message, and one to something else under its id is a conflict', async () => {
    const { id: one, conversation } = await post(vera, 'One');
    const message = { id: id(), conversation, body: 'Two', replyTo: one };
    const first = await vera.ask('conversations:post', message);
    expect(await vera.ask('conversations:post', message)).toEqual(first);
    const other = await vera.ask('conversations:post', { ...message, replyTo: undefined });
    expect(other).toMatchObject({ problem: { code: 'conflict' } });
  });

  test('a visitor changes and takes back within the time that the owner sets, and gets a sentence afterwards', async () => {
    const { id: message } = await post(vera, 'Teh teapot');
    expect(await vera.ask('conversations:edit', { id: message, body: 'The teapot' })).toMatchObject({ ok: true });
    later += 16 * 60_000;
    const late = { problem: { code: 'too_late', final: true, title: 'It is too late to change this message.' } };
    expect(await vera.ask('conversations:edit', { id: message, body: 'A teapot' })).toMatchObject(late);
    expect(await vera.ask('conversations:take-back', { id: message })).toMatchObject(late);
    // A retry of what was done in time is answered as then.
    expect(await vera.ask('conversations:edit', { id: message, body: 'The teapot' })).toEqual({
      ok: true,
      change: null,
    });
    const set = (editMinutes: number | null) =>
      house.asStaff(house.olgasCookie, 'sites/update', { site: house.site.id, editMinutes });
    await set(null);
    expect(await vera.ask('conversations:edit', { id: message, body: 'A teapot' })).toMatchObject({ ok: true });
    await set(0);
    const { id: fresh, conversation } = await post(vera, 'Now or never');
    later += 1_000;
    expect(await vera.ask('conversations:take-back', { id: fresh })).toMatchObject(late);
    // Staff are bound by their own conscience.
    const answer = await post(olga, 'It is blue', { conversation });
    later += 60 * 60_000;
    expect(await olga.ask('conversations:edit', { id: answer.id, body: 'It is green' })).toMatchObject({ ok: true });
    await set(15);
  });
});
