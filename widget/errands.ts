import { type ReadonlySignal, signal } from '@preact/signals';
import { type Storage, toJson } from '../client/storage.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Payload, VisitorRequests } from '../protocol/sockets.ts';
import type { Connection } from './connection.ts';
import type { Session } from './session.ts';

type Name =
  | ('notifications:give-address' | 'feedback:rate' | 'surveys:answer' | 'articles:tell-tried')
  | ('boards:give' | 'boards:vote');
/** Something that the visitor told beside the conversation. The same request can be made again and does no more than once. */
export type Errand = { [N in Name]: { name: N; payload: Payload<VisitorRequests, N> } }[Name];
/** One that was answered with a problem. */
export type Refusal = Errand & { problem: Problem };

export type Errands = {
  /** Those that were not done yet. */
  left: ReadonlySignal<readonly Errand[]>;
  /** What the server would not take, until something is told of the same again. */
  refused: ReadonlySignal<Refusal | null>;
  /** Those of `left` that the server would not take yet. Each is tried again by itself when it says. */
  late: ReadonlySignal<readonly Refusal[]>;
  /** Keeps it in the browser until the server has it. A later one about the same thing takes its place. */
  run<N extends Name>(name: N, payload: Payload<VisitorRequests, N>): void;
  flush(): Promise<void>;
  end(): void;
};

/** What is told beside the conversation is kept like a message, until the server has it. */
export function openErrands(o: { storage: Storage; session: Session; connection: Connection }): Errands {
  const left = signal(read());
  const refused = signal<Refusal | null>(null);
  const late = signal<readonly Refusal[]>([]);
  let again: ReturnType<typeof setTimeout> | undefined;
  let isUnderWay = false;

  return { left, refused, late, run, flush, end: () => clearTimeout(again) };

  function read(): readonly Errand[] {
    try {
      return JSON.parse(o.storage.get('errands') ?? '[]');
    } catch {
      return [];
    }
  }

  function keep(errands: readonly Errand[]): void {
    left.value = errands;
    if (errands.length > 0) o.storage.set('errands', toJson(errands));
    else o.storage.remove('errands');
  }

  function run<N extends Name>(name: N, payload: Payload<VisitorRequests, N>): void {
    const about = aboutOf({ name, payload } as Errand);
    if (refused.value && aboutOf(refused.value) === about) refused.value = null;
    keep([...left.value.filter((one) => aboutOf(one) !== about), { name, payload } as Errand]);
    void o.session.ensure().then((opened) => {
      if (opened !== 'ok') return;
      o.connection.start();
      void flush();
    });
  }

  /**
   * One after the other. What the server will never take is given up, and said where it was told. What it will take later stays, and
   * holds up no other.
   */
  async function flush(): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    const later = new Map<Errand, Refusal>();
    clearTimeout(again);
    for (let errand = next(); errand; errand = next()) {
      const done = errand;
      const answer = await o.connection.ask(done.name, done.payload);
      if (!answer) break;
      if (!answer.ok && answer.problem.final) refused.value = { ...done, problem: answer.problem };
      if (answer.ok || answer.problem.final) keep(left.value.filter((one) => one !== done));
      else later.set(done, { ...done, problem: answer.problem });
    }
    isUnderWay = false;
    late.value = [...later.values()];
    const waits = late.value.map(({ problem }) => problem.retryAfterMs ?? Number.POSITIVE_INFINITY);
    const soonest = Math.min(...waits);
    if (soonest < Number.POSITIVE_INFINITY) again = setTimeout(() => void flush(), soonest + 1_000);

    function next(): Errand | undefined {
      return left.value.find((one) => !later.has(one));
    }
  }
}

function aboutOf({ name, payload }: Errand): string {
  const { conversation = '', idea = conversation } = payload as { conversation?: string; idea?: string };
  return `${name} ${idea}`;
}
