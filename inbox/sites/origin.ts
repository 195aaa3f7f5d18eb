/** The address of a website out of what somebody typed or pasted: 'Shop.example.com/cart' → 'https://shop.example.com'; null where there is none. */
export function originOf(text: string): string | null {
  const typed = text.trim();
  if (!typed || /[\s*@<>"]/.test(typed)) return null;
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(typed);
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${isLocal ? 'http' : 'https'}://${typed}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.username) return null;
  return url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[') ? url.origin : null;
}

/** Why there is no address in what somebody typed; null where there is one. */
export function flawOf(text: string): 'empty' | 'star' | 'scheme' | 'wrong' | null {
  if (originOf(text)) return null;
  if (!text.trim()) return 'empty';
  if (text.includes('*')) return 'star';
  return /^\s*(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(text) ? 'scheme' : 'wrong';
}

/** Whether only people at this machine reach it. */
export function isLocal(address: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(URL.parse(address)?.hostname ?? '');
}

/** With 'www.' where it has none, without it where it has: owners often forget one of both. Null where that makes no sense. */
export function sisterOf(origin: string): string | null {
  const url = URL.parse(origin);
  if (!url || !/[a-z]/i.test(url.hostname.split('.').at(-1) ?? '')) return null;
  const parts = url.hostname.split('.');
  const isWww = parts[0] === 'www';
  if (isWww ? parts.length < 3 : parts.length !== 2) return null;
  url.hostname = isWww ? parts.slice(1).join('.') : `www.${url.hostname}`;
  return url.origin;
}
