import type { Profiler } from 'node:inspector';

const ROOT = new URL('..', import.meta.url).href;

/** Samples by module. */
export type Shares = Record<string, number>;

/** Sums up where a CPU profile's samples fell: by our own slices, by package, by Node's own modules, and by name for what is native. */
export function sharesOf(profile: Profiler.Profile): Shares {
  const modules = new Map(profile.nodes.map((node) => [node.id, moduleOf(node.callFrame)]));
  const shares: Shares = {};
  for (const sample of profile.samples ?? []) {
    const name = modules.get(sample)!;
    if (name !== '(idle)') shares[name] = (shares[name] ?? 0) + 1;
  }
  return shares;
}

function moduleOf({ url, functionName }: { url: string; functionName: string }): string {
  const pack = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (pack) return pack;
  if (url.startsWith('node:')) return url.replace(/^(node:)(?:internal\/)?([^/]+).*$/, '$1$2');
  if (url.startsWith(ROOT)) return url.slice(ROOT.length).replace(/^(server\/\w+|\w+)\/.*$/, '$1');
  return functionName.startsWith('(') ? functionName : `native ${functionName}`;
}
