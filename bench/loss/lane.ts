import type { Socket } from 'node:net';

/** One direction of a connection: bytes in order, each as late as the network is then. */
export type Lane = {
  push(bytes: Buffer): void;
  /** Nothing arrives for so long, then everything. */
  hold(ms: number): void;
  /** Ends the connection once everything has arrived. */
  close(): void;
  destroy(): void;
};

export function openLane(to: Socket, delayMs: () => number): Lane {
  const queue: { at: number; bytes: Buffer }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heldUntil = 0;
  let closing = false;
  const destroy = () => {
    clearTimeout(timer);
    queue.length = 0;
    to.destroy();
  };

  return {
    push(bytes) {
      const now = performance.now();
      const at = Math.max(now + delayMs(), heldUntil, queue.at(-1)?.at ?? 0);
      if (queue.length === 0 && at <= now) return void to.write(bytes);
      queue.push({ at, bytes: Buffer.from(bytes) });
      timer ??= setTimeout(deliver, at - now);
    },
    hold(ms) {
      heldUntil = performance.now() + ms;
      for (const one of queue) one.at = Math.max(one.at, heldUntil);
    },
    close() {
      closing = true;
      if (queue.length === 0) to.end();
    },
    destroy,
  };

  function deliver(): void {
    timer = undefined;
    const now = performance.now();
    while (queue.length > 0 && queue[0]!.at <= now) to.write(queue.shift()!.bytes);
    if (queue.length > 0) timer = setTimeout(deliver, queue[0]!.at - now);
    else if (closing) to.end();
  }
}
