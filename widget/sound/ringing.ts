import { type ReadonlySignal, signal } from '@preact/signals';
import type { Storage } from '../../client/storage.ts';
import { inTurn } from '../../client/turns.ts';
import { fetcher } from '../fetcher.ts';

/** So long has a tab that somebody looks at to say that it has shown the answer, and answers that come together ring once. */
const HUSH_MS = 500;
const chimePart = fetcher(() => import('./chime.ts'));

export type Ringing = {
  muted: ReadonlySignal<boolean>;
  mute(on: boolean): void;
  /** An answer of this time came. */
  ring(at: number): void;
  end(): void;
};

/**
 * One sound for all tabs of a browser, and only where nobody looks at any of them. What rang or was seen last is kept in the browser, so
 * that tabs know of each other's; browsers let only those ring that the visitor has touched.
 */
export function openRinging({ storage, site }: { storage: Storage; site: string }): Ringing {
  const isMuted = () => storage.get('muted') !== null;
  const muted = signal(isMuted());
  const off = storage.onChange((name) => {
    if (name === 'muted' || name === '') muted.value = isMuted();
  });
  let newest = 0;
  let hush: ReturnType<typeof setTimeout> | undefined;

  return { muted, mute, ring, end };

  function mute(on: boolean): void {
    muted.value = on;
    on ? storage.set('muted', '1') : storage.remove('muted');
  }

  function ring(at: number): void {
    newest = Math.max(newest, at);
    if (document.visibilityState === 'visible') settle(newest);
    else if (navigator.userActivation?.hasBeenActive !== false) hush ??= setTimeout(ringOnce, HUSH_MS);
  }

  function ringOnce(): void {
    hush = undefined;
    const at = newest;
    void inTurn(`foyer:${site}:sound`, async () => {
      if (isMuted() || !settle(at)) return;
      // Away for now: an answer is read without it, too.
      await chimePart().then(
        ({ chime }) => chime(),
        () => {},
      );
    });
  }

  /** Whether nobody else has seen or heard of it before. */
  function settle(at: number): boolean {
    const isNew = at > Number(storage.get('rang') ?? 0);
    if (isNew) storage.set('rang', `${at}`);
    return isNew;
  }

  function end(): void {
    clearTimeout(hush);
    off();
  }
}
