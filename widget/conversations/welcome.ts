import { type Signal, signal } from '@preact/signals';
import { request } from '../../client/http.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Here } from '../../protocol/staff.ts';
import type { Welcome } from '../../protocol/welcome.ts';
import { untilChange } from '../hours/changes.ts';

/** How old an answer may be when the panel is opened again. */
const LASTS_MS = 5 * 60_000;
/** Where nothing came back it is asked again after so long, then after twice as long. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** What the chat has to know of its site once it is open: asked then, and again when that changes. Nobody waits for it. */
export function openWelcome(o: { base: string; site: string; now: () => number }) {
  const welcome: Signal<Welcome | undefined> = signal();
  /** Why nothing is told here, and nothing will be. */
  const refused: Signal<Problem | null> = signal(null);
  let askedAt = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  /** It was asked, and nothing came back. */
  let isMissing = false;
  let isOver = false;
  const missed = () => {
    if (isMissing) greet();
  };
  window.addEventListener('online', missed);

  return {
    ...{ welcome, refused, greet, gathered, missed },
    end(): void {
      isOver = true;
      window.removeEventListener('online', missed);
      clearTimeout(again);
    },
  };

  function gathered({ here }: Here): void {
    if (welcome.value) welcome.value = { ...welcome.value, here };
  }

  /** The panel was opened. */
  function greet(lasts = LASTS_MS): void {
    if (o.now() - askedAt < lasts) return;
    askedAt = o.now();
    clearTimeout(again);
    void request(o.base, 'api/visitor/welcome', { site: o.site }, null).then((answer) => {
      if (isOver) return;
      isMissing = !answer?.ok;
      if (!answer?.ok) {
        askedAt = 0;
        if (answer?.problem.final) {
          refused.value = answer.problem;
          return;
        }
        again = setTimeout(missed, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        return;
      }
      pause = FIRST_PAUSE_MS;
      welcome.value = answer as unknown as Welcome;
      const { changesAt = null } = welcome.value.opening ?? {};
      if (changesAt === null) return;
      again = setTimeout(
        () => {
          askedAt = 0;
          greet();
        },
        untilChange(changesAt, o.now()),
      );
    });
  }
}
