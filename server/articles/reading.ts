import type { AlignType, List, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { type Block, type Inline, pictureAt } from '../../protocol/articles.ts';
import { slugOf, wordsOf } from './tree.ts';

/** Blocks and marks within each other. What is deeper is shown as text. */
const DEEPEST = 12;
/** `> [!NOTE]` begins a callout, as it does on GitHub. */
const CALLOUT = /^\s*\[!(note|tip|warning)\]\s*\n?/i;
/** Signs of quotes and lists at the beginning of a line, more than the reader has breath for. */
const TOO_DEEP = /^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){40})(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+/gm;
/** An article of the same site, by its slug. */
const ARTICLE = /^article:([\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*)$/u;
const FOLLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:']);

type Definitions = ReadonlyMap<string, string>;
type Context = {
  definitions: Definitions;
  anchors: Map<string, number>;
  depth: number;
  has(picture: string): boolean;
  isLinked: boolean;
};

/**
 * What an article's Markdown says, as nodes of which each is on the list of `Block` and `Inline`. HTML in it stays text; an address that is
 * not http, https, mailto or tel loses its link and keeps its words. Of pictures only our own are shown, and of these those that it `has`;
 * one that is elsewhere becomes a link, since whoever has it would hear of each reader.
 */
export function treeOf(markdown: string, has: (picture: string) => boolean = () => true): Block[] {
  const root = fromMarkdown(markdown.replace(TOO_DEEP, '$1'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const definitions = new Map(
    root.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : [])),
  );
  return blocksOf(root.children, { definitions, anchors: new Map(), depth: 0, has, isLinked: false });
}

function blocksOf(nodes: readonly RootContent[], context: Context): Block[] {
  if (context.depth > DEEPEST) return paragraph(nodes.map(textOf).join(' '));
  const inner = { ...context, depth: context.depth + 1 };
  return nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case 'heading': {
        const parts = inlinesOf(node.children, inner);
        const level = Math.min(Math.max(node.depth, 2), 4) as 2 | 3 | 4;
        return [{ is: 'heading', level, anchor: anchorOf(wordsOf(parts), context.anchors), parts }];
      }
      case 'paragraph':
        return videoOf(node.children) ?? [{ is: 'paragraph', parts: inlinesOf(node.children, inner) }];
      case 'list':
        return [listOf(node, inner)];
      case 'blockquote':
        return [quoteOf(node.children, inner)];
      case 'code':
        return [{ is: 'code', language: (node.lang ?? '').slice(0, 30), text: node.value }];
      case 'table':
        return [tableOf(node, inner)];
      case 'thematicBreak':
        return [{ is: 'rule' }];
      case 'html':
        return paragraph(node.value);
      default:
        return [];
    }
  });
}

function paragraph(text: string): Block[] {
  return text.trim() === '' ? [] : [{ is: 'paragraph', parts: [{ is: 'text', text }] }];
}

function listOf(node: List, context: Context): Block {
  return {
    is: 'list',
    start: node.ordered ? (node.start ?? 1) : null,
    items: node.children.map((item) => ({ done: item.checked ?? null, blocks: blocksOf(item.children, context) })),
  };
}

function quoteOf(nodes: readonly RootContent[], context: Context): Block {
  const [first, ...rest] = nodes;
  const [opening] = first?.type === 'paragraph' ? first.children : [];
  const called = opening?.type === 'text' ? CALLOUT.exec(opening.value) : null;
  if (!called || first?.type !== 'paragraph' || opening?.type !== 'text') {
    return { is: 'quote', blocks: blocksOf(nodes, context) };
  }
  const kind = called[1]?.toLowerCase() as 'note' | 'tip' | 'warning';
  const remaining = { ...opening, value: opening.value.slice(called[0].length) };
  const children = remaining.value === '' ? first.children.slice(1) : [remaining, ...first.children.slice(1)];
  const said = children.length > 0 ? [{ ...first, children }, ...rest] : rest;
  return { is: 'callout', kind, blocks: blocksOf(said, context) };
}

function tableOf(node: Table, context: Context): Block {
  const [head = [], ...rows] = node.children.map((row) =>
    row.children.map((cell) => inlinesOf(cell.children, context)),
  );
  return { is: 'table', align: head.map((_, column) => alignOf(node.align?.[column])), head, rows };
}

/** Left is where lines begin, also in a language that begins on the right. */
function alignOf(align: AlignType | undefined): 'start' | 'center' | 'end' | null {
  if (align === 'left') return 'start';
  return align === 'right' ? 'end' : (align ?? null);
}

function inlinesOf(nodes: readonly PhrasingContent[], context: Context): Inline[] {
  if (context.depth > DEEPEST) return [{ is: 'text', text: nodes.map(textOf).join('') }];
  const inner = { ...context, depth: context.depth + 1 };
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
      case 'html':
        return [{ is: 'text', text: node.value }];
      case 'strong':
        return [{ is: 'strong', parts: inlinesOf(node.children, inner) }];
      case 'emphasis':
        return [{ is: 'emphasis', parts: inlinesOf(node.children, inner) }];
      case 'delete':
        return [{ is: 'struck', parts: inlinesOf(node.children, inner) }];
      case 'inlineCode':
        return [{ is: 'code', text: node.value }];
      case 'break':
        return [{ is: 'break' }];
      case 'link':
        return linked(node.url, inlinesOf(node.children, { ...inner, isLinked: true }));
      case 'linkReference':
        return linked(
          context.definitions.get(node.identifier) ?? '',
          inlinesOf(node.children, { ...inner, isLinked: true }),
        );
      case 'image':
        return pictured(node.url, node.alt ?? '', context);
      case 'imageReference':
        return pictured(context.definitions.get(node.identifier) ?? '', node.alt ?? '', context);
      default:
        return [];
    }
  });
}

function linked(url: string, parts: Inline[]): Inline[] {
  const slug = ARTICLE.exec(url)?.[1];
  if (slug) return [{ is: 'article', slug, parts }];
  const to = followed(url, FOLLOWED);
  return to === null ? parts : [{ is: 'link', to, parts }];
}

function pictured(url: string, alt: string, { has, isLinked }: Context): Inline[] {
  const picture = pictureAt(url);
  if (picture && has(picture.id)) {
    return [{ is: 'image', from: url, alt, width: picture.width, height: picture.height }];
  }
  const to = followed(url, new Set(['https:']));
  if (to !== null && !isLinked) return [{ is: 'link', to, parts: [{ is: 'text', text: alt || to }] }];
  return alt === '' ? [] : [{ is: 'text', text: alt }];
}

/** The pictures of ours that are named in a text. */
export function picturesIn(markdown: string): string[] {
  const addresses = markdown.match(/\/foyer\/articles\/[\w-]+/g) ?? [];
  return [...new Set(addresses.flatMap((address) => pictureAt(address)?.id ?? []))];
}

function followed(url: string, schemes: ReadonlySet<string>): string | null {
  const parsed = URL.parse(url);
  return parsed && schemes.has(parsed.protocol) ? parsed.href : null;
}

/** A link to a film that stands alone in its paragraph is the film. */
function videoOf(nodes: readonly PhrasingContent[]): Block[] | null {
  const [only, ...others] = nodes;
  if (others.length > 0 || only?.type !== 'link') return null;
  const url = URL.parse(only.url);
  if (url?.protocol !== 'https:') return null;
  const title = textOf(only);
  const film = filmOf(url);
  return film && [{ is: 'video', ...film, to: url.href, title: title === only.url ? '' : title }];
}

function filmOf(url: URL): { at: 'youtube' | 'vimeo'; id: string } | null {
  const host = url.hostname.replace(/^www\.|^m\./, '');
  const inPath = url.pathname.split('/').filter(Boolean);
  const of = (at: 'youtube' | 'vimeo', id: string | null | undefined, shape: RegExp) =>
    id && shape.test(id) ? { at, id } : null;
  if (host === 'youtu.be') return of('youtube', inPath[0], /^[\w-]{11}$/);
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    const id = url.searchParams.get('v') ?? (/^(shorts|embed|live)$/.test(inPath[0] ?? '') ? inPath[1] : null);
    return of('youtube', id, /^[\w-]{11}$/);
  }
  return host === 'vimeo.com' ? of('vimeo', inPath[0], /^\d{6,12}$/) : null;
}

/** The words of a heading, as they stand in an address; the second of the same gets a number. */
function anchorOf(words: string, taken: Map<string, number>): string {
  const plain = slugOf(words) || 'part';
  const before = taken.get(plain) ?? 0;
  taken.set(plain, before + 1);
  return before === 0 ? plain : `${plain}-${before + 1}`;
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
