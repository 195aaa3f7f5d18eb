import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { ask, POINT, type Sender, send } from '../support/files.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Issue 4, number 1: pictures in articles. */
describe.each(databases)('the pictures of articles, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let later = 0;
  let site: string;
  let asOlga: Sender;
  beforeAll(async () => {
    data = await fresh();
    house = await openHouse(data.env, () => Date.now() + later);
    site = house.site.id;
    asOlga = { url: house.url, door: 'staff', headers: { origin: house.url, cookie: house.olgasCookie } };
  });
  afterAll(async () => {
    await house.close();
    await data.remove();
  });

  const olga = async (verb: string, payload: object): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, `articles/${verb}`, payload)).body;
  const statusOf = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(house.url + path, { headers })).status;
  const staffSees = (picture: string, cookie = house.olgasCookie) =>
    statusOf(`/api/staff/files/${picture}/whole`, { cookie });
  const isOnDisk = (picture: string) => {
    const place = join(data.env.DATA_DIR as string, 'files', picture.slice(-2));
    return existsSync(place) && readdirSync(place).some((name) => name.startsWith(picture));
  };
  const sweep = () => house.app.slices.files.sweepOnce('all');

  /** A picture that is sent: its id, and its address below that of Foyer. */
  async function picture(more: object = { site }) {
    const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c04020' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Cam' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const sent = await send(asOlga, bytes, { name: 'lid.jpg', type: 'image/jpeg', ...more });
    expect(sent.finished).toMatchObject({ ok: true, file: { width: 40, height: 60 } });
    return { file: sent.id, address: `/foyer/articles/${sent.id}-40x60` };
  }
  async function write(body: string, article = id(), more: object = {}) {
    const saved = await olga('save', {
      site,
      article,
      language: 'en',
      edits: 0,
      title: 'Lids',
      summary: '',
      body,
      ...more,
    });
    expect(saved).toMatchObject({ ok: true });
    return { article, tree: saved.tree };
  }
  const publish = (article: string) => olga('publish', { article, language: 'en', at: null });

  test('a picture is written anew, keeps its place in the text, and is there for visitors once its article is', async () => {
    const { file, address } = await picture();
    expect(await staffSees(file)).toBe(200);
    const { article, tree } = await write(`The lid:\n\n![A red lid](${address})`);
    expect(tree[1].parts).toEqual([{ is: 'image', from: address, alt: 'A red lid', width: 40, height: 60 }]);
    expect(await statusOf(address)).toBe(404);
    await publish(article);
    const answer = await fetch(house.url + address);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=300',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers.get('content-disposition')).toMatch(/^inline/);
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).exif).toBeUndefined();
    const etag = answer.headers.get('etag') as string;
    expect(await statusOf(address, { 'if-none-match': etag, 'cache-control': 'max-age=0' })).toBe(304);
    const read = await house.post(
      '/api/visitor/articles/read',
      { site: house.site.key, language: 'en', article },
      { origin: SHOP },
    );
    expect(read.body.article.tree[1].parts[0]).toMatchObject({ from: address });
    // The address tells the size; another file, size or form is none of it.
    for (const wrong of [
      `/foyer/articles/${id()}-40x60`,
      `/foyer/articles/${file}`,
      `${address}/whole`,
      `${address}.js`,
    ]) {
      expect(await statusOf(wrong)).toBe(404);
    }
    await olga('unpublish', { article, language: 'en' });
    expect(await statusOf(address)).toBe(404);
    await publish(article);
    await olga('place', { article, audience: 'internal' });
    expect(await statusOf(address)).toBe(404);
    await olga('place', { article, audience: 'public' });
    expect(await statusOf(address)).toBe(200);
    await olga('remove', { article });
    expect(await statusOf(address)).toBe(404);
    expect(await staffSees(file)).toBe(200);
    await olga('bring-back', { article });
    expect(await statusOf(address)).toBe(200);
  });

  test('a draft that goes on beyond what is published shows its new picture to nobody yet', async () => {
    const [old, fresh] = [await picture(), await picture()];
    const { article } = await write(`![Old](${old.address})`);
    await publish(article);
    await write(`![New](${fresh.address})`, article, { edits: 1 });
    expect([await statusOf(old.address), await statusOf(fresh.address)]).toEqual([200, 404]);
    await publish(article);
    expect([await statusOf(old.address), await statusOf(fresh.address)]).toEqual([404, 200]);
    await olga('restore', { article, language: 'en', number: 1 });
    await publish(article);
    expect([await statusOf(old.address), await statusOf(fresh.address)]).toEqual([200, 404]);
  });

  test('only pictures are taken, whatever the site takes from visitors, and only of agents of the site', async () => {
    const begin = (more: object, as = asOlga) =>
      ask(as, 'begin', { id: id(), name: 'x.png', type: 'image/png', size: 10, ...more });
    const rules = { site, kinds: [] as string[], maxBytes: 100_000 };
    await ask(asOlga, 'set-rules', rules);
    const { address } = await picture();
    await ask(asOlga, 'set-rules', { ...rules, kinds: ['image', 'audio', 'video', 'document'], maxBytes: 20_000_000 });
    expect((await write(`![](${address})`)).tree[0].parts[0]).toMatchObject({ is: 'image', alt: '' });

    expect(await begin({ site, type: 'video/mp4' })).toMatchObject({ problem: { code: 'kind_refused' } });
    expect(await begin({ site, size: 20_000_001 })).toMatchObject({ problem: { code: 'too_large' } });
    const lie = await send(asOlga, '<svg onload="alert(1)"/>', { name: 'x.png', type: 'image/png', site });
    expect(lie.finished).toMatchObject({ problem: { code: expect.stringMatching(/refused/) } });
    expect(await begin({})).toMatchObject({ problem: { code: 'bad_input', field: 'conversation' } });
    expect(await begin({ site: id() })).toMatchObject({ problem: { code: 'not_found' } });
    const { conversation } = (
      await house.asVisitor(await house.visitorToken(), 'conversations/post', { id: id(), body: 'Hi' })
    ).body;
    expect(await begin({ site, conversation })).toMatchObject({ problem: { code: 'bad_input', field: 'site' } });
    const vito = await house.colleague(`Vito-${id()}`, [{ site, role: 'viewer' }]);
    const asVito = { ...asOlga, headers: { ...asOlga.headers, cookie: vito.cookie } };
    expect(await begin({ site }, asVito)).toMatchObject({ problem: { code: 'forbidden' } });
  });

  test('of another site, of a message, or of nobody: no article shows it, and no message takes a picture of an article', async () => {
    const other = (await house.asStaff(house.olgasCookie, 'sites/create', { name: 'B', origin: 'http://b.example' }))
      .body.site;
    const foreign = await picture({ site: other.id });
    const { conversation } = (
      await house.asVisitor(await house.visitorToken(), 'conversations/post', { id: id(), body: 'Hi' })
    ).body;
    const private_ = await picture({ conversation });
    const coming = id();
    await ask(asOlga, 'begin', { id: coming, name: 'x.png', type: 'image/png', size: 10, site });
    for (const address of [
      foreign.address,
      private_.address,
      `/foyer/articles/${coming}-1x1`,
      `/foyer/articles/${id()}-1x1`,
    ]) {
      const { article, tree } = await write(`![What it shows](${address})`);
      expect(tree[0].parts).toEqual([{ is: 'text', text: 'What it shows' }]);
      await publish(article);
      expect(await statusOf(address)).toBe(404);
    }
    const elsa = await house.colleague(`Elsa-${id()}`, [{ site: other.id, role: 'admin' }]);
    const own = await picture();
    expect([await staffSees(own.file, elsa.cookie), await staffSees(foreign.file, elsa.cookie)]).toEqual([404, 200]);
    expect(await statusOf(`/api/staff/files/${own.file}/whole`)).toBe(401);
    const olgas = await house.staff();
    expect(
      await olgas.ask('conversations:post', { id: id(), conversation, body: '', note: false, files: [own.file] }),
    ).toMatchObject({ problem: { code: 'bad_input', field: 'files' } });
    olgas.close();
  });

  test('what no text shows any more is gone after two weeks; what an earlier one shows stays', async () => {
    const [left, kept, first, gone] = [await picture(), await picture(), await picture(), await picture()];
    const { article } = await write(`![Kept](${kept.address})`);
    await publish(article);
    await write('No picture.', article, { edits: 1 });
    // Written down again within the same text: the first one is in none.
    const draft = await write(`![First](${first.address})`);
    await write('Never mind.', draft.article, { edits: 1 });
    const removed = await write(`![Gone](${gone.address})`);
    await olga('remove', { article: removed.article });
    const there = () => [left, kept, first, gone].map(({ file }) => isOnDisk(file));
    later += 13 * DAY_MS;
    await sweep();
    expect(there()).toEqual([true, true, true, true]);
    later += DAY_MS - HOUR_MS / 2;
    expect((await write(`![Late](${left.address})`)).tree[0].parts).toEqual([{ is: 'text', text: 'Late' }]);
    later += HOUR_MS;
    await sweep();
    expect(there()).toEqual([false, true, false, true]);
    later += 17 * DAY_MS;
    await sweep();
    expect(there()).toEqual([false, true, false, false]);
    expect(await olga('restore', { article, language: 'en', number: 1 })).toMatchObject({ ok: true });
    await publish(article);
    expect(await statusOf(kept.address)).toBe(200);
  });

  test('the same announcement for something else is a conflict', async () => {
    const file = id();
    const about = { id: file, name: 'x.png', type: 'image/png', size: Buffer.from(POINT, 'base64').length };
    const { conversation } = (
      await house.asVisitor(await house.visitorToken(), 'conversations/post', { id: id(), body: 'Hi' })
    ).body;
    expect(await ask(asOlga, 'begin', { ...about, site })).toMatchObject({ ok: true, received: 0 });
    expect(await ask(asOlga, 'begin', { ...about, site })).toMatchObject({ ok: true, received: 0 });
    expect(await ask(asOlga, 'begin', { ...about, conversation })).toMatchObject({ problem: { code: 'conflict' } });
  });
});
