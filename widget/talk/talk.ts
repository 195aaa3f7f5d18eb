import { batch, type Signal, signal } from '@preact/signals';
import type { VisitorMessage } from '../../protocol/conversations.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Payload, VisitorRequests } from '../../protocol/sockets.ts';
import type { Chat } from '../conversations/chat.ts';
import { soon } from '../words/soon.ts';
import { fill } from '../words/speech.ts';
import { talkWords } from './words.ts';

const TRIES = 3;
const AGAIN_AFTER_MS = 2_000;

type Shown = Partial<Pick<VisitorMessage, 'body' | 'reactions' | 'takenBackAt' | 'editedAt'>>;
type Act = 'conversations:react' | 'conversations:edit' | 'conversations:take-back';

/** What is being done with messages: it shows at once, and is undone with a sentence where the server refuses it. */
export type Talk = {
  /** How messages look that the server has not confirmed yet, by id. */
  pending: Signal<ReadonlyMap<string, Shown>>;
  /** The last thing that has to be said about a message. */
  said: Signal<{ id: string; text: string; isWrong: boolean } | null>;
  editing: Signal<string | null>;
  react(message: VisitorMessage, emoji: string): void;
  /** Resolves to whether it is kept. */
  edit(id: string, body: string): Promise<boolean>;
  takeBack(id: string): void;
};

const talks = new WeakMap<Chat, Talk>();

export function talkOf(chat: Chat): Talk {
  const known = talks.get(chat) ?? openTalk(chat);
  talks.set(chat, known);
  return known;
}

function openTalk(chat: Chat): Talk {
  const pending = signal<ReadonlyMap<string, Shown>>(new Map());
  const said: Talk['said'] = signal(null);
  let before: Promise<unknown> = Promise.resolve();

  return { pending, said, editing: signal(null), react, edit, takeBack };

  function react({ id, reactions = [] }: VisitorMessage, emoji: string): void {
    const others = reactions.filter((one) => one.emoji !== emoji || one.by !== 'visitor');
    const on = others.length === reactions.length;
    const shown = on ? [...others, { emoji, by: 'visitor' as const }] : others;
    void act(id, { reactions: shown }, 'conversations:react', { id, emoji, on });
  }

  function edit(id: string, body: string): Promise<boolean> {
    return act(id, { body, editedAt: Date.now() }, 'conversations:edit', { id, body });
  }

  function takeBack(id: string): void {
    void act(id, { body: null, takenBackAt: Date.now(), reactions: [] }, 'conversations:take-back', { id });
  }

  /** Shows it, asks for it once what was asked before is done, and settles it. */
  async function act<E extends Act>(
    id: string,
    shown: Shown,
    name: E,
    payload: Payload<VisitorRequests, E>,
  ): Promise<boolean> {
    pending.value = new Map(pending.value).set(id, shown);
    said.value = null;
    const asking = before.then(() => ask(name, payload));
    before = asking;
    const answer = await asking;
    batch(() => {
      if (answer?.ok && answer.change) chat.take(answer.change);
      // What was done since then stays on the screen.
      if (pending.value.get(id) !== shown) return;
      const left = new Map(pending.value);
      left.delete(id);
      pending.value = left;
      if (answer?.ok) return;
      said.value = { id, text: sentenceFor(answer?.problem), isWrong: true };
    });
    return answer?.ok === true;
  }

  /** Each of these does no more when it is asked twice, so a cut line is no reason to give up at once. */
  async function ask<E extends Act>(name: E, payload: Payload<VisitorRequests, E>) {
    for (let tries = 1; ; tries++) {
      const answer = await chat.ask(name, payload);
      if (answer?.ok || answer?.problem.final || answer?.problem.retryAfterMs || tries === TRIES) return answer;
      await new Promise((done) => setTimeout(done, AGAIN_AFTER_MS));
    }
  }
}

function sentenceFor(problem: Problem | undefined): string {
  const { refused, failed, slow } = talkWords();
  if (problem?.retryAfterMs) return fill(slow, { when: soon(problem.retryAfterMs) });
  return (refused as Partial<Record<string, string>>)[problem?.code ?? ''] ?? failed;
}

/** Whether the visitor can still change what they wrote. */
export function isChangeable({ by, at, takenBackAt }: VisitorMessage, editMinutes: number | null): boolean {
  return by === 'visitor' && takenBackAt === null && (editMinutes === null || Date.now() - at < editMinutes * 60_000);
}

/** Whose a message is, as the visitor reads it. */
export function whoseIs(message: VisitorMessage): string {
  return message.by === 'visitor' ? talkWords().you : (message.author?.name ?? '');
}
