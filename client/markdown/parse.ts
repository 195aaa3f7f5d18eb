import { inline, type Piece } from './inline.ts';

const FENCE = /^ {0,3}```[^`]*$/;
const FENCE_ENDS = /^ {0,3}```\s*$/;
const QUOTED = /^ {0,3}> ?/;
const ITEM = /^ {0,3}(?:[-*]|(\d{1,3})\.) +(?=\S)/;
const INDENTED = /^(?: {2,}|\t)(?=\S)/;
const BLANK = /^\s*$/;
/** Lists and quotes within each other. What is deeper is text. */
const DEEPEST = 4;

/**
 * What somebody wrote, as the elements that it is shown in: text, code, quotes and lists, with bold, italics, code and links in them.
 * Everything else is text. Nothing is lost but the signs themselves.
 */
export function parse(text: string): Piece[] {
  return blocks(text.split('\n'), 0);
}

function blocks(lines: string[], depth: number): Piece[] {
  const found: Piece[] = [];
  let said: string[] = [];
  let at = 0;
  const endText = () => {
    const text = said
      .join('\n')
      .replace(/^\s*\n/, '')
      .trimEnd();
    if (text) found.push({ as: 'p', of: inline(text) });
    said = [];
  };
  const add = (block: Piece) => {
    endText();
    found.push(block);
  };

  while (at < lines.length) {
    const line = lines[at] as string;
    if (FENCE.test(line)) add(fenced());
    else if (depth < DEEPEST && QUOTED.test(line)) add(quoted());
    else if (depth < DEEPEST && ITEM.test(line)) add(listed());
    else {
      said.push(line);
      at++;
    }
  }
  endText();
  return found;

  function fenced(): Piece {
    const start = ++at;
    while (at < lines.length && !FENCE_ENDS.test(lines[at] as string)) at++;
    return { as: 'pre', of: [{ as: 'code', of: [lines.slice(start, at++).join('\n')] }] };
  }

  function quoted(): Piece {
    const start = at;
    while (QUOTED.test(lines[at] ?? '')) at++;
    const inner = lines.slice(start, at).map((line) => line.replace(QUOTED, ''));
    return { as: 'blockquote', of: blocks(inner, depth + 1) };
  }

  /** An item goes on in the lines that are indented, and a list where its next item comes after empty lines. */
  function listed(): Piece {
    const [, number] = ITEM.exec(lines[at] as string) as RegExpExecArray;
    const of: Piece[] = [];
    for (let sign = ITEM.exec(lines[at] ?? ''); sign && !sign[1] === !number; sign = ITEM.exec(lines[at] ?? '')) {
      const width = sign[0].length;
      const inner = [(lines[at] as string).slice(width)];
      for (at++; INDENTED.test(lines[at] ?? ''); at++) inner.push(outdented(lines[at] as string, width));
      of.push({ as: 'li', of: blocks(inner, depth + 1) });
      let next = at;
      while (next < lines.length && BLANK.test(lines[next] as string)) next++;
      if (ITEM.test(lines[next] ?? '')) at = next;
    }
    return number ? { as: 'ol', start: Number(number), of } : { as: 'ul', of };
  }
}

function outdented(line: string, width: number): string {
  return line.replace(/^\t| +/, (spaces) => spaces.slice(width));
}

/** The words alone, in one line: for a list or a quotation. */
export function plain(text: string): string {
  const say = (piece: Piece): string =>
    typeof piece === 'string'
      ? piece
      : piece.of.map(say).join('') + (piece.as === 'p' || piece.as === 'pre' ? ' ' : '');
  return parse(text).map(say).join('').replace(/\s+/g, ' ').trim();
}
