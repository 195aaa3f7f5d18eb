import { isDeepStrictEqual } from 'node:util';
import { pause } from '../harness.ts';
import type { Client, History, Said, View } from './history.ts';
import { type House, openHouse } from './house.ts';
import { act } from './people/acts.ts';
import { tellOnline } from './people/browser.ts';
import { type Cast, type Meddlers, openCast, type Part } from './people/cast.ts';
import type { Trouble } from './proxy.ts';
import { type Random, randomFrom } from './random.ts';
import { openRecorder, type Recorder } from './recorder.ts';

const SETTLE_AT_MOST_MS = 14_000;
const SHOW_AT_MOST_MS = 2_000;
const SAME_AT_MOST_MS = 5_000;
const UP_FOR_MS: [number, number] = [400, 2_200];
const DOWN_FOR_MS: [number, number] = [0, 300];

export type Trial = { history: History; trouble: Trouble; kills: number };

/**
 * People write for `stormMs` while their networks fail and the server is killed with -9 again and again, then for `calmMs` while
 * everything works. What each shows at the end, what was acked to them, and what is there after one more kill make the history.
 */
export async function runTrial(o: {
  seed: number;
  stormMs: number;
  calmMs: number;
  databaseUrl?: string;
  /** Plants faults for the checker's own test: on the wire, and in the data while the server is down for the last time. */
  meddlers?: Meddlers;
  meanwhile?(folder: string, said: readonly Said[]): void;
}): Promise<Trial> {
  const random = randomFrom(o.seed);
  const house = await openHouse(o.databaseUrl);
  let cast: Cast | undefined;
  try {
    cast = await openCast(house, random, o.meddlers);
    const recorder = openRecorder();
    const stage = openStage(cast, recorder, random);
    if (o.stormMs > 0) await storm(house, cast.parts, recorder, random, o.stormMs);
    await pause(o.calmMs);
    const stuck = await stage.end();
    await sameForAll(cast.parts);
    const shown = cast.parts.map(({ actor }) => structuredClone(actor.view()));
    const { said } = recorder;
    await house.killAndRestart({ meanwhile: (folder) => o.meanwhile?.(folder, said) });
    const fresh = await Promise.all(cast.parts.map(load));
    const clients: [string, Client][] = cast.parts.map(({ actor, proxy }, at) => [
      actor.name,
      {
        ...{ audience: actor.audience, whole: actor.saw === undefined, shown: shown[at]!, fresh: fresh[at]! },
        leaked: actor.audience === 'visitor' ? proxy.leaked : [],
      },
    ]);
    const stored = fresh[cast.parts.findIndex(({ actor }) => actor.audience === 'staff')]!;
    placeSaid(said, stored);
    const history: History = { said, clients: Object.fromEntries(clients), stored, stuck };
    return { history, trouble: sum(cast.parts.map(({ proxy }) => proxy.trouble)), kills: house.kills() };
  } finally {
    await cast?.close();
    await house.close();
  }
}

function openStage({ parts, staff }: Cast, recorder: Recorder, random: Random) {
  let over = false;
  const stage = { recorder, staff: staff.map(({ id }) => id), until: () => over };
  const going = parts.map(({ actor, stormEveryMs }) =>
    act(actor, random.fork(), stage, stormEveryMs[0] > 500 ? [20, 160] : [0, 60]),
  );
  return {
    /** Nobody begins anything new; gives who is not through with what they had begun. */
    async end(): Promise<string[]> {
      over = true;
      const ended = parts.map(() => false);
      going.forEach((one, at) => void one.then(() => (ended[at] = true)));
      const until = performance.now() + SETTLE_AT_MOST_MS;
      for (;;) {
        const waiting = parts.filter(({ actor }, at) => !ended[at] || !actor.isSettled());
        if (waiting.length === 0 || performance.now() > until) return waiting.map(({ actor }) => actor.name);
        await showAll(parts);
        await pause(50);
      }
    },
  };
}

async function storm(house: House, parts: Part[], recorder: Recorder, random: Random, ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (const { proxy, stormEveryMs } of parts) proxy.storm(stormEveryMs);
  while (performance.now() < until) {
    await pause(random.int(...UP_FOR_MS));
    // Half of the kills come right after an ack: what was not on disk by then is gone.
    if (random.chance(0.5)) await Promise.race([recorder.nextAck(), pause(500)]);
    const againAfterMs = random.chance(0.15) ? random.int(50, 600) : undefined;
    await house.killAndRestart({ downMs: random.int(...DOWN_FOR_MS), againAfterMs });
  }
  for (const { proxy } of parts) proxy.calm();
  tellOnline();
}

/** Who is still looking: two looks at once would turn each other's pages. */
const looking = new WeakMap<Part, Promise<void>>();

/** Everybody looks at all there is, earlier messages included. */
async function showAll(parts: Part[]): Promise<void> {
  const looks = parts.map((part) => {
    const look = looking.get(part) ?? part.actor.showAll().finally(() => looking.delete(part));
    looking.set(part, look);
    return look;
  });
  await Promise.race([pause(SHOW_AT_MOST_MS), Promise.all(looks)]);
}

/** What was told last is still on its way for a moment. */
async function sameForAll(parts: Part[]): Promise<void> {
  await showAll(parts);
  const until = performance.now() + SAME_AT_MOST_MS;
  const fresh = await Promise.all(parts.map(load));
  const same = ({ actor }: Part, at: number) => {
    const shown = actor.view();
    return Object.keys(shown).every((conversation) => isDeepStrictEqual(shown[conversation], fresh[at]![conversation]));
  };
  while (!parts.every(same) && performance.now() < until) {
    await showAll(parts);
    await pause(50);
  }
}

async function load(part: Part): Promise<View> {
  const client = await part.fresh();
  const view = client.view();
  client.close();
  return view;
}

/** A page that has gone on to another conversation did not tell where its message went. */
function placeSaid(said: readonly Said[], stored: View): void {
  const places = Object.entries(stored).flatMap(([conversation, { messages }]) =>
    messages.map(({ id }) => [id, conversation] as const),
  );
  const placeOf = new Map(places);
  for (const one of said) if (one.act.kind === 'post') one.conversation ??= placeOf.get(one.act.message) ?? null;
}

function sum(all: readonly Trouble[]): Trouble {
  const names = Object.keys(all[0]!) as (keyof Trouble)[];
  const sums = names.map((name) => [name, all.reduce((total, one) => total + one[name], 0)]);
  return Object.fromEntries(sums) as Trouble;
}
