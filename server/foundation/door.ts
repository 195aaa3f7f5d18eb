import type { Static, TSchema } from 'typebox';
import type { Refused } from '../../protocol/problem.ts';
import type { Payload, Request, StaffRequests, VisitorRequests } from '../../protocol/sockets.ts';
import type { Grant } from '../../protocol/staff.ts';

/** The sites that a caller may see or change with a request. Every query over tenants' rows takes one. */
export type Scope = readonly string[];

/** A person on a site, seen through one browser's session. `socket` is null over HTTP. */
export type VisitorCaller = {
  site: string;
  person: string;
  session: string;
  userAgent: string;
  /** Where the browser is, as far as its address tells people apart. */
  network: string;
  socket: string | null;
};

/** A staff member. `scope` holds the sites where their role reaches what the request asks for. */
export type StaffCaller = {
  id: string;
  name: string;
  session: string;
  grants: readonly Grant[];
  scope: Scope;
  socket: string | null;
};

/** What a connection or an HTTP request brings along, before anybody has decided who it is. */
export type Entry = {
  /** The Origin header; undefined where there is none. */
  origin: string | undefined;
  /** Whether that is our own origin. */
  ours: boolean;
  site: string | undefined;
  token: string | undefined;
  cookies: Record<string, string | undefined>;
  address: string;
  /** Whether the browser reached us by https, as far as PUBLIC_URL or a trusted proxy tells. */
  secure: boolean;
  userAgent: string;
};

type AnswerOf<R extends Record<string, Request>, E extends keyof R> = ({ ok: true } & Static<R[E]['answer']>) | Refused;

/** What answers a door's requests, by name. The payload has been checked, the caller has been admitted. */
export type Handlers<R extends Record<string, Request>, C> = {
  [E in keyof R]: (caller: C, payload: Payload<R, E>) => Promise<AnswerOf<R, E>>;
};
type OfSlice<R, S extends string> = Pick<R, Extract<keyof R, `${S}:${string}`>>;

/** The handlers that one slice brings to a door: all of its own names, so that a forgotten one does not compile. */
export type VisitorHandlers<S extends string> = Handlers<OfSlice<VisitorRequests, S>, VisitorCaller>;
export type StaffHandlers<S extends string> = Handlers<OfSlice<StaffRequests, S>, StaffCaller>;

/** What an HTTP-only route is given, beside its checked payload. */
export type Call = {
  entry: Entry;
  setCookie(header: string): void;
};
export type RouteHandler<P extends TSchema, A extends TSchema> = (
  call: Call,
  payload: Static<P>,
) => Promise<({ ok: true } & Static<A>) | Refused>;
