import { setTimeout as passed, setImmediate } from 'node:timers/promises';
import type { Log } from '../answer.ts';
import type { Store } from '../database/database.ts';
import { newId } from '../ids.ts';
import type { About, EventRow, NewJob, TakenJob } from './job-store.ts';
import * as units from './job-store.ts';

/** Who has not ended a job or said that it goes on by then is taken for dead, and the job is taken by another. */
const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;
const AT_ONCE = 8;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 3_600_000;
const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000;
/** Ended ones are remembered for so long, so that their keys are not done again. */
const KEEP_ENDED_MS = 7 * 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;
/** Without being woken: for what another server has kept. */
const LOOK_EVERY_MS = 30_000;
/** Another server took what was due: there may be more. Not in step with it. */
const OTHERS_TOOK_MS = 100;
/** Events that come in quick succession are read together. */
const READ_AFTER_MS = 500;
const EVENTS_AT_ONCE = 1_000;
const CLOSE_WITHIN_MS = 5_000;
/** No transaction of a server lasts so long: a number that is missing behind an event of that age was never used. */
const SETTLED_AFTER_MS = 60_000;
/** A listener that wants none of so many events in a row says so, lest it read them again after a start. */
const MOVE_ON_AFTER = 5_000;

/** What became of a try: it is `done`, it is to be looked at again `later` without having failed, or there is no use in going on. */
export type Outcome = 'done' | { later: number } | { gaveUp: string };
/**
 * Does a job. It may run more than once and must come to the same: what it throws is tried again, later and later, for three days. An error's
 * `code` is kept as the reason, its text is not.
 */
export type Handler = (job: Pick<TakenJob, 'id' | 'about' | 'madeAt' | 'tries'>) => Promise<Outcome>;
export type Wanted = { kind: string; key: string; about: About; due?: number };
/** Makes jobs of recorded events, by a cursor of this name. */
export type Listener = { name: string; jobsOf(event: EventRow): Wanted[] };

export type Jobs = ReturnType<typeof openJobs>;

/**
 * Work that survives a crash: kept in the same database as what it follows from, done at least once, by one server at a time. Keep it by
 * `enqueue` (job-store.ts) within a unit of work and `wake` after the commit, by `add`, or by listening to the recorded events.
 */
export function openJobs(o: { store: Store; now: () => number; log: Log }) {
  const { store, now, log } = o;
  const handlers = new Map<string, Handler>();
  const listeners: (Listener & { stored: number; read: number })[] = [];
  const running = new Set<Promise<void>>();
  let started = false;
  let closed = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let reading: NodeJS.Timeout | undefined;
  let sweptAt = 0;

  return { handle, listen, deaf, start, add, addFew, job, wake, stir, settle, troubles, close };

  /** Says who does a kind of job. A server that has nobody for a kind leaves it to others. */
  function handle(kind: string, handler: Handler): void {
    handlers.set(kind, handler);
  }

  /** Begins to listen, behind what has happened before the first time. */
  async function listen(listener: Listener): Promise<void> {
    const position = await store.write(units.beginCursor, { name: listener.name });
    listeners.push({ ...listener, stored: position, read: position });
  }

  /** Does not listen any more: what happens until the next `listen` goes unheard. */
  async function deaf(name: string): Promise<void> {
    if ((await store.read(units.positionOf, { name })) !== null) await store.write(units.forgetCursor, { name });
  }

  /** Begins with what is due. */
  function start(): void {
    started = true;
    wake();
  }

  async function add(wanted: readonly Wanted[]): Promise<void> {
    if (wanted.length === 0) return;
    await store.write(units.enqueue, wanted.map(job));
    wake();
  }

  /** Keeps a job unless `most` whose keys begin so were made within `withinMs`. False: that would be too many. */
  async function addFew(wanted: Wanted, p: { begins: string; withinMs: number; most: number }): Promise<boolean> {
    const { begins, most } = p;
    const kept = await store.write(units.enqueueFew, { job: job(wanted), begins, most, since: now() - p.withinMs });
    if (kept) wake();
    return kept;
  }

  /** A wanted job with its id and times, for `enqueue` within a unit of work. */
  function job({ kind, key, about, due }: Wanted): NewJob {
    const at = now();
    return { id: newId(at), kind, key, about, at, due: due ?? at };
  }

  /** There is something to do. */
  function wake(): void {
    if (!started || closed) return;
    if (looking) lookAgain = true;
    else
      looking = look().finally(() => {
        looking = null;
        if (lookAgain) {
          lookAgain = false;
          wake();
        }
      });
  }

  /** Something was committed that listeners may want to hear of. Cheap: it may be called for every message. */
  function stir(): void {
    if (reading !== undefined || listeners.length === 0 || closed) return;
    reading = setTimeout(() => {
      reading = undefined;
      wake();
    }, READ_AFTER_MS).unref();
  }

  /** Does all that is due by now, and what follows from it. */
  async function settle(): Promise<void> {
    for (;;) {
      wake();
      await looking;
      await Promise.all(running);
      // SQLite answers within the turn: whatever else has to happen needs one of its own.
      await setImmediate();
      const due = await store.read(units.nextDue, { kinds: [...handlers.keys()] });
      if (!looking && running.size === 0 && (due === null || due > now())) return;
    }
  }

  /** What fails, of these kinds: for whoever can mend it. */
  function troubles(kinds: readonly string[], since: number) {
    return store.read(units.troubles, { kinds, since });
  }

  /** Takes nothing more and waits a little for what is under way; what takes longer is taken up by the next start. */
  async function close(): Promise<void> {
    closed = true;
    clearTimeout(timer);
    clearTimeout(reading);
    await looking;
    await Promise.race([Promise.all(running), passed(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  }

  async function look(): Promise<void> {
    let next = LOOK_EVERY_MS;
    try {
      for (const listener of listeners) if (await hear(listener)) next = READ_AFTER_MS;
      const due = await takeDue();
      next = Math.min(next, due);
      await sweep();
    } catch (error) {
      if (!closed) log.error({ err: error }, 'jobs could not be looked at');
    }
    sleep(next);
  }

  /** Reads on. True: there is more, or something is waited for. */
  async function hear(listener: (typeof listeners)[number]): Promise<boolean> {
    for (;;) {
      const position = listener.read;
      const settled = now() - SETTLED_AFTER_MS;
      const { events, waits } = await store.readLong(units.eventsAfter, { position, settled, most: EVENTS_AT_ONCE });
      const last = events.at(-1);
      if (last) {
        const jobs = events.flatMap((event) => listener.jobsOf(event)).map(job);
        listener.read = last.position;
        if (jobs.length > 0 || listener.read - listener.stored > MOVE_ON_AFTER) await moveOn(listener, jobs);
      }
      if (events.length < EVENTS_AT_ONCE || closed) return waits;
    }
  }

  async function moveOn(listener: (typeof listeners)[number], jobs: NewJob[]): Promise<void> {
    const { name, stored, read } = listener;
    const moved = await store.write(units.advance, { name, from: stored, to: read, jobs }).catch((error: unknown) => {
      listener.read = stored;
      throw error;
    });
    const position = moved ? read : ((await store.read(units.positionOf, { name })) ?? read);
    listener.stored = position;
    listener.read = position;
  }

  /** Takes as much as there is room for, and says in how many milliseconds to look again. */
  async function takeDue(): Promise<number> {
    const kinds = [...handlers.keys()];
    for (;;) {
      const room = AT_ONCE - running.size;
      // Whoever ends makes room and looks.
      if (room === 0 || kinds.length === 0 || closed) return LOOK_EVERY_MS;
      const due = await store.read(units.nextDue, { kinds });
      const at = now();
      if (due === null) return LOOK_EVERY_MS;
      if (due > at) return due - at;
      const lease = newId(at);
      const taken = await store.write(units.take, { kinds, at, until: at + LEASE_MS, lease, most: room });
      for (const one of taken) {
        const run = attempt(one).finally(() => {
          running.delete(run);
          wake();
        });
        running.add(run);
      }
      if (taken.length === 0) return Math.random() * OTHERS_TOOK_MS;
    }
  }

  async function attempt(taken: TakenJob): Promise<void> {
    const { id, kind, lease, tries, madeAt } = taken;
    const held = { id, lease };
    const renewal = setInterval(() => {
      store.write(units.renew, { ...held, until: now() + LEASE_MS }).catch(() => {});
    }, RENEW_EVERY_MS).unref();
    try {
      const outcome = await (handlers.get(kind) as Handler)(taken);
      if (outcome === 'done') await store.write(units.end, { ...held, at: now(), outcome, trouble: null });
      else if ('later' in outcome) await store.write(units.postpone, { ...held, due: outcome.later, trouble: null });
      else await giveUp(outcome.gaveUp);
    } catch (error) {
      const trouble = codeOf(error);
      log.error({ job: id, kind, tries, trouble }, 'a job failed');
      const failed = () =>
        now() - madeAt > GIVE_UP_AFTER_MS
          ? giveUp(trouble)
          : store.write(units.postpone, { ...held, due: now() + waitAfter(tries), trouble });
      // Where not even that can be stored, the lease runs out and it is taken again.
      await failed().catch((err: unknown) => log.error({ err, job: id, kind }, 'a failed job could not be put off'));
    } finally {
      clearInterval(renewal);
    }

    async function giveUp(trouble: string): Promise<void> {
      log.error({ job: id, kind, tries, trouble }, 'a job was given up');
      await store.write(units.end, { ...held, at: now(), outcome: 'gave up', trouble });
    }
  }

  async function sweep(): Promise<void> {
    if (now() - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = now();
    const before = now() - KEEP_ENDED_MS;
    if (await store.read(units.hasEnded, { before })) await store.write(units.sweep, { before });
  }

  function sleep(ms: number): void {
    const at = Date.now() + ms;
    if (closed || (timer !== undefined && timerAt <= at && timerAt > Date.now())) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timer = undefined;
      wake();
    }, ms).unref();
  }
}

/** Twice as long after each failure, an hour at most; a random part, so that not all come back at once. */
function waitAfter(tries: number): number {
  return Math.round(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1)) * (0.5 + Math.random() / 2));
}

/** Why a try failed, without a word of what it was about. */
function codeOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return [code, name, 'Error'].find(
    (one): one is string => typeof one === 'string' && /^\w{1,40}$/.test(one),
  ) as string;
}
