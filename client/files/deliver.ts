import type { FileFacts } from '../../protocol/files.ts';
import type { Problem } from '../../protocol/problem.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import type { Files, Staged } from './desk.ts';
import { discardFile, upload } from './upload.ts';

const opened = new Map<string, Blobs>();
const underWay = new Map<string, AbortController>();

/** Where the bytes of files lie until they are sent. */
export function blobsOf({ store }: Pick<Files, 'store'>): Blobs {
  const known = opened.get(store) ?? openBlobs(store);
  opened.set(store, known);
  return known;
}

/** The browser lost what was to be sent: it was wiped, or never could be kept over a reload. */
const LOST = { code: 'file_lost', status: 0, final: true, title: '' } as unknown as Problem;

/** Sends the files of a message one after another, from where each of them is. A problem's field is the id of the file that it is about. */
export async function deliver(
  files: Files,
  entry: string,
  parcels: readonly Staged[],
): Promise<readonly FileFacts[] | Problem | 'later'> {
  const stop = new AbortController();
  underWay.set(entry, stop);
  const facts: FileFacts[] = [];
  for (const parcel of parcels) {
    const blob = await blobsOf(files).get(parcel.id);
    if (!blob) return { ...LOST, field: parcel.id };
    const told = (share: number) => {
      files.progress.value = new Map(files.progress.value).set(parcel.id, share);
    };
    const { conversation } = files;
    const announced = { ...parcel, ...(conversation && { conversation }) };
    const sent = await upload(files.way, announced, blob, { told, signal: stop.signal });
    if (sent === 'cut' || sent === 'stopped') return 'later';
    if (!sent.ok) return { ...sent.problem, field: parcel.id };
    if (!sent.file) return 'later';
    facts.push(sent.file);
  }
  return facts;
}

/** Ends what is under way and forgets the bytes. What was not posted is discarded on the server, too. */
export async function over(files: Files, entry: string, parcels: readonly Staged[], kept: boolean): Promise<void> {
  underWay.get(entry)?.abort();
  underWay.delete(entry);
  const begun = parcels.filter(({ id }) => files.progress.value.has(id));
  const progress = new Map(files.progress.value);
  for (const { id } of parcels) progress.delete(id);
  files.progress.value = progress;
  if (!kept) for (const { id } of begun) discardFile(files.way, id);
  await blobsOf(files).remove(parcels.map(({ id }) => id));
}
