import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { slim } from '../../vite.slim.ts';

const root = join(import.meta.dirname, '..', '..');

/** A module of the widget as visitors get it: bundled for browsers, without what is left out of its libraries. */
export async function asItShips<M>(file: string): Promise<M> {
  const [bundle] = (await build({
    ...{ root, configFile: false, logLevel: 'warn', plugins: [slim()] },
    build: {
      write: false,
      lib: { entry: join(root, file), formats: ['es'] },
      // One module, as if every lazy part had been fetched.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput[];
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(bundle?.output[0].code ?? '')}`);
}
