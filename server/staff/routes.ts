import { type Refused, refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import { Id } from '../../protocol/schema.ts';
import type { Member } from '../../protocol/staff.ts';
import { checker } from '../foundation/check.ts';
import type { Call, Entry } from '../foundation/door.ts';
import { type Http, send } from '../foundation/http.ts';
import type { SignedIn, Staff } from './staff.ts';

const COOKIE = 'foyer_staff';
const KEEP_SECONDS = 30 * 24 * 60 * 60;
/** An address shows one picture; who takes theirs away is gone from browsers soon. */
const FACE_CACHED_SECONDS = 3_600;
const isId = checker(Id);

/** The session's token in the cookies of a request. Under https only the `__Host-` name counts: no sibling subdomain can set it. */
export function sessionToken({ cookies, secure }: Entry): string | undefined {
  return cookies[nameOf(secure)];
}

function nameOf(secure: boolean): string {
  return secure ? `__Host-${COOKIE}` : COOKIE;
}

/** Opens the way of faces to whoever sees them: the address alone, which nobody guesses, as it stands where it is told who is there. */
export function openFaces({ http, staff }: { http: Http; staff: Staff }): void {
  http.fastify.get<{ Params: { picture: string } }>(
    '/api/visitor/faces/:picture',
    { schema: { hide: true } },
    async (request, reply) => {
      const { picture: id } = request.params;
      const bytes = isId(id).ok ? await staff.picture(id) : undefined;
      if (!bytes) return send(reply, refuse('not_found'));
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-disposition', 'inline; filename="face.webp"')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('cache-control', `private, max-age=${FACE_CACHED_SECONDS}`)
        .type('image/webp')
        .send(bytes);
    },
  );
}

/** Opens what happens before there is a session, for pages of our own origin only. */
export function openRoutes({ http, staff }: { http: Http; staff: Staff }): void {
  http.openRoute('GET /api/staff/start', routes['GET /api/staff/start'], async ({ entry }) => {
    // A GET of our own pages has no Origin, and over plain http no Sec-Fetch-Site either.
    if (entry.origin !== undefined && !entry.ours) return refuse('origin_refused');
    const caller = await staff.admit(sessionToken(entry));
    return { ok: true, needsOwner: staff.needsOwner(), me: (caller && staff.member(caller.id)) ?? null };
  });
  http.openRoute('POST /api/staff/first-owner', routes['POST /api/staff/first-owner'], (call, payload) =>
    signing(call, () => staff.makeFirstOwner({ ...payload, address: call.entry.address })),
  );
  http.openRoute('POST /api/staff/sign-in', routes['POST /api/staff/sign-in'], (call, payload) =>
    signing(call, () => staff.signIn({ ...payload, address: call.entry.address })),
  );
  http.openRoute('POST /api/staff/join', routes['POST /api/staff/join'], (call, payload) =>
    signing(call, () => staff.join(payload)),
  );
  http.openRoute('POST /api/staff/invitation', routes['POST /api/staff/invitation'], async ({ entry }, payload) =>
    entry.ours ? staff.invitation(payload) : refuse('origin_refused'),
  );
  http.openRoute('POST /api/staff/sign-out', routes['POST /api/staff/sign-out'], async (call) => {
    if (!call.entry.ours) return refuse('origin_refused');
    const caller = await staff.admit(sessionToken(call.entry));
    call.setCookie(cookie('', 0, call.entry.secure));
    return caller ? staff.signOut(caller) : { ok: true };
  });
}

async function signing(
  call: Call,
  sign: () => Promise<SignedIn | Refused>,
): Promise<{ ok: true; member: Member } | Refused> {
  if (!call.entry.ours) return refuse('origin_refused');
  const signed = await sign();
  if (!signed.ok) return signed;
  call.setCookie(cookie(signed.token, KEEP_SECONDS, call.entry.secure));
  return { ok: true, member: signed.member };
}

function cookie(value: string, seconds: number, secure: boolean): string {
  return `${nameOf(secure)}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}
