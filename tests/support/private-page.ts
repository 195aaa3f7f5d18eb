import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** On this page whatever is private is magenta and nothing else is. `class="seen"`: it has to be green in a picture; `"black"`: black. */
const BODY = `
<style>
  html, body { height: 100%; margin: 0; background: #fff }
  header { position: sticky; top: 0; height: 20px; background: #0f0; z-index: 1 }
  footer { position: fixed; bottom: 0; left: 0; width: 100px; height: 20px; background: #0f0 }
  .seen { height: 20px; background: #0f0 }
  .black, .hidden, [data-foyer-private]::before, ::placeholder, select, textarea, input, [contenteditable] {
    background: #f0f; color: #f0f; border: 0; border-radius: 0; padding: 0; margin: 0; caret-color: #f0f; outline: 0;
  }
  .black { display: block; width: 200px; height: 20px }
  [data-foyer-private]::before { content: 'secret' }
  .scrolls { height: 60px; overflow: auto }
</style>
<header></header>
<p class="seen" style="margin: 0"></p>
<p class="black" data-foyer-private>secret <img alt="secret" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='99' height='9'><rect width='99' height='9' fill='%23f0f'/></svg>">
  <b style="position: absolute; left: 220px; background: #f0f">hangs out</b></p>
<input class="black" value="4111 1111"><input class="black" type="password" placeholder="secret"><textarea class="black">secret</textarea>
<select class="black"><option>secret</option></select><div class="black" contenteditable>secret <i>secret</i></div>
<div class="black" role="textbox">secret</div>
<p style="margin: 0">Dear <span class="hidden" data-foyer-private>Vera Vole</span>, your tea is on its way.</p>
<div id="shadow"><em data-foyer-private class="black">secret</em><em style="background: #f0f">in the light of a private slot</em></div>
<svg width="200" height="20" style="display: block"><text id="name" data-foyer-private y="10" fill="#f0f">secret</text><use href="#name" y="5"/></svg>
<svg width="200" height="20" style="display: block"><use href="#name"/></svg>
<canvas data-foyer-private width="200" height="20" style="display: block; background: #f0f"></canvas>
<iframe srcdoc="<body style='background: #f0f'>" width="200" height="20" style="display: block; border: 0"></iframe>
<div class="scrolls"><div style="height: 200px"></div><p class="seen" style="margin: 0; width: 20px"></p><input class="black" value="secret"></div>
<div class="seen" style="width: 20px"></div><div style="height: 3000px"></div><footer></footer>`;

/** Makes a page of it, scrolled as a whole and inside. */
export async function fillWithSecrets(page: Page): Promise<void> {
  await page.evaluate((body) => {
    const ours = [...document.body.children].filter(({ localName }) => localName === 'foyer-widget');
    document.body.innerHTML = body;
    document.body.append(...ours);
    const host = document.getElementById('shadow')!;
    host.attachShadow({ mode: 'open' }).innerHTML =
      '<style>input, b { background: #f0f; color: #f0f; border: 0; display: block; height: 20px }</style><input value="secret"><div data-foyer-private><slot></slot></div><b data-foyer-private>secret</b>';
    const context = document.querySelector('canvas')!.getContext('2d')!;
    context.fillStyle = '#f0f';
    context.fillRect(0, 0, 200, 20);
    document.querySelector('.scrolls')!.scrollTop = 180;
    scrollTo(0, 10);
  }, BODY);
}

/** Stands in for the browser's dialog: shows a picture of a tab with a magenta field in it, or of something else. */
export async function showTab(page: Page, surface: 'browser' | 'window'): Promise<void> {
  await page.evaluate((displaySurface) => {
    const field = document.querySelector('input') ?? document.body.appendChild(document.createElement('input'));
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: innerWidth, height: innerHeight });
    const context = canvas.getContext('2d')!;
    const { x, y, width, height } = field.getBoundingClientRect();
    const draw = () => {
      context.fillStyle = '#0f0';
      context.fillRect(0, 0, innerWidth, innerHeight);
      context.fillStyle = '#f0f';
      context.fillRect(x, y, width, height);
    };
    setInterval(draw, 50);
    const media = navigator.mediaDevices as MediaDevices & { setCaptureHandleConfig(config: { handle: string }): void };
    let handle = '';
    media.setCaptureHandleConfig = (config) => {
      handle = config.handle;
    };
    media.getDisplayMedia = async () => {
      const stream = canvas.captureStream(30);
      for (const track of stream.getVideoTracks())
        Object.assign(track, { getSettings: () => ({ displaySurface }), getCaptureHandle: () => ({ handle }) });
      return stream;
    };
  }, surface);
}

export type Pixels = { width: number; height: number; at(x: number, y: number): string; data: Buffer };

export async function pixelsOf(picture: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const from = (Math.round(y) * info.width + Math.round(x)) * 3;
    return `#${data.subarray(from, from + 3).toString('hex')}`;
  };
  return { width: info.width, height: info.height, at, data };
}

/** How many pixels have the colour of what is private, or something of it. */
export function secretIn({ data }: Pixels): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (red - green > 60 && blue - green > 60) count++;
  }
  return count;
}

/** The middle of everything that has to be seen, or to be black, and is in view. */
export async function placesOf(page: Page, selector: string): Promise<{ x: number; y: number }[]> {
  return page.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }),
    selector,
  );
}
