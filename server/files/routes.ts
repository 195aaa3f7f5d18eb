import type { IncomingMessage } from 'node:http';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PICTURES_AT, pictureAt } from '../../protocol/articles.ts';
import { MAX_PART_BYTES } from '../../protocol/files.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import { routes } from '../../protocol/routes.ts';
import { Id } from '../../protocol/schema.ts';
import type { Site } from '../../protocol/sites.ts';
import { settled } from '../foundation/answer.ts';
import { checker } from '../foundation/check.ts';
import type { StaffCaller, VisitorCaller } from '../foundation/door.ts';
import type { Entries } from '../foundation/entry.ts';
import { type Http, send } from '../foundation/http.ts';
import type { LiveDoor } from '../foundation/realtime/realtime.ts';
import type { FileActor, Files, Form, Readable } from './files.ts';
import { asStaff, asVisitor } from './requests.ts';

const isId = checker(Id);
/** After so long even who has read an article asks whether it still shows its pictures. */
const PUBLISHED_SECONDS = 300;
const forms: readonly string[] = ['whole', 'thumbnail', 'download'] satisfies Form[];

/** Opens the ways of bytes: parts come in by PUT, files go out by GET. */
export async function openRoutes(o: {
  http: Http;
  files: Files;
  entries: Entries;
  visitor: LiveDoor<VisitorCaller>;
  staff: LiveDoor<StaffCaller>;
  /** The sites where a caller's role reaches that of an agent. */
  answering(caller: StaffCaller): readonly string[];
  siteByKey(key: string): Site | undefined;
  embeds(entry: { origin: string | undefined; ours: boolean }, site: Site): boolean;
}): Promise<void> {
  const { files, entries } = o;
  o.http.openRoute(
    'POST /api/visitor/files/rules',
    routes['POST /api/visitor/files/rules'],
    async ({ entry }, { site }) => {
      const known = o.siteByKey(site);
      if (!known) return refuse('not_found', { field: 'site' });
      return o.embeds(entry, known) ? { ok: true, ...(await files.rules(known.id)) } : refuse('origin_refused');
    },
  );

  const putters: Record<string, (request: FastifyRequest) => Promise<FileActor | Refused>> = {
    async visitor(request) {
      const admitted = await o.visitor.admit(entries.of(request.raw), '');
      return admitted.ok ? asVisitor(admitted.caller) : admitted;
    },
    async staff(request) {
      const admitted = await o.staff.admit(entries.of(request.raw), '');
      if (!admitted.ok) return admitted;
      const scope = o.answering(admitted.caller);
      return scope.length > 0 ? asStaff({ ...admitted.caller, scope }) : refuse('forbidden');
    },
  };

  await o.http.fastify.register(async (scope) => {
    await scope.register(fastifyStatic, { root: files.root, serve: false });
    // The bytes stay outside until it is known whose they are and how many there may be.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));
    const hidden = { hide: true };
    for (const [door, admit] of Object.entries(putters)) {
      scope.put<{ Params: { file: string } }>(
        `/api/${door}/files/:file`,
        { schema: hidden },
        async (request, reply) => {
          const answer = await settled('a part of a file', () => receive(request, admit), request.log);
          // More than is taken is not waited for either.
          if (!answer.ok && answer.problem.code === 'too_large') reply.header('connection', 'close');
          return send(reply, answer);
        },
      );
    }
    scope.get<{ Params: { file: string; form: string }; Querystring: { for?: string } }>(
      '/api/visitor/files/:file/:form',
      { schema: hidden },
      async (request, reply) => {
        const { file: id, form } = request.params;
        const signed = typeof request.query.for === 'string' ? request.query.for : undefined;
        const found = isAsked(id, form) ? await files.readAsVisitor({ id, form: form as Form, signed }) : undefined;
        reply.header('cross-origin-resource-policy', 'cross-origin');
        return give(reply, found);
      },
    );
    // A page's picture comes without Origin: whoever reads the article has its address, and its id cannot be guessed.
    scope.get<{ Params: { picture: string } }>(`${PICTURES_AT}:picture`, { schema: hidden }, async (request, reply) => {
      const picture = pictureAt(PICTURES_AT + request.params.picture);
      const found = picture && (await files.readPublished(picture));
      reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*');
      return give(reply, found);
    });
    scope.get<{ Params: { file: string; form: string } }>(
      '/api/staff/files/:file/:form',
      { schema: hidden },
      async (request, reply) => {
        const { file: id, form } = request.params;
        const reader = await staffReading(request);
        if (!reader.ok) return send(reply, reader);
        const found = isAsked(id, form) ? await files.readAsStaff({ id, form: form as Form }, reader.scope) : undefined;
        reply.header('cross-origin-resource-policy', 'same-origin');
        return give(reply, found);
      },
    );
  });

  async function receive(
    request: FastifyRequest<{ Params: { file: string } }>,
    admit: (request: FastifyRequest) => Promise<FileActor | Refused>,
  ): Promise<{ ok: true; received: number } | Refused> {
    const id = request.params.file;
    const by = await admit(request);
    if ('ok' in by) return by;
    if (!isId(id).ok) return refuse('not_found');
    const from = numberIn(request.headers['upload-offset']);
    if (from === undefined) return refuse('bad_input', { field: 'upload-offset', detail: 'is a number of bytes' });
    const bytes = request.headers['content-length'] === undefined ? null : numberIn(request.headers['content-length']);
    if (bytes === undefined || (bytes ?? 0) > MAX_PART_BYTES) return refuse('too_large');
    try {
      return await files.append({ id, from, bytes, body: bodyOf(request.raw) }, by);
    } catch (error) {
      if (['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) return refuse('unavailable');
      throw error;
    }
  }

  /**
   * Who reads at the staff door. A page's own picture comes without Origin, and over plain http without Sec-Fetch-Site, too: the cookie is
   * what counts, and what another site's page embeds brings none along.
   */
  async function staffReading(request: FastifyRequest): Promise<{ ok: true; scope: readonly string[] } | Refused> {
    const entry = entries.of(request.raw);
    const from = request.headers['sec-fetch-site'];
    const ours =
      entry.origin === undefined ? from === undefined || from === 'same-origin' || from === 'none' : entry.ours;
    const admitted = await o.staff.admit({ ...entry, ours }, '');
    return admitted.ok ? { ok: true, scope: admitted.caller.scope } : admitted;
  }
}

function isAsked(id: string, form: string): boolean {
  return isId(id).ok && forms.includes(form);
}

/** A request's bytes. Who stops reading may still answer: only `destroy` ends the line. */
function bodyOf(raw: IncomingMessage): AsyncIterable<Buffer> & { destroy(): unknown } {
  return {
    [Symbol.asyncIterator]: () => raw.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>,
    destroy: () => raw.destroy(),
  };
}

/**
 * Sends a file so that a browser does nothing with it by itself: no script, no guessing, no name of a stranger's choice in a path. Only a
 * picture that we wrote ourselves is shown, everything else comes down.
 */
function give(reply: FastifyReply, found: Readable | undefined): FastifyReply {
  if (!found) return send(reply, refuse('not_found'));
  reply
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `${found.shown ? 'inline' : 'attachment'}; ${fileName(found.name)}`)
    .header('cache-control', cachingOf(found.until))
    .type(found.type);
  return reply.sendFile(found.place, { contentType: false, cacheControl: false, lastModified: false });
}

function cachingOf(until: Readable['until']): string {
  if (until === null) return 'private, no-cache';
  if (until === 'published') return `public, max-age=${PUBLISHED_SECONDS}`;
  return `private, max-age=${Math.max(0, Math.floor((until - Date.now()) / 1000))}`;
}

/** A name in a header: ASCII for old programs, all of it for the others (RFC 6266, RFC 8187). */
function fileName(name: string): string {
  const plain = name.replace(/[^ -~]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${whole}`;
}

function numberIn(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,10}$/.test(header) ? Number(header) : undefined;
}
