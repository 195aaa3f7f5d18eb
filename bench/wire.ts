import type { CDPSession } from 'playwright-core';

/** One request of a page and its answer's body, as it crossed the wire: still packed, without headers. */
export type Crossing = { url: string; encoding: string; bytes: number };

export type Wire = {
  /** What has crossed so far, in order of asking; a websocket is one request without a body. */
  crossed(): Crossing[];
};

/** Counts what a page asks one origin for, from the browser's own network log. What came from a cache has not crossed. */
export async function watchWire(cdp: CDPSession, origin: string): Promise<Wire> {
  const seen = new Map<string, Crossing & { headBytes: number; done: boolean }>();
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => begin(requestId, request.url));
  cdp.on('Network.webSocketCreated', ({ requestId, url }) => {
    begin(requestId, url.replace(/^ws/, 'http'));
    finish(requestId, 0);
  });
  cdp.on('Network.requestServedFromCache', ({ requestId }) => void seen.delete(requestId));
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    const one = seen.get(requestId);
    if (!one) return;
    if (response.fromDiskCache || response.fromServiceWorker) seen.delete(requestId);
    one.headBytes = response.encodedDataLength;
    one.encoding = headerOf(response.headers, 'content-encoding') ?? 'identity';
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => finish(requestId, encodedDataLength));
  cdp.on('Network.loadingFailed', ({ requestId }) => finish(requestId, 0));
  await cdp.send('Network.enable');

  return {
    crossed: () =>
      [...seen.values()].filter(({ done }) => done).map(({ url, encoding, bytes }) => ({ url, encoding, bytes })),
  };

  function begin(id: string, url: string): void {
    if (url.startsWith(`${origin}/`)) seen.set(id, { url, encoding: '', bytes: 0, headBytes: 0, done: false });
  }

  function finish(id: string, bytes: number): void {
    const one = seen.get(id);
    if (!one) return;
    one.bytes = Math.max(0, bytes - one.headBytes);
    one.done = true;
  }
}

function headerOf(headers: Record<string, string>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
