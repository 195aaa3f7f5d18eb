import { type Signal, signal } from '@preact/signals';
import type { FileFacts } from '../../protocol/files.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Way } from './upload.ts';

/** A file that goes with the next message: what is said of it. Its bytes lie in the browser's own store, under the id. */
export type Staged = { id: string; name: string; type: string; size: number; durationMs?: number };

/** What a place to write knows of files before anybody uses one. Everything else comes with the parts that need it. */
export type Files = {
  /** The name of the browser's store for their bytes. */
  store: string;
  way: Way;
  /** Sending is a part of its own: who has it already gives it, who does not fetches it when it is wanted. */
  sending(): Promise<typeof import('./deliver.ts')>;
  /** Staff send for a conversation. */
  conversation?: string;
  staged: Signal<readonly Staged[]>;
  /** Dropped, pasted or chosen, and not looked at yet. */
  given: Signal<readonly File[]>;
  /** The ways to attach something are shown; undefined: nobody has asked for them yet. */
  menu: Signal<boolean | undefined>;
  /** Pictures that are made smaller at the moment. */
  busy: Signal<number>;
  /** How much of a file has arrived, from 0 to 1. */
  progress: Signal<ReadonlyMap<string, number>>;
  take(given: readonly File[]): void;
  /** Takes the files of a message to the server: what they are there, or why not, or 'later'. */
  deliver(entry: Outgoing): Promise<readonly FileFacts[] | Problem | 'later'>;
  /** The message is gone, one way or the other: nothing of its files is kept here. */
  over(entry: Outgoing, kept: boolean): void;
};
type Outgoing = { id: string; files?: readonly Staged[] };

export function openFiles(o: Pick<Files, 'store' | 'way' | 'sending' | 'conversation'>): Files {
  const menu = signal<boolean | undefined>();
  const given = signal<readonly File[]>([]);
  const files: Files = {
    ...o,
    ...{ menu, given, staged: signal([]), busy: signal(0), progress: signal(new Map()) },
    take(more) {
      given.value = [...given.value, ...more];
      menu.value = false;
    },
    deliver: async (entry) => {
      try {
        return await (await o.sending()).deliver(files, entry.id, entry.files ?? []);
      } catch {
        return 'later';
      }
    },
    over(entry, kept) {
      if (entry.files) void o.sending().then((part) => part.over(files, entry.id, entry.files ?? [], kept));
    },
  };
  return files;
}
