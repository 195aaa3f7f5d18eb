import { createHmac, timingSafeEqual } from 'node:crypto';

const LASTS_MS = 30 * 24 * 60 * 60 * 1000;
const PASS_LASTS_MS = 24 * 60 * 60 * 1000;
/** A slow phone that is put away meanwhile may take its time. */
const CHALLENGE_LASTS_MS = 5 * 60 * 1000;

export type Read = { session: string; expired: boolean };

export type Tokens = {
  /** A visitor's token for a session: `v1.<session>.<expiry>.<signature>`, good for 30 days. */
  issue(session: string, now: number): string;
  /** What an authentic token says, an expired one too; undefined for any other text. */
  read(token: string, now: number): Read | undefined;
  /** A pass: it stands for a person who has no session yet, `p1.<person>.<expiry>.<signature>`, good for a day unless said otherwise. */
  issuePass(person: string, now: number, lastsMs?: number): string;
  /** The person of an authentic pass that is still good. */
  readPass(token: string, now: number): string | undefined;
  /** A challenge: whoever works for it may open the session that it names, `c1.<session>.<expiry>.<signature>`, within five minutes. */
  issueChallenge(session: string, now: number): string;
  /** The session of an authentic challenge that is still good. */
  readChallenge(challenge: string, now: number): string | undefined;
};

/** Visitors' tokens and passes, signed (HMAC-SHA256) with a secret of this installation. */
export function openTokens(secret: string): Tokens {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  const make = (version: string, subject: string, expiry: number) => {
    const text = `${version}.${subject}.${expiry.toString(36)}`;
    return `${text}.${sign(text)}`;
  };
  const open = (version: string, token: string) => {
    const [begin, subject, expiry, signature, ...rest] = token.split('.');
    if (begin !== version || !subject || !expiry || !signature || rest.length > 0) return undefined;
    const given = Buffer.from(signature);
    const due = Buffer.from(sign(`${version}.${subject}.${expiry}`));
    if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
    return { subject, expiresAt: Number.parseInt(expiry, 36) };
  };
  return {
    issue: (session, now) => make('v1', session, now + LASTS_MS),
    read(token, now) {
      const opened = open('v1', token);
      return opened && { session: opened.subject, expired: opened.expiresAt <= now };
    },
    issuePass: (person, now, lastsMs = PASS_LASTS_MS) => make('p1', person, now + lastsMs),
    readPass(token, now) {
      const opened = open('p1', token);
      return opened && opened.expiresAt > now ? opened.subject : undefined;
    },
    issueChallenge: (session, now) => make('c1', session, now + CHALLENGE_LASTS_MS),
    readChallenge(challenge, now) {
      const opened = open('c1', challenge);
      return opened && opened.expiresAt > now ? opened.subject : undefined;
    },
  };
}
