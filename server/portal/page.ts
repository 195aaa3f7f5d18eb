import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, Rendered } from '../../portal/page.ts';

type Renderer = { render(page: Page): Rendered };
let renderer: Promise<Renderer> | undefined;

/** Draws a page. What draws it comes in with the first one: many installations have no help centre. */
export async function draw(page: Page): Promise<{ html: string; policy: string }> {
  renderer ??= import(
    pathToFileURL(join(import.meta.dirname, '../../dist/portal/render.js')).href
  ) as Promise<Renderer>;
  const { html, style, scripts } = (await renderer).render(page);
  return { html, policy: policyOf(page, style, scripts) };
}

/** Nothing runs and nothing is loaded but what the page itself holds, pictures of articles, and the snippet where the owner wants it. */
function policyOf(page: Page, style: string, scripts: readonly string[]): string {
  const snippet = page.ask ? new URL(page.ask.snippet).origin : null;
  const sources = [...scripts.map(hashOf), ...(snippet ? [snippet] : [])];
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(sources.length > 0 ? [`script-src ${sources.join(' ')}`] : []),
    ...(snippet ? [`connect-src ${snippet} ${snippet.replace(/^http/, 'ws')}`] : []),
    `img-src 'self' data:${snippet ? ` ${snippet}` : ''}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
