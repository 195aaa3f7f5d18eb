import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Face, Typed } from '../../protocol/conversations.ts';
import type { Connection } from '../connection.ts';

const TYPING_LASTS_MS = 6_000;
const TYPING_TOLD_EVERY_MS = 3_000;

/** Who types, both ways, in the conversation that is shown. */
export function openTyping(o: {
  connection: Connection;
  shown: ReadonlySignal<string | undefined>;
  now: () => number;
}) {
  const { connection, shown, now } = o;
  const theirs = signal<{ conversation: string; face: Face } | null>(null);
  let toldAt = 0;
  let ends: ReturnType<typeof setTimeout> | undefined;
  const typing = computed(() => (theirs.value?.conversation === shown.value ? (theirs.value?.face ?? null) : null));

  return { typing, heard, over, types, stop, end: () => clearTimeout(ends) };

  function heard({ conversation, by, typing: on }: Typed): void {
    if (by === 'visitor') return;
    if (on) {
      clearTimeout(ends);
      theirs.value = { conversation, face: by };
      ends = setTimeout(() => over(conversation), TYPING_LASTS_MS);
    } else {
      over(conversation);
    }
  }

  /** Whoever typed there is done. */
  function over(conversation: string): void {
    if (theirs.value?.conversation === conversation) theirs.value = null;
  }

  function types(): void {
    const at = now();
    const conversation = shown.value;
    if (!conversation || connection.line.value !== 'live' || at - toldAt < TYPING_TOLD_EVERY_MS) return;
    toldAt = at;
    void connection.ask('conversations:type', { conversation, typing: true });
  }

  function stop(): void {
    const conversation = shown.value;
    if (toldAt > 0 && conversation) void connection.ask('conversations:type', { conversation, typing: false });
    toldAt = 0;
  }
}
