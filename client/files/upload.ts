import type { Begun, FileFacts } from '../../protocol/files.ts';
import type { Problem } from '../../protocol/problem.ts';
import { request } from '../http.ts';

/** A file on its way, as it was announced. Staff say for which conversation, or for the articles of which site. */
export type Parcel = {
  id: string;
  name: string;
  type: string;
  size: number;
  durationMs?: number;
  conversation?: string;
  site?: string;
};
/** 'cut': nothing came back; what has arrived stays there. 'stopped': it is not wanted any more. */
export type Uploaded = { ok: true; file: FileFacts } | { ok: false; problem: Problem } | 'cut' | 'stopped';
export type Way = { base: string; door: 'visitor' | 'staff'; token(): string | null | 'cookie' };

/** A part should take about so long: short enough that a cut loses little, long enough that asking costs little. */
const PART_MS = 1_500;
const SMALLEST_PART = 32_768;
const LARGEST_PART = 524_288;
const PART_WITHIN_MS = 55_000;
const CUTS_IN_A_ROW = 3;

/**
 * Sends a file in parts, from where the server has it on, and waits until it is kept there. `told` hears how much has arrived, from 0 to 1.
 * Asked again with the same id, it goes on.
 */
export async function upload(
  way: Way,
  parcel: Parcel,
  blob: Blob,
  { told, signal }: { told(share: number): void; signal: AbortSignal },
): Promise<Uploaded> {
  let part = SMALLEST_PART * 4;
  let cuts = 0;
  for (;;) {
    const begun = (await ask(way, 'begin', parcel)) as
      | ({ ok: true } & Begun)
      | { ok: false; problem: Problem }
      | undefined;
    if (signal.aborted) return 'stopped';
    if (!begun) return 'cut';
    if (!begun.ok) return begun;
    if (begun.file) return { ok: true, file: begun.file };
    let { received } = begun;
    told(received / blob.size);
    while (received < blob.size) {
      const began = performance.now();
      const sent = await put(way, parcel.id, blob.slice(received, received + part), received, signal);
      if (signal.aborted) return 'stopped';
      if (sent === undefined) break;
      if (!sent.ok && sent.problem.code !== 'conflict') return sent;
      // Something else of ours has sent, too: how much there is now is asked anew.
      if (!sent.ok) break;
      cuts = 0;
      received = sent.received;
      told(received / blob.size);
      const took = Math.max(1, performance.now() - began);
      part = Math.min(LARGEST_PART, Math.max(SMALLEST_PART, Math.round((part * PART_MS) / took)));
    }
    if (received >= blob.size) {
      const finished = (await ask(way, 'finish', { id: parcel.id })) as Uploaded | undefined;
      return signal.aborted ? 'stopped' : (finished ?? 'cut');
    }
    part = SMALLEST_PART;
    if (++cuts >= CUTS_IN_A_ROW) return 'cut';
  }
}

function ask({ base, door, token }: Way, verb: string, payload: object) {
  return request(base, `api/${door}/files/${verb}`, payload, token());
}

/** What is not sent after all is forgotten at once, as far as the line allows; the server sweeps after a day anyway. */
export function discardFile(way: Way, id: string): void {
  void ask(way, 'discard', { id });
}

async function put(
  { base, door, token }: Way,
  id: string,
  part: Blob,
  from: number,
  stopped: AbortSignal,
): Promise<{ ok: true; received: number } | { ok: false; problem: Problem } | undefined> {
  const bearer = token();
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, PART_WITHIN_MS);
  stopped.addEventListener('abort', end);
  try {
    const answer = await fetch(`${base}api/${door}/files/${id}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        'upload-offset': `${from}`,
        ...(bearer && bearer !== 'cookie' ? { authorization: `Bearer ${bearer}` } : {}),
      },
      body: part,
      credentials: bearer === 'cookie' ? 'same-origin' : 'omit',
      signal: ending.signal,
    });
    const body = await answer.json();
    return answer.ok ? body : { ok: false, problem: body };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', end);
  }
}
