/** A piece of what somebody wrote: text, or an element around more of it. `href` is always one that may be followed. */
export type Piece = string | { as: Tag; of: Piece[]; href?: string; start?: number };
export type Tag = 'strong' | 'em' | 'code' | 'a' | 'p' | 'pre' | 'blockquote' | 'ul' | 'ol' | 'li';

/**
 * What means something within a line: a sign that stands for itself, code, other ticks, a named link, an address, stars or an underscore,
 * the end of a paragraph. None of it looks further than to the next sign of its kind, so that whatever is written takes linear time.
 */
const SIGNS =
  /\\([`*_[\]])|(`+)([^`\n]+)\2(?!`)|`+|\[([^[\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s()<>"]+(?:\([^\s()<>"]*\)[^\s()<>"]*)?)\)|(https?:\/\/[^\s<>"]*[^\s<>"'.,:;!?…()[\]{}*_`])|\*+|_+|\n\s*\n/gi;
const MARK = /^(\*{1,3}|_)$/;
const SPACE = /^\s?$/;
const LETTER = /[\p{L}\p{N}]/u;
/** Where words have no spaces between them, as in Japanese, two stars stand between letters. */
const LATIN = /[a-z\d]/i;
/** An address, or what reads like the name in one, such as shop.example. Signs that are not seen may stand in it. */
const LIKE_AN_ADDRESS = /:\/|[\p{L}\p{N}][.．]\p{L}{2}/u;
const UNSEEN = /[\p{Cf}\p{Mn}]/gu;
/** They turn letters round: what is read is another thing than what is there. */
const TURNING = /[\u202d\u202e]/g;
/** What stands before it is no place, but reads like one. */
const BEFORE_THE_PLACE = /^\w+:\/\/[^/?#]*@/;

/** Bold, italics, code and links of a text. Signs without a counterpart stay as they were written. */
export function inline(written: string): Piece[] {
  const text = written.replace(TURNING, '');
  const root: Piece[] = [];
  /** What is not closed yet: each sign once at most, so that nothing nests deep. */
  const open: { sign: string; of: Piece[] }[] = [];
  let at = 0;

  for (const found of text.matchAll(SIGNS)) {
    const [sign, itself, , code, label, target, address] = found;
    say(text.slice(at, found.index));
    at = found.index + sign.length;
    if (itself) say(itself);
    else if (code) say({ as: 'code', of: [code.trim() || code] });
    else if (label && target) name(label, target);
    else if (address) follow(address);
    else if (MARK.test(sign)) mark(sign, text[found.index - 1] ?? '', text[at] ?? '');
    else {
      if (sign[0] === '\n') dissolve('');
      say(sign);
    }
  }
  say(text.slice(at));
  dissolve('');
  return root;

  function say(piece: Piece): void {
    const into = open.at(-1)?.of ?? root;
    const last = into.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') into[into.length - 1] = last + piece;
    else if (piece !== '') into.push(piece);
  }

  /** Nobody is led elsewhere than what they read says. */
  function name(label: string, href: string): void {
    const seen = label.replace(UNSEEN, '');
    const isSaid = !LIKE_AN_ADDRESS.test(seen) || [href, href.slice(7), href.split('/')[2]].includes(label);
    const link: Piece = { as: 'a', href, of: [isSaid ? label : href] };
    for (const piece of isSaid ? [link] : [`${label} (`, link, ')']) say(piece);
  }

  /** A bracket at the end belongs to the address that has opened it. */
  function follow(address: string): void {
    const whole = text[at] === ')' && address.lastIndexOf('(') > address.lastIndexOf(')') ? `${address})` : address;
    at += whole.length - address.length;
    say(BEFORE_THE_PLACE.test(whole) ? whole : { as: 'a', href: whole, of: [whole] });
  }

  function mark(sign: string, before: string, after: string): void {
    const letter = sign === '**' ? LATIN : LETTER;
    const closes = !SPACE.test(before) && !letter.test(after);
    const opens = !SPACE.test(after) && !letter.test(before);
    const signs = sign !== '***' ? [sign] : open.at(-1)?.sign === '*' ? ['*', '**'] : ['**', '*'];
    for (const one of signs) {
      const isOpen = open.some((each) => each.sign === one);
      if (isOpen && closes) {
        dissolve(one);
        say({ as: one === '**' ? 'strong' : 'em', of: open.pop()?.of ?? [] });
      } else if (opens && !isOpen) {
        open.push({ sign: one, of: [] });
      } else {
        say(one);
      }
    }
  }

  /** What was opened after this sign was not meant so. */
  function dissolve(sign: string): void {
    for (let last = open.at(-1); last && last.sign !== sign; last = open.at(-1)) {
      open.pop();
      for (const piece of [last.sign, ...last.of]) say(piece);
    }
  }
}
