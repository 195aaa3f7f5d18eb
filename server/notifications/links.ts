import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { newId } from '../foundation/ids.ts';
import type { LinkKind, LinkRow } from './store.ts';

const HOUR_MS = 3_600_000;
/** Whoever was answered may read that days later; what was asked for is used at once. */
const LASTS_MS: Record<LinkKind, number> = { answer: 14 * 24 * HOUR_MS, verify: HOUR_MS, continue: HOUR_MS };

export type Links = ReturnType<typeof openLinks>;

/** The links in mails: `<base>/mail/<id><signature>?lang=<locale>`, the page behind one speaking as the letter did. The signature (HMAC-SHA256) keeps a look at the data from opening any. */
export function openLinks({ secret, base }: { secret: string; base(): string }) {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22);

  return { make, urlOf, idIn, stopUrl, stopIn };

  function make(p: {
    kind: LinkKind;
    site: string;
    person: string;
    email: string;
    conversation?: string;
    at: number;
  }): LinkRow {
    return {
      ...{ id: newId(p.at), kind: p.kind, site_id: p.site, person_id: p.person, email: p.email },
      ...{ conversation_id: p.conversation ?? null, made_at: p.at, expires_at: p.at + LASTS_MS[p.kind], used_at: null },
    };
  }

  function urlOf(id: string, locale: string): string {
    return `${base()}/mail/${id}${sign(id)}?lang=${locale}`;
  }

  /** The link that a token names; undefined where we never gave it out. */
  function idIn(token: string): string | undefined {
    const [id, signature] = [token.slice(0, 36), token.slice(36)];
    return fits(signature, sign(id)) ? id : undefined;
  }

  /** Where somebody ends mail to an address. It works for good: mails are kept for years. */
  function stopUrl(site: string, email: string, locale: string): string {
    const hash = hashOf(email);
    return `${base()}/mail/stop/${site}${hash}${sign(`stop ${site} ${hash}`)}?lang=${locale}`;
  }

  function stopIn(token: string): { site: string; hash: string } | undefined {
    const [site, hash, signature] = [token.slice(0, 36), token.slice(36, 58), token.slice(58)];
    return fits(signature, sign(`stop ${site} ${hash}`)) ? { site, hash } : undefined;
  }
}

/** What stands for an address where it is only compared. */
export function hashOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url').slice(0, 22);
}

function fits(given: string, due: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(due)];
  return a.length === b.length && timingSafeEqual(a, b);
}
