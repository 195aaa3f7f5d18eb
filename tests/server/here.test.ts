import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** Whom a visitor finds there: who of the staff, with which face, and who hears when that changes. */
describe.each(databases)('who is there, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let ben: { cookie: string; id: string };
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env);
    ben = await house.colleague('Ben', [{ site: house.site.id, role: 'agent' }]);
  });
  afterAll(async () => {
    await house.close();
    await data.remove();
  });

  const welcome = async (): Promise<Answer[]> =>
    (await house.post('/api/visitor/welcome', { site: house.site.key }, { origin: SHOP })).body.here;
  const picture = async (width = 300, height = 200) =>
    sharp({ create: { width, height, channels: 3, background: '#c2410c' } })
      .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .jpeg()
      .toBuffer();
  const setPicture = async (cookie: string, bytes: Buffer | null) =>
    (await house.asStaff(cookie, 'staff/set-picture', { image: bytes?.toString('base64') ?? null })).body;

  test('Vera is told who came and went, once for what happens together, and nothing but names and faces', async () => {
    const vera = await house.visitor();
    expect(await vera.ask('staff:watch')).toEqual({ ok: true, here: [] });
    const olga = await house.staff();
    const atDesk = await house.staff(ben.cookie);
    const both = [
      { id: house.olgasId, name: 'Olga', picture: null },
      { id: ben.id, name: 'Ben', picture: null },
    ];
    expect(await vera.hears('staff:gathered')).toEqual({ here: both });
    expect(await welcome()).toEqual(both);
    // A page that is loaded anew was never away.
    atDesk.close();
    const again = await house.staff(ben.cookie);
    olga.close();
    await vera.hears('staff:gathered', ({ here }) => here.length === 1);
    expect(vera.heard.map(({ payload }) => payload)).toEqual([{ here: both }, { here: [both[1]] }]);
    again.close();
    await vera.hears('staff:gathered', ({ here }) => here.length === 0);
    vera.close();
  });

  test('who only reads along, answers elsewhere, or has the inbox open while it is closed, is not there', async () => {
    const vito = await house.colleague('Vito', [{ site: house.site.id, role: 'viewer' }]);
    const other = await house.asStaff(house.olgasCookie, 'sites/create', {
      name: 'Atelier',
      origin: 'https://a.example',
    });
    const elsa = await house.colleague('Elsa', [{ site: other.body.site.id, role: 'agent' }]);
    const lines = [await house.staff(vito.cookie), await house.staff(elsa.cookie), await house.staff(ben.cookie)];
    expect((await welcome()).map(({ name }) => name)).toEqual(['Ben']);
    const week = Array.from({ length: 7 }, () => []);
    const hours = { zone: 'Europe/Vienna', week, holidays: [] };
    await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours });
    expect(await welcome()).toEqual([]);
    await house.asStaff(house.olgasCookie, 'hours/set', { site: house.site.id, hours: null });
    expect(await welcome()).toHaveLength(1);
    for (const line of lines) line.close();
  });

  test('a handful is told at most, and who lost their role is not there any more', async () => {
    const names = ['Cleo', 'Dan', 'Eve'];
    const team = [];
    for (const name of names) team.push(await house.colleague(name, [{ site: house.site.id, role: 'agent' }]));
    const lines = await Promise.all([ben, ...team].map(({ cookie }) => house.staff(cookie)));
    expect((await welcome()).map(({ name }) => name)).toEqual(['Ben', 'Cleo', 'Dan']);
    const vera = await house.visitor();
    await vera.ask('staff:watch');
    await house.asStaff(house.olgasCookie, 'staff/remove', { staff: team[0]!.id });
    const { here } = await vera.hears('staff:gathered');
    expect(here.map(({ name }: { name: string }) => name)).toEqual(['Ben', 'Dan', 'Eve']);
    for (const line of [...lines, vera]) line.close();
  });

  test("Ben's picture becomes a small square without what the camera noted, at an address that ends with it", async () => {
    const line = await house.staff(ben.cookie);
    const vera = await house.visitor();
    await vera.ask('staff:watch');
    const { member } = await setPicture(ben.cookie, await picture());
    expect(member).toMatchObject({ name: 'Ben', picture: expect.any(String) });
    const { here } = await vera.hears('staff:gathered', (now) => now.here[0]?.picture !== null);
    expect(here).toEqual([{ id: ben.id, name: 'Ben', picture: member.picture }]);
    const face = () => fetch(`${house.url}/api/visitor/faces/${member.picture}`);
    const shown = await face();
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const { format, width, height, exif } = await sharp(Buffer.from(await shown.arrayBuffer())).metadata();
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 160, height: 160, exif: undefined });
    expect((await setPicture(ben.cookie, null)).member.picture).toBeNull();
    expect((await face()).status).toBe(404);
    for (const one of [line, vera]) one.close();
  });

  test('what is no picture, or unpacks to more than is taken, is refused with a sentence and the old one stays', async () => {
    const { member } = await setPicture(ben.cookie, await picture());
    const blank = sharp({ create: { width: 7_200, height: 7_200, channels: 3, background: '#fff' } });
    const huge = await blank.png({ compressionLevel: 9, palette: true, colours: 2 }).toBuffer();
    expect(huge.length).toBeLessThan(66_000);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [huge, svg, Buffer.from('no picture')]) {
      const answer = await setPicture(ben.cookie, bytes);
      expect(answer).toMatchObject({ code: 'picture_refused', field: 'image' });
    }
    expect((await house.asStaff(ben.cookie, 'staff/me')).body.member.picture).toBe(member.picture);
  });
});
