import { signal } from '@preact/signals';
import type { Places } from '../../client/files/Shown.tsx';
import type { MessageFile } from '../../protocol/files.ts';
import type { VisitorFiles } from './desk.ts';

type At = { address: string; thumbnail: string | null };
const SPARE_MS = 30_000;
const AT_ONCE = 100;
const ASK_AGAIN_MS = 60_000;
const CUT_WAIT_MS = 3_000;

const opened = new Map<VisitorFiles, Places>();

/** Where this browser reads files. What was told without an address, or has run out, is asked for: all of a moment together. */
export function placesOf(files: VisitorFiles): Places {
  const known = opened.get(files) ?? openPlaces(files);
  opened.set(files, known);
  return known;
}

function openPlaces(files: VisitorFiles): Places {
  const fresh = signal<ReadonlyMap<string, At>>(new Map());
  const wanted = new Set<string>();
  const asked = new Map<string, number>();
  let asking = false;

  return {
    of(file) {
      const at = [fresh.value.get(file.id), placeIn(file)].find((one) => one && isGood(one));
      if (!at) want(file.id);
      return at;
    },
  };

  /** Whoever draws asks each time it draws: what cannot be had is not asked for in circles. */
  function want(id: string): void {
    if (Date.now() - (asked.get(id) ?? 0) < ASK_AGAIN_MS) return;
    asked.set(id, Date.now());
    wanted.add(id);
    if (asking) return;
    asking = true;
    setTimeout(ask, 0);
  }

  async function ask(): Promise<void> {
    const ids = [...wanted].slice(0, AT_ONCE);
    const answer = await files.ask('files:addresses', { files: ids });
    if (answer?.ok) {
      for (const id of ids) wanted.delete(id);
      const more = answer.files.map(({ id, address, thumbnail }) => [id, { address, thumbnail }] as const);
      if (more.length > 0) fresh.value = new Map([...fresh.value, ...more]);
    }
    asking = wanted.size > 0;
    if (asking) setTimeout(ask, answer?.ok ? 0 : CUT_WAIT_MS);
  }
}

function isGood({ address }: At): boolean {
  return untilOf(address) > Date.now() + SPARE_MS;
}

function placeIn({ address, thumbnail }: MessageFile): At | undefined {
  return address === null ? undefined : { address, thumbnail };
}

/** It stands in the address until when it is good. */
function untilOf(address: string): number {
  return Number.parseInt(/\?for=[^.]+\.(\w+)\./.exec(address)?.[1] ?? '0', 36);
}
