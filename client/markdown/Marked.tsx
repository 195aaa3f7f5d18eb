import { h, type VNode } from 'preact';
import type { Piece } from './inline.ts';
import { parse } from './parse.ts';

/** What somebody wrote, as nodes: it stands in an element of the class `marked`, whose styles are in marked.css. */
export function Marked({ text }: { text: string }) {
  return parse(text).map(draw);
}

function draw(piece: Piece): string | VNode {
  if (typeof piece === 'string') return piece;
  const { as, of, href, start } = piece;
  const link = href !== undefined && { ...AWAY, href, title: of[0] === href ? undefined : href };
  return h(as as 'a', { start, dir: INDENTED.has(as) ? 'auto' : undefined, ...link } as object, of.map(draw));
}

/** Where it leads is not told where the reader comes from. */
const AWAY = { target: '_blank', rel: 'noopener noreferrer nofollow' };
/** Their signs stand at the side where their words begin. */
const INDENTED = new Set(['ul', 'ol', 'blockquote']);
