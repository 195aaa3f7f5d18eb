let outdated = async () => {};

/** What to do where a file is missing: the server may have forgotten those of a page that has been open for weeks. */
export function onMissing(act: () => Promise<void>): void {
  outdated = act;
}

/** Makes out of `() => import('./part.ts')` what fetches the part. Rejects where it cannot be had, after asking whether it is outdated. */
export function fetcher<M extends object>(load: () => Promise<M>): () => Promise<M> {
  let fails = 0;
  let get = load;
  return async () => {
    try {
      const module = await get();
      // An empty file, or whatever else a proxy gives for one of ours.
      if (Object.keys(module).length === 0) throw new Error('nothing in it');
      return module;
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
