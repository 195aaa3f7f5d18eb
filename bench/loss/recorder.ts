import type { Act, Said } from './history.ts';

/** Writes down what everybody sets out to do and when they are told that it is done. */
export type Recorder = {
  said: Said[];
  began(client: string, conversation: string | null, act: Act): Said;
  acked(said: Said): void;
  /** The next moment in which somebody is told that something is done. */
  nextAck(): Promise<void>;
};

export function openRecorder(): Recorder {
  const said: Said[] = [];
  let waiting: (() => void)[] = [];
  return {
    said,
    began(client, conversation, act) {
      const one: Said = { client, conversation, act, began: performance.now(), acked: null, seq: null };
      said.push(one);
      return one;
    },
    acked(one) {
      one.acked = performance.now();
      for (const go of waiting) go();
      waiting = [];
    },
    nextAck: () => new Promise((go) => waiting.push(go)),
  };
}
