import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileNameOf } from '../../client/save.ts';
import { type Said, textOf, transcriptOf } from '../../client/transcript/transcript.ts';
import { wholeOf } from '../../client/transcript/whole.ts';
import { transcriptWords } from '../../widget/transcript/words.ts';
import { databases } from '../support/databases.ts';
import { type Answer, type Client, id, type OpenHouse, openHouse } from '../support/server.ts';

/** A conversation that somebody keeps: all of it, as it is at that moment, and nothing that they do not see. */
describe.each(databases)('a transcript, on $name', ({ fresh }) => {
  let house: OpenHouse;
  let remove: () => Promise<void>;
  let vera: Client;
  let olga: Client;
  beforeAll(async () => {
    const data = await fresh();
    remove = data.remove;
    house = await openHouse(data.env);
    vera = await house.visitor();
    olga = await house.staff();
  });
  afterAll(async () => {
    await house.close();
    await remove();
  });

  /** 130 messages of Vera, between them notes, and her own hand on two of them. */
  async function talked() {
    const start = id();
    const ids: string[] = [];
    for (let n = 1; n <= 130; n++) {
      ids.push(id());
      const posted = await vera.ask('conversations:post', { id: ids.at(-1), body: `Line ${n}`, start });
      expect(posted.ok).toBe(true);
      if (n % 20 === 0)
        await olga.ask('conversations:post', { id: id(), conversation: start, body: 'Hm.', note: true });
    }
    const shown = await vera.ask('conversations:sync', { conversation: start });
    const thread = { conversation: start, version: shown.to, ...shown };
    return { conversation: start, ids, thread };
  }

  const ways = (who: Client, conversation: string) => ({
    history: (before: number): Promise<Answer> => who.ask('conversations:history', { conversation, before }),
    sync: (from: number): Promise<Answer> => who.ask('conversations:sync', { conversation, from }),
  });

  test('is whole however long it is, without notes, and knows what changed while it was collected', async () => {
    const { conversation, ids, thread } = await talked();
    const shares: number[] = [];
    const { history, sync } = ways(vera, conversation);
    let pages = 0;
    const whole = await wholeOf<Said & { seq: number; version: number }, unknown>({
      ...{ thread, sync, over: new AbortController().signal, told: (share) => shares.push(share) },
      async history(before) {
        const page = await history(before);
        pages += 1;
        // One that is collected already, and one that is still to come.
        if (pages === 1) await vera.ask('conversations:take-back', { id: ids[129] });
        if (pages === 1) await vera.ask('conversations:edit', { id: ids[0], body: 'The very first line' });
        if (pages === 2) await olga.ask('conversations:post', { id: id(), conversation, body: 'I am here.' });
        return page;
      },
    });
    const bodies = whole?.messages.map(({ body }) => body) ?? [];
    expect(bodies).toHaveLength(131);
    expect(bodies.slice(0, 2)).toEqual(['The very first line', 'Line 2']);
    expect(bodies.slice(-2)).toEqual([null, 'I am here.']);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  test('of somebody else is not to be had, and one that is stopped gives nothing', async () => {
    const { conversation, thread } = await talked();
    const walter = await house.visitor();
    const told = () => {};
    const over = new AbortController();
    expect(await wholeOf({ thread, told, over: over.signal, ...ways(walter, conversation) })).toBeUndefined();
    const { history, sync } = ways(vera, conversation);
    const stopped = wholeOf({
      ...{ thread, told, over: over.signal, sync },
      history: (before) => {
        over.abort();
        return history(before);
      },
    });
    expect(await stopped).toBeUndefined();
  });
});

test('its text tells who said what and when, what was taken back, and files by their names', () => {
  const at = new Date(2026, 10, 24, 9, 30).getTime();
  const said = (more: Partial<Said>): Said => ({
    ...{ id: id(), by: 'visitor', author: null, body: '', at, editedAt: null },
    ...more,
  });
  const first = said({ body: 'Is it oven-proof?\nThe small one.' });
  const file = { id: id(), name: 'pot.png', type: 'image/png', size: 340_000, address: null, thumbnail: null };
  const messages = [
    first,
    said({ by: 'staff', author: { id: id(), name: 'Olga' }, body: 'Yes.', replyTo: first.id, at: at + 60_000 }),
    said({ body: null }),
    said({ files: [file] as never, at: at + 86_400_000, reactions: [{ emoji: '👍', by: { id: id(), name: 'Olga' } }] }),
  ];
  const transcript = transcriptOf({
    ...{ messages, site: 'Tea shop', visitor: 'You', now: at, language: 'en-GB', dir: 'ltr' },
    words: transcriptWords().inside,
  });
  expect(textOf(transcript).split('\n')).toEqual([
    'Your conversation with Tea shop',
    '',
    expect.stringMatching(/^As it was on 24 November 2026 at 09:30\. All times are those of \S+\.$/),
    '',
    '--- Tuesday, 24 November 2026 ---',
    '',
    'You, 09:30',
    'Is it oven-proof?',
    'The small one.',
    '',
    'Olga, 09:31',
    '[In answer to: Is it oven-proof? The small one.]',
    'Yes.',
    '',
    'You, 09:30',
    '[This message was taken back.]',
    '',
    '--- Wednesday, 25 November 2026 ---',
    '',
    'You, 09:30',
    '[File: pot.png, 340 kB]',
    '[👍 Olga]',
    '',
  ]);
  expect(fileNameOf('conversation', at, 'txt')).toBe('conversation-2026-11-24.txt');
});
