import { randomBytes } from 'node:crypto';
import type * as Jose from 'jose';
import { Compile } from 'typebox/compile';
import { MOST_ATTRIBUTES, MOST_SECRETS, type Named, type Secret, SignedClaims } from '../../protocol/people.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import type { Proven } from './store/identifying.ts';
import * as units from './store/secrets.ts';

/** Clocks of two servers differ a little. */
const CLOCK_TOLERANCE_S = 30;
const USE_TOLD_EVERY_MS = 60_000;

/** The library comes in with the first token: many sites have no secret. */
const jose = (): Promise<typeof Jose> => import('jose');

export type Secrets = ReturnType<typeof openSecrets>;

/** The secrets by which a site's own server proves who its visitors are: RFC 7519 tokens, HS256. */
export function openSecrets({ store, now }: { store: Store; now: () => number }) {
  const checkClaims = Compile(SignedClaims);
  const usedAt = new Map<string, number>();

  return { list, make, retire, prove };

  async function list(site: string, scope: Scope): Promise<{ ok: true; secrets: Secret[] } | Refused> {
    if (!scope.includes(site)) return refuse('not_found');
    return { ok: true, secrets: (await store.read(units.secretsOf, { site })).map(shown) };
  }

  async function make(site: string, scope: Scope): Promise<{ ok: true; secret: Secret; value: string } | Refused> {
    if (!scope.includes(site)) return refuse('not_found');
    const at = now();
    const row = {
      id: newId(at),
      value: `foyer_${randomBytes(32).toString('base64url')}`,
      created_at: at,
      used_at: null,
    };
    const made = await store.write(units.makeSecret, { id: row.id, site, value: row.value, most: MOST_SECRETS, at });
    return made ? { ok: true, secret: shown(row), value: row.value } : refuse('conflict');
  }

  async function retire(p: { site: string; secret: string }, scope: Scope): Promise<{ ok: true } | Refused> {
    const gone = scope.includes(p.site) && (await store.write(units.retireSecret, p));
    return gone ? { ok: true } : refuse('not_found');
  }

  /** What a token proves on a site, or why it proves nothing. */
  async function prove(token: string, site: string): Promise<{ ok: true; proven: Proven } | Refused> {
    if (token === '') return refuse('identity_missing');
    const secrets = await store.read(units.secretsOf, { site });
    if (secrets.length === 0) return refuse('identity_wrong', { detail: 'this site has no secret yet' });
    let why: Refused = refuse('identity_wrong', { detail: 'is not signed by a secret of this site' });
    for (const { id, value } of secrets) {
      const read = await claimsOf(token, value);
      if (read.ok) {
        used(id);
        return provenBy(read.claims);
      }
      // Signed by this one, and refused for something else: that is the reason.
      if (read.refused) why = read.refused;
    }
    return why;
  }

  async function claimsOf(
    token: string,
    secret: string,
  ): Promise<{ ok: true; claims: unknown } | { ok: false; refused: Refused | undefined }> {
    const { jwtVerify, errors } = await jose();
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ['HS256'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(now()),
      });
      return { ok: true, claims: payload };
    } catch (error) {
      return { ok: false, refused: refusalOf(error, errors) };
    }
  }

  function provenBy(claims: unknown): { ok: true; proven: Proven } | Refused {
    if (!checkClaims.Check(claims)) {
      const [flaw] = checkClaims.Errors(claims);
      const field = flaw?.instancePath.slice(1).replaceAll('/', '.');
      return refuse('identity_wrong', { ...(field ? { field } : {}), detail: flaw?.message ?? 'has the wrong shape' });
    }
    const { sub, name, email, attributes } = claims;
    const named: Named[] | undefined =
      attributes && Object.entries(attributes).map(([name, value]) => ({ name, value }));
    if (named && (named.length > MOST_ATTRIBUTES || named.some(({ name }) => !/^.{1,40}$/.test(name)))) {
      const detail = `has at most ${MOST_ATTRIBUTES} names of up to 40 characters`;
      return refuse('identity_wrong', { field: 'attributes', detail });
    }
    const texts = [sub, name ?? '', ...(named ?? []).flatMap((one) => [one.name, `${one.value}`])];
    if (!texts.every((text) => text.isWellFormed() && !text.includes('\0'))) {
      return refuse('identity_wrong', { detail: 'holds characters that no text has (NUL or half of a pair)' });
    }
    return { ok: true, proven: { sub, name: name ?? null, email: email ?? null, attributes: named ?? null } };
  }

  /** Whoever exchanges secrets wants to see that the old one is not used any more. */
  function used(secret: string): void {
    const at = now();
    if (at - (usedAt.get(secret) ?? 0) < USE_TOLD_EVERY_MS) return;
    usedAt.set(secret, at);
    void store.write(units.secretUsed, { secret, at }).catch(() => usedAt.delete(secret));
  }
}

/** What a token says of whom it is about, signed or not; undefined where it cannot be read. It proves nothing. */
export async function unverifiedSub(token: string): Promise<string | undefined> {
  const { decodeJwt } = await jose();
  try {
    return decodeJwt(token).sub;
  } catch {
    return undefined;
  }
}

/** Why a token that is well signed is refused; undefined where it is not signed by this secret. */
function refusalOf(error: unknown, errors: typeof Jose.errors): Refused | undefined {
  if (error instanceof errors.JWTExpired) return refuse('identity_expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return refuse('identity_wrong', {
      field: error.claim,
      detail: error.reason === 'missing' ? 'is missing' : 'is not right',
    });
  }
  return undefined;
}

function shown({ id, value, created_at, used_at }: units.SecretRow): Secret {
  return { id, ending: value.slice(-4), createdAt: created_at, usedAt: used_at };
}
