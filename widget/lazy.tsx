import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { Status } from './ui.tsx';
import type { Words } from './words/speech.ts';

type Module<P> = { default: ComponentType<P> };
type Fetched<P> = { part: Signal<ComponentType<P> | 'failed' | undefined>; fetch(): Promise<void> };

/** A part of the widget that is fetched when it is first wanted, and drawn once it is there. */
export type Lazy<P> = ComponentType<P & { words: Words }> & { fetch(): Promise<void> };

/**
 * Makes a part out of `() => import('./Part.tsx')`. While it is under way a line says so; where it cannot be had there is a button to
 * try again; a `Meanwhile` is drawn in place of both. `outdated` is asked once where it fails: the server may have forgotten the files of
 * a page that has been open for weeks.
 */
export function lazy<P extends object>(load: () => Promise<Module<P>>, Meanwhile?: ComponentType<P>): Lazy<P> {
  const { part, fetch } = fetched(load);
  const Part = (props: P & { words: Words }) => {
    const { words } = props;
    const There = part.value;
    if (There === undefined) void fetch();
    if (typeof There !== 'function' && Meanwhile) return <Meanwhile {...props} />;
    return There === undefined ? (
      <Status>{words.loadingPart}</Status>
    ) : There === 'failed' ? (
      <Status>
        {words.partFailed}{' '}
        <button type="button" class="link" onClick={() => void fetch()}>
          {words.tryAgain}
        </button>
      </Status>
    ) : (
      <There {...props} />
    );
  };
  return Object.assign(Part, { fetch });
}

let outdated = async () => {};
/** What to do where a file is missing: it may be gone because there is a newer build. */
export function onMissing(act: () => Promise<void>): void {
  outdated = act;
}

/** Makes out of `() => import('./part.ts')` what fetches the part. Rejects where it cannot be had, after asking whether it is outdated. */
export function fetcher<M>(load: () => Promise<M>): () => Promise<M> {
  let fails = 0;
  let get = load;
  return async () => {
    try {
      return await get();
    } catch (error) {
      fails++;
      get = again;
      await outdated();
      throw error;
    }
  };

  /** Browsers keep a module that failed to load as failed: each later attempt has to look like another address. */
  function again(): Promise<M> {
    const [, file] = /import\(\W(.+?)\W\)/.exec(`${load}`) ?? [];
    return import(/* @vite-ignore */ `${new URL(`${file}?${fails}`, import.meta.url)}`);
  }
}

function fetched<P>(load: () => Promise<Module<P>>): Fetched<P> {
  const part: Fetched<P>['part'] = signal();
  const get = fetcher(load);
  let under: Promise<void> | undefined;

  return { part, fetch };

  function fetch(): Promise<void> {
    if (typeof part.value !== 'function') under ??= take();
    return under ?? Promise.resolve();
  }

  async function take(): Promise<void> {
    part.value = undefined;
    try {
      part.value = (await get()).default as never;
    } catch {
      part.value = 'failed';
    }
    under = undefined;
  }
}
