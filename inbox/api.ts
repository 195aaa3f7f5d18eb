import type { Static } from 'typebox';
import { request } from '../client/http.ts';
import type { Refused } from '../protocol/problem.ts';
import type { routes } from '../protocol/routes.ts';
import type { Start } from '../protocol/staff.ts';
import { NO_LINE } from './connection.ts';

type Routes = typeof routes;
type Verb = 'first-owner' | 'sign-in' | 'sign-out' | 'invitation' | 'join';
type Name<V extends Verb> = `POST /api/staff/${V}`;

/** What happens before there is a session. Where nothing comes back, the answer is `unavailable`. */
export async function post<V extends Verb>(
  verb: V,
  payload: Static<Routes[Name<V>]['payload']>,
): Promise<({ ok: true } & Static<Routes[Name<V>]['answer']>) | Refused> {
  const answer = await request(`${location.origin}/`, `api/staff/${verb}`, payload, 'cookie');
  return (answer ?? NO_LINE) as never;
}

/** Who is signed in, and whether there is an owner yet; undefined where the server does not answer. */
export async function start(): Promise<Start | undefined> {
  try {
    const answer = await fetch('/api/staff/start', { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
