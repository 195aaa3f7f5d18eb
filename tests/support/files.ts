import { type Answer, id } from './server.ts';

/** Somebody at a door who sends files: where it is, and what they bring along. */
export type Sender = { url: string; door: 'visitor' | 'staff'; headers: Record<string, string> };
export type Sent = { id: string; begun: Answer; received: Answer; finished: Answer };

/** One request, as its answer or its problem. */
export async function ask({ url, door, headers }: Sender, verb: string, payload: object): Promise<Answer> {
  const answer = await fetch(`${url}/api/${door}/files/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(payload),
  });
  const body = await answer.json();
  return answer.ok ? body : { ok: false, problem: body };
}

/** Sends a part of a file, from a place on. */
export async function put(
  { url, door, headers }: Sender,
  file: string,
  bytes: Uint8Array | string,
  from: number | string = 0,
): Promise<Answer> {
  const answer = await fetch(`${url}/api/${door}/files/${file}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'upload-offset': `${from}`, ...headers },
    body: bytes as BodyInit,
  });
  const body = await answer.json();
  return answer.ok ? body : { ok: false, problem: body };
}

/** Announces, sends and finishes a file in one part. */
export async function send(
  sender: Sender,
  bytes: Uint8Array | string,
  more: { id?: string; name?: string; type?: string; conversation?: string; site?: string } = {},
): Promise<Sent> {
  const file = more.id ?? id();
  const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length;
  const begun = await ask(sender, 'begin', { name: 'note.txt', type: '', size, ...more, id: file });
  const received = begun.ok ? await put(sender, file, bytes) : begun;
  const finished = begun.ok ? await ask(sender, 'finish', { id: file }) : begun;
  return { id: file, begun, received, finished };
}

/** A picture of one point, in base64. */
export const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
