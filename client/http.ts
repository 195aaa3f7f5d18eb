import type { Problem } from '../protocol/problem.ts';
import { toJson } from './storage.ts';

export type Reply = { ok: true } | { ok: false; problem: Problem };

/**
 * One request over HTTP; undefined where nothing came back. A visitor's `token` goes into a header and no cookie goes along;
 * 'cookie' is for our own pages, where the browser adds the session.
 */
export async function request(
  base: string,
  path: string,
  payload: unknown,
  token: string | null | 'cookie',
): Promise<Reply | undefined> {
  try {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'foyer-protocol': '1',
        ...(token && token !== 'cookie' ? { authorization: `Bearer ${token}` } : {}),
      },
      body: toJson(payload),
      credentials: token === 'cookie' ? 'same-origin' : 'omit',
      signal: AbortSignal.timeout(10_000),
    });
    const body = await answer.json();
    return replyOf(answer.ok ? body : { ok: false, problem: body });
  } catch {
    return undefined;
  }
}

/** Undefined: whatever answered in our server's place, such as the sign-in page of a hotel's network, it was not our server. */
export function replyOf(given: unknown): Reply | undefined {
  const { ok, problem } = (given ?? {}) as { ok?: unknown; problem?: { code?: unknown } };
  return ok === true || (ok === false && typeof problem?.code === 'string') ? (given as Reply) : undefined;
}
