/** `burst` at once, and one more every `everyMs`. */
export type Limit = { burst: number; everyMs: number };

const SWEEP_EVERY = 1_000;

/**
 * Counts what somebody does against a limit, in this process's memory: one number per key, the time at which it would be all free again
 * (the generic cell rate algorithm).
 */
export function openMeter({ burst, everyMs }: Limit, now: () => number) {
  const freeAt = new Map<string, number>();
  let counted = 0;
  const fullMs = burst * everyMs;

  return { wait, count };

  /**
   * How long to wait in ms where nothing is left; 0 otherwise. Whoever has used it up waits until a third is free again, and not again at
   * every single step.
   */
  function wait(key: string, at: number = now()): number {
    const used = usedAt(key, at);
    return used + everyMs > fullMs ? Math.ceil(used - (fullMs * 2) / 3) : 0;
  }

  /** What of it is used up, in ms. More than all is no use, but a clock that was set back: nobody waits for that. */
  function usedAt(key: string, at: number): number {
    const used = (freeAt.get(key) ?? 0) - at;
    return used > 0 && used <= fullMs + everyMs ? used : 0;
  }

  function count(key: string, at: number = now(), times = 1): void {
    freeAt.set(key, at + Math.min(usedAt(key, at) + everyMs * times, fullMs + everyMs));
    counted += 1;
    if (counted % SWEEP_EVERY === 0) for (const [one, free] of freeAt) if (free <= at) freeAt.delete(one);
  }
}

/**
 * What visitors may do. `sessions` are all that an address may begin; `visitor`, `address` and `site` are for what others get to read: an address may be a whole office, a
 * site a whole town. `fresh` are new sessions that cost nothing, per address and per site: more at a time have to be worked for, and `most` of a site's
 * are refused. `worked` is what one address may work for, so that few of them cannot use up what a site has for all. `told` are those of whom a page tells before they did anything. `letters` are those to addresses that nobody has proven to be theirs: whoever reads them has not asked for them. `megabytes` are what visitors at an address announce as files.
 */
export const LIMITS = {
  sessions: { burst: 300, everyMs: 200 },
  visitor: { burst: 30, everyMs: 2_000 },
  address: { burst: 300, everyMs: 200 },
  site: { burst: 3_000, everyMs: 10 },
  freshAtAddress: { burst: 20, everyMs: 6_000 },
  freshOnSite: { burst: 60, everyMs: 1_000 },
  workedAtAddress: { burst: 100, everyMs: 2_000 },
  mostOnSite: { burst: 600, everyMs: 50 },
  toldAtAddress: { burst: 60, everyMs: 1_000 },
  lettersAtAddress: { burst: 10, everyMs: 360_000 },
  lettersOnSite: { burst: 300, everyMs: 12_000 },
  megabytesAtAddress: { burst: 1_000, everyMs: 3_600 },
} as const satisfies Record<string, Limit>;
export type Limits = Record<keyof typeof LIMITS, Limit>;

/** The same limits, so many times as wide: for tests and benches, whose few visitors do the work of thousands. */
export function widened(times: number): Limits {
  const wide = Object.entries(LIMITS).map(([name, { burst, everyMs }]) => [
    name,
    { burst: burst * times, everyMs: everyMs / times },
  ]);
  return Object.fromEntries(wide) as Limits;
}

/** Whether a visitor may write now. */
export function openAllowance({ visitor, address, site }: Limits, now: () => number) {
  const meters = { visitor: openMeter(visitor, now), address: openMeter(address, now), site: openMeter(site, now) };
  return (by: { session: string; network: string; site: string }): number =>
    spend(now(), [meters.visitor, by.session], [meters.address, by.network], [meters.site, by.site]);
}

/** Whether a letter may go to an address that somebody has only typed. */
export function openLetterAllowance({ lettersAtAddress, lettersOnSite }: Limits, now: () => number) {
  const [atAddress, onSite] = [openMeter(lettersAtAddress, now), openMeter(lettersOnSite, now)];
  return (by: { network: string; site: string }): number => spend(now(), [atAddress, by.network], [onSite, by.site]);
}

/** Whether a page may tell of somebody who has done nothing yet: each of them is a person to keep. */
export function openToldAllowance({ toldAtAddress, mostOnSite }: Limits, now: () => number) {
  const [atAddress, onSite] = [openMeter(toldAtAddress, now), openMeter(mostOnSite, now)];
  return (network: string, site: string): number => spend(now(), [atAddress, network], [onSite, site]);
}

/** Whether visitors at an address may announce so many bytes more; how long to wait in ms where not. */
export function openFileAllowance({ megabytesAtAddress }: Limits, now: () => number) {
  const meter = openMeter(megabytesAtAddress, now);
  return (network: string, bytes: number): number => {
    const wait = meter.wait(network);
    if (wait === 0) meter.count(network, now(), Math.ceil(bytes / 1_000_000));
    return wait;
  };
}

/** Counts one against each meter, and gives 0, or how long to wait in ms where there were too many for any of them. */
function spend(at: number, ...uses: [meter: ReturnType<typeof openMeter>, key: string][]): number {
  let wait = 0;
  for (const [meter, key] of uses) wait = Math.max(wait, meter.wait(key, at));
  if (wait === 0) for (const [meter, key] of uses) meter.count(key, at);
  return wait;
}
