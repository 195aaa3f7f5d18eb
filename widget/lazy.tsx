import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { fetcher } from './fetcher.ts';
import { Status } from './ui.tsx';
import type { Words } from './words/speech.ts';

type Module<P> = { default: ComponentType<P> };
type Fetched<P> = { part: Signal<ComponentType<P> | 'failed' | undefined>; fetch(): Promise<void> };

/** A part of the widget that is fetched when it is first wanted, and drawn once it is there. */
export type Lazy<P> = ComponentType<P & { words: Words }> & { fetch(): Promise<void> };

/**
 * Makes a part out of `() => import('./Part.tsx')`. While it is under way a line says so; where it cannot be had there is a button to
 * try again; a `Meanwhile` is drawn in place of both.
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
