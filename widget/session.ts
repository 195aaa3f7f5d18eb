import { type Reply, request } from '../client/http.ts';
import { type Storage, toJson } from '../client/storage.ts';
import { inTurn } from '../client/turns.ts';
import type { Session as Opened, Proof } from '../protocol/people.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Host } from './contract.ts';

/** What is stored. `sub` is what the site calls the person, where it has proven who they are. */
export type Kept = Opened & { sub?: string };

export type Session = {
  token(): string | null;
  /** The person behind this browser; null before anything was sent. */
  person(): string | null;
  /** Whose this is now: another tab, or the time that this page was away, may have brought somebody else, or the same person signed in. */
  hands(): 'same' | 'moved' | 'other';
  /** Opens a session where there is none yet. Two tabs that try at once end with one. */
  ensure(): Promise<Outcome>;
  renew(): Promise<Outcome>;
  /** The server does not know this session any more. */
  forget(): void;
};
/** What the page says of whoever is on it. */
type Page = Partial<Pick<Host, 'data' | 'who'>>;
/** 'cut': nothing came back, it may work later. */
export type Outcome = 'ok' | 'cut' | Problem;

/** This browser's credential on a site. It is stored when the visitor first sends something, never before. */
export function openSession(o: {
  base: string;
  site: string;
  storage: Storage;
  page?: Page;
  /** Does what has to be done for a session, where there is something. */
  worked?(start: (proof?: Proof) => Promise<Reply | undefined>): Promise<Reply | undefined>;
}): Session {
  const { base, site, storage, page = {} } = o;
  let last: Kept | null = null;
  const read = () => {
    const kept = keptIn(storage, page);
    last = kept ?? last;
    return kept;
  };
  read();

  return {
    token: () => read()?.token ?? null,
    person: () => read()?.person ?? null,
    hands() {
      const now = keptIn(storage, page);
      if (last === null || now?.person === last.person) return 'same';
      return last.sub === undefined && now?.sub !== undefined ? 'moved' : 'other';
    },
    ensure: () =>
      alone(site, async () => {
        if (read()) return 'ok';
        const { who } = page;
        const start = (proof?: Proof) => request(base, 'api/visitor/sessions', { site, proof }, who?.pass ?? null);
        const opened = await (o.worked?.(start) ?? start());
        // A tab that fell asleep meanwhile goes on with what another one has opened.
        if (read()) return 'ok';
        // Whoever it was opened for may have left meanwhile.
        return page.who === who ? keep(opened) : 'cut';
      }),
    renew: () =>
      alone(site, async () => {
        const before = read()?.token ?? null;
        const renewed = await request(base, 'api/visitor/sessions/renew', {}, before);
        return read()?.token === before ? keep(renewed) : 'cut';
      }),
    forget() {
      storage.remove('session');
      last = null;
    },
  };

  function keep(answer: Reply | undefined): Outcome {
    if (!answer) return 'cut';
    if (!answer.ok) return answer.problem;
    const { token, person } = answer as unknown as Opened;
    if (typeof token !== 'string' || typeof person !== 'string') return 'cut';
    const { sub } = [page.who, read()].find((known) => known?.person === person) ?? {};
    storage.set('session', toJson({ token, person, sub }));
    delete page.who?.pass;
    return 'ok';
  }
}

/** Tabs take turns where the browser can; elsewhere the later one overwrites, and both go on with what is stored. */
export const alone = <T>(site: string, act: () => Promise<T>): Promise<T> => inTurn(`foyer:${site}:session`, act);

/** The session that this browser keeps, as far as it may be shown. */
export function keptIn(storage: Storage, page: Page): Kept | null {
  return isHidden(storage, page) ? null : storedIn(storage);
}

/**
 * Where the page asks for it (`data-identity="required"`), a session of somebody proven is as if it were not there, until the page has said
 * again who is on it.
 */
export function isHidden(storage: Storage, { data, who }: Page): boolean {
  const sub = storedIn(storage)?.sub;
  return data?.identity === 'required' && sub !== undefined && sub !== who?.sub;
}

export function storedIn(storage: Storage): Kept | null {
  try {
    const kept = JSON.parse(storage.get('session') ?? '') as Kept | null;
    return kept?.token && kept.person ? kept : null;
  } catch {
    return null;
  }
}
