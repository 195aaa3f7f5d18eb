import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';

type Packed = { tag: string; br: Buffer; gzip: Buffer };
const packed = new Map<string, Packed>();
const PACKED_AT_MOST = 500;
/** How hard it is tried: a text that is sent to many is worth more time than one of many pages. */
const EFFORT = { much: 11, little: 5 };

/** Sends a text as small as the browser takes it, or 304 where it has it. Each text is packed once; `keep` false: it will not be sent again. */
export function sendPacked(
  reply: FastifyReply,
  headers: IncomingHttpHeaders,
  text: string,
  o: { effort?: keyof typeof EFFORT; keep?: boolean } = {},
): FastifyReply {
  const { effort = 'much', keep = true } = o;
  const known = packed.get(text) ?? pack(text, EFFORT[effort], keep);
  reply.header('etag', known.tag);
  if (!reply.hasHeader('vary')) reply.header('vary', 'accept-encoding');
  const accepted = String(headers['accept-encoding'] ?? '');
  if (isKnown(headers['if-none-match'], known.tag) && reply.statusCode === 200) return reply.code(304).send();
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(known.br);
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(known.gzip);
  return reply.send(text);
}

/** A proxy that packs by itself makes our tags weak ones. */
function isKnown(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

function pack(text: string, quality: number, keep: boolean): Packed {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const br = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  const made = { tag, br, gzip: gzipSync(text, { level: quality === EFFORT.much ? 9 : 6 }) };
  if (!keep) return made;
  if (packed.size >= PACKED_AT_MOST) packed.clear();
  packed.set(text, made);
  return made;
}
