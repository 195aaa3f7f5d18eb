import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { fetcher } from './fetcher.ts';
import { Status } from './ui.tsx';
import type { Words } from './words/speech.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

type Module<P> = { default: ComponentType<P> };
type Fetched<P> = {
  part: Signal<ComponentType<P> | 'failed' | undefined>;
  fetch(): Promise<void>;
  /** Tries until it is there, or nobody wants it any more: gives back how to say so. */
  want(): () => void;
};

/** A part of the widget that is fetched when it is first wanted, and drawn once it is there. */
export type Lazy<P> = ComponentType<P & { words: Words }> & {
  fetch(): Promise<void>;
  /** It could not be had, up to now. */
  isMissing(): boolean;
};

/**
 * Makes a part out of `() => import('./Part.tsx')`. While it is under way a line says so. Where it cannot be had it comes by itself as
 * soon as it can, and there is a button to try again; a `Meanwhile` is drawn in place of all that.
 */
export function lazy<P extends object>(load: () => Promise<Module<P>>, Meanwhile?: ComponentType<P>): Lazy<P> {
  const { part, fetch, want } = fetched(load);
  const Part = (props: P & { words: Words }) => {
    const { words } = props;
    const There = part.value;
    const isThere = typeof There === 'function';
    if (There === undefined) void fetch();
    useEffect(() => (isThere ? undefined : want()), [isThere]);
    if (isThere) return <There {...props} />;
    if (Meanwhile) return <Meanwhile {...props} />;
    return There ? <Missing words={words} onTry={fetch} /> : <Status>{words.loadingPart}</Status>;
  };
  return Object.assign(Part, { fetch, isMissing: () => part.value === 'failed' });
}

function Missing({ words, onTry }: { words: Words; onTry: () => Promise<void> }) {
  const [tries, setTries] = useState(false);
  return (
    <Status>
      {words.partFailed}{' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          setTries(true);
          void onTry().then(() => setTries(false));
        }}
      >
        {tries ? words.loadingPart : words.tryAgain}
      </button>
    </Status>
  );
}

function fetched<P>(load: () => Promise<Module<P>>): Fetched<P> {
  const part: Fetched<P>['part'] = signal();
  const get = fetcher(load);
  let under: Promise<void> | undefined;
  let wanting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;

  return { part, fetch, want };

  function fetch(): Promise<void> {
    if (typeof part.peek() !== 'function') under ??= take();
    return under ?? Promise.resolve();
  }

  async function take(): Promise<void> {
    try {
      part.value = (await get()).default as never;
    } catch {
      part.value = 'failed';
    }
    under = undefined;
  }

  function want(): () => void {
    if (++wanting === 1) {
      pause = FIRST_PAUSE_MS;
      addEventListener('online', insist);
      void insist();
    }
    return () => {
      if (--wanting > 0) return;
      removeEventListener('online', insist);
      clearTimeout(timer);
    };
  }

  async function insist(): Promise<void> {
    await fetch();
    clearTimeout(timer);
    if (wanting === 0 || typeof part.peek() === 'function') return;
    timer = setTimeout(insist, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
