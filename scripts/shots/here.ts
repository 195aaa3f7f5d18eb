import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { io } from 'socket.io-client';
import { emailOf, PASSWORD } from '../../demo/staff.ts';

const drawing = readFileSync(new URL('../../demo/pages/things/mug.svg', import.meta.url));
const MUG = await sharp(drawing).flatten({ background: '#f3e3c3' }).png().toBuffer();

/** Colleagues come to their desks, and leave with the page. The first of them has a picture. */
export async function comeIn(page: Page, url: string, names: readonly string[]): Promise<void> {
  for (const [at, name] of names.entries()) {
    const { headers } = await post(url, 'sign-in', { email: emailOf(name), password: PASSWORD }, '');
    const cookie = (headers.get('set-cookie') ?? '').split(';')[0] as string;
    if (at === 0) await post(url, 'staff/set-picture', { image: MUG.toString('base64') }, cookie);
    const line = io(`${url}/staff`, {
      ...{ transports: ['websocket'], forceNew: true, auth: { protocol: 1 }, extraHeaders: { origin: url, cookie } },
    });
    page.once('close', () => line.close());
    await new Promise<void>((resolve) => line.once('connect', () => resolve()));
  }
}

/** Opens the dialog of one's own picture with a new one in it. */
export async function chooseFace(desk: Page): Promise<void> {
  await desk.locator('nav .avatar').click();
  await desk.getByRole('menuitem', { name: 'Your picture' }).click();
  const file = { name: 'mug.png', mimeType: 'image/png', buffer: MUG };
  await desk.getByRole('dialog').locator('input').setInputFiles(file);
  await desk.getByRole('img', { name: 'The picture that you have chosen' }).waitFor();
}

function post(url: string, verb: string, body: object, cookie: string): Promise<Response> {
  return fetch(`${url}/api/staff/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify(body),
  });
}
