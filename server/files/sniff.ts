import { open } from 'node:fs/promises';
import type { Kind } from '../../protocol/files.ts';

/** What a file is by its bytes. `ends` are the endings of names that fit it; none: any. */
export type Sniffed = { kind: Kind; type: string; ends: readonly string[] };

const SNIFFING_AT_MOST_MS = 5_000;
const TEXT_LOOKED_AT_BYTES = 65_536;

const OFFICE = /^application\/(pdf|rtf|epub\+zip|vnd\.(oasis\.opendocument|openxmlformats-officedocument)\.[\w.-]+)$/;
/** Endings of plain texts that nothing runs. */
const TEXTS = ['txt', 'csv', 'tsv', 'md', 'log', 'json', 'ics', 'vcf', 'eml', 'srt', 'yaml', 'yml', 'toml', 'ini'];
/** Endings that mean the same. */
const ALIKE: Record<string, string[]> = {
  jpg: ['jpg', 'jpeg', 'jfif'],
  mp4: ['mp4', 'm4a', 'm4v'],
  m4a: ['m4a', 'mp4'],
  webm: ['webm', 'weba'],
  ogg: ['ogg', 'oga', 'opus'],
  ogv: ['ogv', 'ogg'],
  mov: ['mov', 'qt'],
  docx: ['docx'],
  cfb: ['doc', 'xls', 'ppt', 'msg'],
};

/** Looks at the first bytes, never at the name, except to tell plain texts apart. `claimed` tells sound from film in a shared container. */
export async function sniff(path: string, { name, claimed }: { name: string; claimed: string }): Promise<Sniffed> {
  const { fileTypeFromFile } = await import('file-type');
  const found = await fileTypeFromFile(path, { signal: AbortSignal.timeout(SNIFFING_AT_MOST_MS) }).catch(
    () => undefined,
  );
  if (!found) return (await isText(path)) ? textOf(name) : other;
  const ends = ALIKE[found.ext] ?? [found.ext];
  const sound = claimed.startsWith('audio/') && /^video\/(webm|mp4|ogg)$/.test(found.mime);
  const type = (sound ? found.mime.replace('video/', 'audio/') : found.mime).split(';')[0] as string;
  const [family] = type.split('/');
  if (family === 'image') return { kind: 'image', type, ends };
  if (family === 'audio' || family === 'video') return { kind: family, type, ends };
  if (OFFICE.test(type)) return { kind: 'document', type, ends };
  if (found.ext === 'cfb' && /\.(doc|xls|ppt)$/i.test(name)) return { kind: 'document', type, ends };
  return { kind: 'other', type, ends: [] };
}

const other: Sniffed = { kind: 'other', type: 'application/octet-stream', ends: [] };

function textOf(name: string): Sniffed {
  const end = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? 'txt';
  return TEXTS.includes(end) ? { kind: 'document', type: 'text/plain', ends: TEXTS } : other;
}

/** Whether a file begins as UTF-8 text does. */
async function isText(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TEXT_LOOKED_AT_BYTES), 0, TEXT_LOOKED_AT_BYTES, 0);
    const begin = buffer.subarray(0, bytesRead);
    // A letter that is cut at the end is none of its faults: `stream` waits for the rest.
    new TextDecoder('utf-8', { fatal: true }).decode(begin, { stream: true });
    return !begin.includes(0);
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
