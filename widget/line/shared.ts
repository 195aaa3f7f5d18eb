import { effect } from '@preact/signals-core';
import type { Reply } from '../../client/http.ts';
import { type Line, openLine, type Standing } from '../../client/line.ts';
import { isOverHttp, isUp } from '../../client/standing.ts';
import { newId } from '../../client/storage.ts';
import { type Part, seen, type TabsOptions } from './part.ts';

/** A tab that has the line and says nothing for so long is asleep: one that is seen takes it over. */
const SILENT_MS = 1_000;
/** What the others need not look again for. */
const CHANGES_NOTHING = /:(list|sync|history|type|arrive)$/;

/** What the tabs of one person tell each other. The one with the line is the leader. */
type Said =
  | { say: 'who' }
  | { say: 'here'; tab: string; standing: Standing; seen: boolean }
  | { say: 'ask'; tab: string; id: string; name: string; payload: unknown }
  | { say: 'taken'; id: string }
  | { say: 'answer'; id: string; reply: Reply | undefined }
  | { say: 'heard'; event: string; payload: unknown }
  | { say: 'changed'; by?: string }
  | { say: 'lost' };

/**
 * One line for all tabs: whoever gets the lock has it, the others ask through that tab and hear what it hears. A tab that dies loses the
 * lock, and the next one in turn goes on; what was under way is known as cut, and sent again from the outbox under its own id.
 */
export function openShared(o: TabsOptions): Part {
  const tab = newId(Date.now());
  const asked = new Map<string, (reply: Reply | undefined) => void>();
  const taken = new Map<string, () => void>();
  let channel: BroadcastChannel | undefined;
  let inTurn: AbortController | undefined;
  let line: Line | undefined;
  let letGo: (() => void) | undefined;
  let unfollow: (() => void) | undefined;
  let leader = '';
  let answered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return { enter, leave, ask };

  function enter(): void {
    if (channel) return;
    channel = new BroadcastChannel(o.name);
    channel.onmessage = ({ data }) => {
      try {
        hear(data as Said);
      } catch (error) {
        console.warn('Foyer:', error);
      }
    };
    document.addEventListener('visibilitychange', turned);
    queue();
    look();
  }

  function leave(): void {
    inTurn?.abort();
    document.removeEventListener('visibilitychange', turned);
    clearTimeout(timer);
    stepDown();
    channel?.close();
    channel = undefined;
    leader = '';
  }

  function queue(): void {
    inTurn = new AbortController();
    void take({ signal: inTurn.signal });
  }

  function takeOver(): void {
    if (!seen() || line || !channel) return;
    inTurn?.abort();
    void take({ steal: true });
  }

  async function take(how: LockOptions): Promise<void> {
    try {
      await navigator.locks.request(o.name, how, lead);
    } catch (error) {
      if ((error as Error).name === 'SecurityError') {
        // A page that may not use locks shares no storage either.
        void lead();
      } else if (line) {
        // Another tab did not hear from this one and has taken over.
        stepDown();
        queue();
        look();
      }
    }
  }

  async function lead(): Promise<void> {
    if (!channel) return;
    clearTimeout(timer);
    leader = tab;
    settleAll();
    const opened = openLine({
      ...o,
      was: o.standing.value,
      hear(event, payload) {
        tell({ say: 'heard', event, payload });
        o.hear(event, payload);
      },
      catchUp() {
        tell({ say: 'changed' });
        o.catchUp();
      },
      lost() {
        tell({ say: 'lost' });
        o.lost();
      },
    });
    line = opened;
    opened.start();
    unfollow = effect(() => here(opened.standing.value));
    await new Promise<void>((done) => {
      letGo = done;
    });
  }

  function stepDown(): void {
    unfollow?.();
    line?.close();
    line = undefined;
    letGo?.();
    settleAll();
  }

  function here(standing: Standing): void {
    o.standing.value = standing;
    tell({ say: 'here', tab, standing, seen: seen() });
  }

  function hear(said: Said): void {
    switch (said.say) {
      case 'who':
        if (line) here(line.standing.value);
        break;
      case 'here':
        if (!line) follow(said);
        break;
      case 'ask':
        if (line) void answer(said);
        break;
      case 'taken':
        taken.get(said.id)?.();
        break;
      case 'answer':
        asked.get(said.id)?.(said.reply);
        break;
      case 'heard':
        if (!line) o.hear(said.event, said.payload);
        break;
      case 'changed':
        // Over HTTP it comes every few seconds.
        if (said.by !== tab && (seen() || o.standing.value === 'live')) o.catchUp();
        break;
      case 'lost':
        o.lost();
        break;
      default:
        said satisfies never;
    }
  }

  function follow({ tab: by, standing, seen: isSeen }: Said & { say: 'here' }): void {
    answered = true;
    if (by !== leader) settleAll();
    leader = by;
    const wasUp = isUp(o.standing.value);
    o.standing.value = standing;
    if (isUp(standing) && !wasUp) o.catchUp();
    // A tab that nobody looks at asks over HTTP only now and then.
    if (isOverHttp(standing) && !isSeen) takeOver();
  }

  async function answer({ tab: by, id, name, payload }: Said & { say: 'ask' }): Promise<void> {
    tell({ say: 'taken', id });
    const reply = await line?.ask(name, payload);
    tell({ say: 'answer', id, reply });
    if (!changes(name, reply)) return;
    tell({ say: 'changed', by });
    o.catchUp();
  }

  /** Undefined: cut. The leader may have sent it on, and may be gone by now. */
  async function ask(name: string, payload: unknown): Promise<Reply | undefined> {
    if (line) {
      const reply = await line.ask(name, payload);
      if (changes(name, reply)) tell({ say: 'changed' });
      return reply;
    }
    if (!channel || !isUp(o.standing.value)) return undefined;
    const id = newId(Date.now());
    return new Promise((resolve) => {
      const silent = setTimeout(() => {
        settle(undefined);
        takeOver();
      }, SILENT_MS);
      const settle = (reply: Reply | undefined) => {
        clearTimeout(silent);
        asked.delete(id);
        taken.delete(id);
        resolve(reply);
      };
      asked.set(id, settle);
      taken.set(id, () => clearTimeout(silent));
      tell({ say: 'ask', tab, id, name, payload });
    });
  }

  function settleAll(): void {
    for (const settle of asked.values()) settle(undefined);
  }

  function turned(): void {
    look();
    if (seen() && !line && isUp(o.standing.value)) o.catchUp();
  }

  /** A tab that is seen keeps asking whether the leader is awake. */
  function look(): void {
    clearTimeout(timer);
    if (line || !channel || !seen()) return;
    answered = false;
    tell({ say: 'who' });
    timer = setTimeout(() => {
      if (answered) look();
      // A moment more: this tab may have been busy itself, with the answer behind it in the queue.
      else timer = setTimeout(() => (answered ? look() : takeOver()), 100);
    }, SILENT_MS);
  }

  function tell(said: Said): void {
    channel?.postMessage(said);
  }
}

const changes = (name: string, reply: Reply | undefined): boolean => reply?.ok === true && !CHANGES_NOTHING.test(name);
