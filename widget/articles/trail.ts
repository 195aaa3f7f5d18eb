import { effect, untracked } from '@preact/signals';
import { toJson } from '../../client/storage.ts';
import type { Step } from '../../protocol/articles.ts';
import type { Chat } from '../conversations/chat.ts';

const KEPT = 'tried';
/** What was read longer ago has little to do with what is asked now. */
const LASTS_MS = 2 * 60 * 60_000;
const STEPS_AT_MOST = 30;
const CHARACTERS_AT_MOST = 200;

/** What the visitor searched for and read: it goes along with the next message that they send, for whoever answers. */
export type Trail = {
  searched(words: string, found: boolean): void;
  read(of: { article: string; language: string; helped?: boolean }): void;
};
type Kept = { at: number; steps: Step[] };

const trails = new WeakMap<Chat, Trail>();

/** One for each chat. It begins with what was read on the page before. */
export function trailOf(chat: Chat): Trail {
  const known = trails.get(chat) ?? openTrail(chat);
  trails.set(chat, known);
  return known;
}

function openTrail(chat: Chat): Trail {
  /** What goes along with the next message. */
  let steps = keptIn(chat);
  /** What went along already, by conversation: told anew with what comes later. */
  const told = new Map<string, Step[]>();
  const underWay = new Set<string>();

  effect(() => {
    for (const { id } of chat.entries.value) underWay.add(id);
    for (const { conversation, messages } of chat.known.value.values()) {
      const sent = messages.filter(({ id }) => underWay.delete(id));
      if (sent.length > 0) untracked(() => tell(conversation));
    }
  });

  return {
    searched(words, found) {
      const typed = words.trim().slice(0, CHARACTERS_AT_MOST).toWellFormed().replaceAll('\0', '');
      if (typed)
        add({ is: 'searched', words: typed, found }, (step) => step.is === 'searched' && isBeginning(step, typed));
    },
    read({ article, language, helped }) {
      const isSame = (step: Step) => step.is === 'read' && step.article === article && step.language === language;
      const before = steps.find(isSame) as Extract<Step, { is: 'read' }> | undefined;
      add({ is: 'read', article, language, helped: helped ?? before?.helped ?? null }, isSame);
    },
  };

  /** What it takes the place of is what led to it, or was it before. */
  function add(step: Step, gives: (step: Step) => boolean): void {
    steps = [...steps.filter((one) => !gives(one)), step].slice(-STEPS_AT_MOST);
    chat.kept.set(KEPT, toJson({ at: Date.now(), steps } satisfies Kept));
  }

  function tell(conversation: string): void {
    if (steps.length === 0) return;
    const all = [...(told.get(conversation) ?? []), ...steps].slice(-STEPS_AT_MOST);
    told.set(conversation, all);
    steps = [];
    chat.kept.remove(KEPT);
    chat.errands.run('articles:tell-tried', { conversation, steps: all });
  }
}

/** Words that were typed on from others. */
function isBeginning(step: { words: string }, typed: string): boolean {
  return typed.startsWith(step.words) || step.words.startsWith(typed);
}

function keptIn(chat: Chat): Step[] {
  if (chat.isHidden()) return [];
  try {
    const kept: Kept = JSON.parse(chat.kept.get(KEPT) ?? '');
    return Date.now() - kept.at < LASTS_MS ? kept.steps : [];
  } catch {
    return [];
  }
}
