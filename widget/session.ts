import { type Reply, request } from '../client/http.ts';
import { type Storage, toJson } from '../client/storage.ts';
import type { Session as Opened } from '../protocol/people.ts';
import type { Problem } from '../protocol/problem.ts';

export type Session = {
  token(): string | null;
  /** The person behind this browser; null before anything was sent. */
  person(): string | null;
  /** Opens a session where there is none yet. Two tabs that try at once end with one. */
  ensure(): Promise<Outcome>;
  renew(): Promise<Outcome>;
  /** The server does not know this session any more. */
  forget(): void;
};
/** 'cut': nothing came back, it may work later. */
export type Outcome = 'ok' | 'cut' | Problem;

/** This browser's credential on a site. It is stored when the visitor first sends something, never before. */
export function openSession(o: { base: string; site: string; storage: Storage }): Session {
  const { storage } = o;
  const read = (): Opened | null => {
    try {
      const kept = JSON.parse(storage.get('session') ?? '') as Opened | null;
      return kept?.token && kept.person ? kept : null;
    } catch {
      return null;
    }
  };

  return {
    token: () => read()?.token ?? null,
    person: () => read()?.person ?? null,
    ensure: () =>
      alone(async () => (read() ? 'ok' : keep(await request(o.base, 'api/visitor/sessions', { site: o.site }, null)))),
    renew: () =>
      alone(async () => {
        const before = read()?.token ?? null;
        return keep(await request(o.base, 'api/visitor/sessions/renew', {}, before));
      }),
    forget: () => storage.remove('session'),
  };

  function keep(answer: Reply | undefined): Outcome {
    if (!answer) return 'cut';
    if (!answer.ok) return answer.problem;
    const { token, person } = answer as unknown as Opened;
    storage.set('session', toJson({ token, person }));
    return 'ok';
  }

  /** Tabs take turns where the browser can; elsewhere the later one overwrites, and both go on with what is stored. */
  async function alone(act: () => Promise<Outcome>): Promise<Outcome> {
    return navigator.locks ? navigator.locks.request(`foyer:${o.site}:session`, act) : act();
  }
}
