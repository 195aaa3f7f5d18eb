import { createHmac, timingSafeEqual } from 'node:crypto';

const LASTS_MS = 30 * 24 * 60 * 60 * 1000;

export type Read = { session: string; expired: boolean };

export type Tokens = {
  /** A visitor's token for a session: `v1.<session>.<expiry>.<signature>`, good for 30 days. */
  issue(session: string, now: number): string;
  /** What an authentic token says, an expired one too; undefined for any other text. */
  read(token: string, now: number): Read | undefined;
};

/** Visitors' tokens, signed (HMAC-SHA256) with a secret of this installation. */
export function openTokens(secret: string): Tokens {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    issue(session, now) {
      const text = `v1.${session}.${(now + LASTS_MS).toString(36)}`;
      return `${text}.${sign(text)}`;
    },
    read(token, now) {
      const [version, session, expiry, signature, ...rest] = token.split('.');
      if (version !== 'v1' || !session || !expiry || !signature || rest.length > 0) return undefined;
      const given = Buffer.from(signature);
      const due = Buffer.from(sign(`v1.${session}.${expiry}`));
      if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
      return { session, expired: Number.parseInt(expiry, 36) <= now };
    },
  };
}
