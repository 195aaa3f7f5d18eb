import type { Block, Transcript } from './transcript.ts';

/** An element: its name, its attributes, and what is in it. Texts are texts, whatever stands in them. */
type Markup = string | { name: string; attributes: Record<string, string>; children: readonly Markup[] };

const el = (name: string, attributes: Record<string, string>, ...children: Markup[]): Markup => ({
  ...{ name, attributes, children },
});

const CSS = `
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 0 auto; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, p { text-align: match-parent; }
h1 { margin: 0 0 0.5rem; font-size: 1.4rem; line-height: 1.3; }
h2 { margin: 2rem 0 0.5rem; font-size: 0.9rem; }
p { margin: 0; }
.made, .by, .answers, .file, .reactions, .gone { color: color-mix(in srgb, CanvasText 70%, Canvas); font-size: 0.875rem; }
article { margin: 0.75rem 0; padding-inline-start: 0.75rem; border-inline-start: 3px solid; break-inside: avoid; }
.theirs { border-color: color-mix(in srgb, CanvasText 25%, Canvas); }
.by b { color: CanvasText; }
.body { white-space: pre-wrap; }
.gone { font-style: italic; }
@media print { :root { color-scheme: light; } body { padding: 0; font-size: 11pt; } }
`;

/**
 * As one file that can be opened from the disk: it loads nothing, no script runs in it, and the only styles that count are ours. What
 * people wrote is text in it.
 */
export function htmlOf(transcript: Transcript): string {
  const nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(36)).join('');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const whole = el(
    'html',
    { lang: transcript.language, dir: transcript.dir },
    el(
      'head',
      {},
      el('meta', { charset: 'utf-8' }),
      el('meta', { 'http-equiv': 'content-security-policy', content: policy }),
      el('meta', { name: 'referrer', content: 'no-referrer' }),
      el('meta', { name: 'viewport', content: 'width=device-width' }),
      el('title', {}, transcript.title),
      el('style', { nonce }, CSS),
    ),
    el('body', {}, mainOf(transcript)),
  );
  return `<!doctype html>\n${written(whole)}\n`;
}

/** Fills an empty page with it, under whatever policy that page has: nodes, and a style sheet that is adopted. */
export function drawIn(page: Window & typeof globalThis, transcript: Transcript): void {
  const { document } = page;
  document.title = transcript.title;
  document.documentElement.lang = transcript.language;
  document.documentElement.dir = transcript.dir;
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(CSS);
  document.adoptedStyleSheets = [sheet];
  document.body.replaceChildren(nodeOf(mainOf(transcript), document));
}

function mainOf({ blocks }: Transcript): Markup {
  return el('main', {}, ...blocks.map(markupOf));
}

function markupOf(block: Block): Markup {
  switch (block.kind) {
    case 'title':
      return el('h1', { dir: 'auto' }, block.text);
    case 'made':
      return el('p', { class: 'made', dir: 'auto' }, block.text);
    case 'day':
      return el('h2', { dir: 'auto' }, block.text);
    case 'said':
      return el(
        'article',
        block.own ? {} : { class: 'theirs' },
        el('p', { class: 'by', dir: 'auto' }, el('b', { dir: 'auto' }, block.by), `, ${block.time}`),
        ...block.lines.map(({ kind, text }) => el('p', { class: kind, dir: 'auto' }, text)),
      );
    default:
      return block satisfies never;
  }
}

const EMPTY = new Set(['meta']);

function written(markup: Markup): string {
  if (typeof markup === 'string') return escaped(markup);
  const { name, attributes, children } = markup;
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const open = `<${name}${all.join('')}>`;
  return EMPTY.has(name) ? open : `${open}${children.map(written).join('')}</${name}>`;
}

/** Our own style sheet has none of these; a person's text may have any. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function nodeOf(markup: Markup, document: Document): Node {
  if (typeof markup === 'string') return document.createTextNode(markup);
  const element = document.createElement(markup.name);
  for (const [key, value] of Object.entries(markup.attributes)) element.setAttribute(key, value);
  element.append(...markup.children.map((child) => nodeOf(child, document)));
  return element;
}
