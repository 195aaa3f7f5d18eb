import { createHmac } from 'node:crypto';

const HOUR_S = 3600;

export type Claims = Record<string, unknown>;

/** A token as a shop's own server makes it, by hand: what a library would not sign can be signed here, too. */
export function signed(secret: string, claims: Claims, o: { now?: number; header?: Claims } = {}): string {
  const exp = Math.floor((o.now ?? Date.now()) / 1000) + HOUR_S;
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT', ...o.header })}.${part({ exp, ...claims })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
