import type { IncomingMessage } from 'node:http';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import Type, { type TSchema } from 'typebox';
import { Problem, type ProblemCode, type Refused, refuse } from '../../protocol/problem.ts';
import type { Route } from '../../protocol/routes.ts';
import { MAX_FRAME_BYTES, OLDEST_PROTOCOL, PROTOCOL, type Request } from '../../protocol/sockets.ts';
import { type Answering, type Reply, settled } from './answer.ts';
import { checker } from './check.ts';
import type { Call, RouteHandler } from './door.ts';
import type { Entries } from './entry.ts';
import { networkOf } from './network.ts';
import type { LiveDoor } from './realtime/realtime.ts';

export type Http = {
  fastify: FastifyInstance;
  /** Every route that is open, such as 'GET /health', whoever opened it. */
  routes: string[];
  /** Opens `POST /api/<door>/<slice>/<verb>` for each of a door's requests. */
  openDoor<C>(door: LiveDoor<C>, requests: Record<string, Request>): void;
  /** Opens one HTTP-only route. `perMinute` limits how often one address may ask. */
  openRoute<R extends Route>(
    name: string,
    route: R,
    handle: RouteHandler<R['payload'], R['answer']>,
    limits?: { perMinute: number },
  ): void;
};

const VISITORS = '/api/visitor/';
const SOCKETS = '/socket.io/';
/** A request that has not come in whole by then is cut. */
const REQUEST_WITHIN_MS = 60_000;

function isForSockets({ url, headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url?.startsWith(SOCKETS) === true;
}

/**
 * Fastify with our ways: bodies are checked by the protocol's own compiled schemas, everything that goes wrong is a problem,
 * and pages of allowed origins may read the visitors' answers; others only that they are refused.
 */
export async function openHttp(o: {
  entries: Entries;
  allowedAnywhere(origin: string): boolean;
  /** Where what is asked for at one of the owners' own host names really is. */
  pathAt(host: string | undefined, path: string): string;
  logger: object | false;
}): Promise<Http> {
  const fastify = Fastify({
    loggerInstance: undefined,
    logger: (o.logger && { serializers: { err: bareError }, ...o.logger }) as never,
    bodyLimit: MAX_FRAME_BYTES,
    forceCloseConnections: true,
    requestTimeout: REQUEST_WITHIN_MS,
    // Programs offer HTTP/2 with any request (Upgrade: h2c): what we do not change to is a header like others (RFC 9110, 7.8).
    http: { shouldUpgradeCallback: isForSockets },
    rewriteUrl: ({ headers, url = '/' }) => o.pathAt(headers.host, url),
    // An address that cannot be read, or a part of it that is too long.
    frameworkErrors: (_error, _request, reply) => void send(reply, refuse('not_found')),
  });
  const routes: string[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push(`${one} ${url}`);
  });
  fastify.setValidatorCompiler(() => () => true);
  fastify.setSerializerCompiler(() => JSON.stringify);
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const code = codeOf(error);
    if (code === 'internal') request.log.error({ err: error }, 'a request failed');
    const { retryAfterMs } = error as FastifyError & { retryAfterMs?: number };
    if (code !== 'bad_input') return send(reply, refuse(code, retryAfterMs === undefined ? {} : { retryAfterMs }));
    const wrongType = error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE';
    const flaw = wrongType
      ? { field: 'content-type', detail: 'is application/json' }
      : { field: 'payload', detail: 'is not JSON' };
    return send(reply, refuse(code, flaw));
  });
  fastify.removeContentTypeParser('text/plain');
  fastify.setNotFoundHandler((_request, reply) => send(reply, refuse('not_found')));
  await fastify.register(fastifyRateLimit, {
    global: false,
    keyGenerator: (request) => networkOf(o.entries.of(request.raw).address),
    errorResponseBuilder: (_request, context) =>
      Object.assign(new Error('too many'), { statusCode: 429, retryAfterMs: context.ttl }),
  });
  await fastify.register(fastifySwagger, {
    openapi: {
      info: { title: 'Foyer', description: 'What visitors and staff can ask over HTTP.', version: String(PROTOCOL) },
    },
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith(VISITORS)) allowReading(request, reply);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  fastify.options('/api/visitor/*', { schema: { hide: true } }, (request, reply) => {
    allow(request.headers.origin, reply);
    return reply.code(204).send();
  });
  fastify.get('/api/openapi.json', { schema: { hide: true } }, () => fastify.swagger());

  return { fastify, routes, openDoor, openRoute };

  function openDoor<C>(door: LiveDoor<C>, requests: Record<string, Request>): void {
    for (const [name, request] of Object.entries(requests)) {
      const answer = door.answers.get(name) as Answering<C>;
      const url = `/api/${door.name}/${name.replace(':', '/')}`;
      fastify.post(url, { schema: describe(request.payload, request.answer, name) }, async (request, reply) => {
        const old = protocolProblem(request);
        if (old) return send(reply, old);
        const admission = await settleAdmission(door, request);
        if (!admission.ok) return send(reply, admission);
        return send(reply, await answer(admission.caller, payloadOf(request)));
      });
    }
  }

  async function settleAdmission<C>(door: LiveDoor<C>, request: FastifyRequest) {
    const entry = o.entries.of(request.raw);
    const settledAdmission = await settled(`${door.name} admission`, () => door.admit(entry, '') as never, request.log);
    return settledAdmission as Awaited<ReturnType<typeof door.admit>>;
  }

  function openRoute<R extends Route>(
    name: string,
    route: R,
    handle: RouteHandler<R['payload'], R['answer']>,
    limits?: { perMinute: number },
  ): void {
    const [method, url] = name.split(' ') as ['GET' | 'POST', string];
    const check = checker(route.payload);
    fastify.route({
      method,
      url,
      schema: describe(method === 'GET' ? undefined : route.payload, route.answer, name),
      config: limits ? { rateLimit: { max: limits.perMinute, timeWindow: 60_000 } } : {},
      handler: async (request, reply) => {
        const old = protocolProblem(request);
        if (old) return send(reply, old);
        const checked = check(method === 'GET' ? {} : payloadOf(request));
        if (!checked.ok) return send(reply, checked);
        const call: Call = {
          entry: o.entries.of(request.raw),
          setCookie: (header) => void reply.header('set-cookie', header),
        };
        return send(
          reply,
          await settled(name, () => handle(call, checked.value as never) as Promise<Reply>, request.log),
        );
      },
    });
  }

  function allowReading(request: FastifyRequest, reply: FastifyReply): void {
    reply.header('vary', 'Origin');
    const { origin, ours } = o.entries.of(request.raw);
    if (origin !== undefined && (ours || o.allowedAnywhere(origin))) allow(origin, reply);
  }
}

function allow(origin: string | undefined, reply: FastifyReply): void {
  if (origin === undefined || origin === 'null') return;
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-allow-methods', 'POST, PUT');
  reply.header('access-control-allow-headers', 'authorization, content-type, foyer-protocol, upload-offset');
  reply.header('access-control-max-age', '600');
}

/** What a log may hold of an error: databases add whole rows to theirs, with what people wrote. */
function bareError({ name, message, code, stack }: Error & { code?: unknown }) {
  return { type: name, message, code, stack };
}

/** Sends an answer, a refusal as `application/problem+json` (RFC 9457). */
export function send(reply: FastifyReply, answer: { ok: true } | Refused): FastifyReply {
  if (answer.ok) return reply.send(answer);
  const { problem } = answer;
  // Any page may read that it is not on a site's list: its owner has to learn why nothing is sent.
  const { url, headers } = reply.request;
  if (problem.code === 'origin_refused' && url.startsWith(VISITORS)) allow(headers.origin, reply);
  if (problem.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfterMs / 1000));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Nothing sent is an empty payload; `null` sent is `null`. */
function payloadOf({ body }: FastifyRequest): unknown {
  return body === undefined ? {} : body;
}

function protocolProblem(request: FastifyRequest): Refused | undefined {
  const said = request.headers['foyer-protocol'] ?? String(PROTOCOL);
  if (typeof said !== 'string' || !/^\d{1,6}$/.test(said) || Number(said) > PROTOCOL) {
    return refuse('bad_input', { field: 'foyer-protocol', detail: `is a number up to ${PROTOCOL}` });
  }
  return Number(said) < OLDEST_PROTOCOL ? refuse('upgrade') : undefined;
}

function codeOf(error: FastifyError): ProblemCode {
  if (error.statusCode === 413) return 'too_large';
  if (error.statusCode === 429) return 'too_many';
  if (error.statusCode === 404) return 'not_found';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'bad_input' : 'internal';
}

function describe(payload: TSchema | undefined, answer: TSchema, name: string) {
  return {
    operationId: name,
    ...(payload ? { body: payload } : {}),
    response: { '2xx': Type.Intersect([Type.Object({ ok: Type.Literal(true) }), answer]), '4xx': Problem },
  };
}
