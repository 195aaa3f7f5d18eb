import type { IncomingHttpHeaders } from 'node:http';
import { type Settings, trusts } from './config.ts';
import type { Entry } from './door.ts';

type Incoming = { headers: IncomingHttpHeaders; socket: { remoteAddress?: string | undefined } };

export type Entries = {
  of(request: Incoming): Entry;
  /** Where the browser reached us: PUBLIC_URL, or what the Host header says. */
  base(request: Incoming): string;
};

/** Reads from headers what a door needs, believing X-Forwarded-* from trusted proxies only. */
export function openEntries(settings: Pick<Settings, 'publicUrl' | 'trustProxy'>): Entries {
  const trusted = trusts(settings.trustProxy);

  return { of, base };

  function of(request: Incoming): Entry {
    const { headers } = request;
    const origin = headers.origin;
    return {
      origin,
      ours: origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : isOurs(origin, headers.host),
      site: undefined,
      token: headers.authorization?.match(/^Bearer ([\w.~+/=-]{1,500})$/i)?.[1],
      cookies: cookiesOf(headers.cookie),
      address: addressOf(request),
      secure: secure(request),
      userAgent: (headers['user-agent'] ?? '').toWellFormed().replaceAll('\0', '').slice(0, 300),
    };
  }

  function isOurs(origin: string, host: string | undefined): boolean {
    if (settings.publicUrl !== null) return origin === settings.publicUrl;
    return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
  }

  function addressOf({ headers, socket }: Incoming): string {
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    let address = socket.remoteAddress ?? '';
    while (trusted(address) && forwarded.length > 0) address = forwarded.pop()?.trim() || address;
    return address;
  }

  function secure(request: Incoming): boolean {
    if (settings.publicUrl !== null) return settings.publicUrl.startsWith('https:');
    return trusted(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-proto'] === 'https';
  }

  function base(request: Incoming): string {
    if (settings.publicUrl !== null) return settings.publicUrl;
    const said = `${secure(request) ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
    return URL.canParse(said) ? said : 'http://localhost';
  }
}

/** Cookies by name; of two with the same name the first counts (RFC 6265 sends the more specific one first). */
function cookiesOf(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('=', 2) as [string, string | undefined]);
  return Object.fromEntries(pairs.reverse().flatMap(([name, value]) => (name && value ? [[name, value]] : [])));
}
