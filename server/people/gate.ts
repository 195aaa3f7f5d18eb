import { createHash } from 'node:crypto';
import type { Proof } from '../../protocol/people.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import { type Limits, openMeter } from '../foundation/limits.ts';
import type { Tokens } from '../foundation/tokens.ts';

/**
 * What a browser has to work for a session under a burst: `ROUNDS` numbers, each of which makes a SHA-256 begin with `BITS` zeros. That is
 * 24,000 hashes, give or take a fifth: below a second in a phone, and no puzzle for anybody.
 */
const ROUNDS = 24;
const BITS = 10;
/** What a challenge is hashed by: its last characters, which nobody knows before it is given. */
const SEED = 32;

/**
 * Decides which new sessions have to be worked for: those above what a site or an address usually has. Whoever has a session is never
 * asked. A challenge names the session that it opens, and is used up with it, on every node.
 */
export function openGate(o: { tokens: Tokens; newId(): string; now: () => number; limits: Limits }) {
  const { tokens, now, limits } = o;
  const most = openMeter(limits.mostOnSite, now);
  const onSite = openMeter(limits.freshOnSite, now);
  const atAddress = openMeter(limits.freshAtAddress, now);
  const worked = openMeter(limits.workedAtAddress, now);

  /** Lets a new session in, under the id that was worked for, or says what it takes. */
  return function enter(p: { site: string; network: string; proof?: Proof | undefined }): Entered {
    const wait = most.wait(p.site);
    if (wait > 0) return refuse('too_many', { retryAfterMs: wait });
    const session = p.proof && sessionOf(p.proof);
    if (session === undefined && Math.max(onSite.wait(p.site), atAddress.wait(p.network)) > 0) {
      // Not asked to work for what it would not get.
      const late = worked.wait(p.network);
      if (late > 0) return refuse('too_many', { retryAfterMs: late });
      const work = { challenge: tokens.issueChallenge(o.newId(), now()), rounds: ROUNDS, bits: BITS };
      return refuse('work_wanted', { work });
    }
    if (session === undefined) {
      onSite.count(p.site);
      atAddress.count(p.network);
    } else {
      const late = worked.wait(p.network);
      if (late > 0) return refuse('too_many', { retryAfterMs: late });
      worked.count(p.network);
    }
    most.count(p.site);
    return { ok: true, session };
  };

  function sessionOf({ challenge, nonces }: Proof): string | undefined {
    const session = tokens.readChallenge(challenge, now());
    return nonces.length === ROUNDS && nonces.every((nonce, round) => isFound(challenge, round, nonce))
      ? session
      : undefined;
  }
}

type Entered = { ok: true; session: string | undefined } | Refused;

function isFound(challenge: string, round: number, nonce: number): boolean {
  const hash = createHash('sha256')
    .update(`${challenge.slice(-SEED)}.${round}.${nonce}`)
    .digest();
  return hash.readUInt32BE() >>> (32 - BITS) === 0;
}
