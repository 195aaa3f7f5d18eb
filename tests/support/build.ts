import { buildWhatChanged } from '../../server/build.ts';

/** As a vitest global setup: what browsers load is built from the sources as they are. */
export default async function setup(): Promise<void> {
  await buildWhatChanged();
}
