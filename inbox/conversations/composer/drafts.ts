import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Storage } from '../../../client/storage.ts';
import { toJson } from '../../../client/storage.ts';

/** What somebody has begun to write in a conversation. `replyTo`: the message that it answers. */
export type Draft = { text: string; note: boolean; replyTo: string | null };
const EMPTY: Draft = { text: '', note: false, replyTo: null };

export type Drafts = {
  of(conversation: string): ReadonlySignal<Draft>;
  set(conversation: string, draft: Partial<Draft>): void;
};

/** Drafts of one staff member, kept in this browser per conversation. */
export function openDrafts(storage: Storage, me: string): Drafts {
  const signals = new Map<string, Signal<Draft>>();
  const name = (conversation: string) => `draft:${me}:${conversation}`;

  return { of, set };

  function of(conversation: string): Signal<Draft> {
    const known = signals.get(conversation) ?? signal(read(conversation));
    signals.set(conversation, known);
    return known;
  }

  function read(conversation: string): Draft {
    try {
      const kept = JSON.parse(storage.get(name(conversation)) ?? '') as Partial<Draft> | null;
      return typeof kept?.text === 'string' ? { ...EMPTY, ...kept } : EMPTY;
    } catch {
      return EMPTY;
    }
  }

  function set(conversation: string, change: Partial<Draft>): void {
    const kept = of(conversation);
    const draft = { ...kept.peek(), ...change };
    kept.value = draft;
    if (draft.text || draft.note || draft.replyTo) storage.set(name(conversation), toJson(draft));
    else storage.remove(name(conversation));
  }
}
