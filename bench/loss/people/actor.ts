import type { Problem } from '../../../protocol/problem.ts';
import type { View } from '../history.ts';

/** Null where a page knows that it is stored and shows another conversation. */
type Place = { conversation: string; seq: number } | { conversation: null; seq: null };
export type Settled = (Place & { ok: true; setAside: boolean }) | { ok: false; problem: Problem };

/** Somebody who takes part, whatever program they do it with. */
export type Actor = {
  name: string;
  audience: 'visitor' | 'staff';
  /** Under which name their read marks stand: 'visitor' or the id of a staff member. */
  reader: string;
  /** Whether they may write the first message of a visitor. */
  begins: boolean;
  /** A page keeps what is written meanwhile; other programs write one after the other. */
  keepsWriting: boolean;
  view(): View;
  /** `conversation` left out: wherever the server puts it. */
  write(p: { body: string; conversation?: string; note: boolean }): { id: string; settled: Promise<Settled> };
  /** Asks for a change until it is answered. Undefined: done. */
  change(event: string, payload: object): Promise<Problem | undefined>;
  /** Pages read by themselves: gives how far they will have read, and tells when they are sure of it. */
  saw?(): { conversation: string; seq: number; settled: Promise<void> } | undefined;
  /** The next message begins another conversation. */
  startAnother?(): void;
  /** Leaves the page and comes back, with what the browser kept. */
  reload?(): void;
  /** Nothing is waiting any more, and all that was missed is there. */
  isSettled(): boolean;
  /** Loads and opens all that it can show, for a last look. */
  showAll(): Promise<void>;
  close(): void;
};
