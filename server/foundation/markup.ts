/** HTML put together from nodes: what people wrote is text everywhere and can never become markup. */
export type Markup = string | null | Element | readonly Markup[];
type Element = { tag: string; attributes: Readonly<Record<string, string>>; children: readonly Markup[] };

const EMPTY = new Set(['br', 'hr', 'meta', 'input']);

/** An element. An address that is not one of the web or of a mail box is a programming error. */
export function el(tag: string, attributes: Readonly<Record<string, string>>, ...children: Markup[]): Element {
  const address = attributes.href ?? attributes.action;
  if (address !== undefined && !/^(https?:|mailto:|\/)/.test(address))
    throw new TypeError(`${tag} leads to ${address}`);
  return { tag, attributes, children };
}

export function htmlOf(node: Markup): string {
  if (node === null) return '';
  if (typeof node === 'string') return escaped(node);
  if (!('tag' in node)) return node.map(htmlOf).join('');
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const open = `<${node.tag}${attributes.join('')}>`;
  return EMPTY.has(node.tag) ? open : `${open}${node.children.map(htmlOf).join('')}</${node.tag}>`;
}

/** A text with its line breaks, and with web addresses that can be followed. */
export function written(text: string): Markup {
  return text
    .split(/\r?\n/)
    .flatMap((line, at): Markup[] => (at === 0 ? [linked(line)] : [el('br', {}), linked(line)]));
}

function linked(line: string): Markup {
  return line.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/).map((part, at) => {
    const url = at % 2 === 1 ? URL.parse(part) : null;
    return url ? el('a', { href: url.href, rel: 'noopener noreferrer nofollow' }, part) : part;
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
