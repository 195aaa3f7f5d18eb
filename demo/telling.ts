import { SignJWT } from 'jose';
import type { App } from '../server/app.ts';
import { newId } from '../server/foundation/ids.ts';
import { type Beat, browsers, readStory, type Scene } from './scenes/scene.ts';

const MINUTE_MS = 60_000;
const TO_THE_END = 2_147_483_647;

/** One thing that happened, at its time. */
export type Step = { at: number; act(): Promise<unknown> };
export type Visitor = { person: string; session: string; token: string; site: string; userAgent: string; socket: null };
type Slices = App['slices'];

/** Turns a scene into its steps, done by the verbs that visitors and staff use. `known` keeps who came before, by name. */
export function tell(o: {
  slices: Slices;
  scene: Scene;
  site: string;
  team: Map<string, string>;
  /** Staff who read along. */
  readers: readonly string[];
  known: Map<string, Visitor>;
  /** The shop's articles by what they are called. */
  articles: ReadonlyMap<string, string>;
  now: number;
}): Step[] {
  const { scene, site, team } = o;
  const { people, conversations, readers } = o.slices;
  const beats = readStory(scene.story);
  const began = o.now - spanOf(scene.began);
  let visitor: Visitor;
  let conversation = '';
  let last = '';

  let at = began;
  const steps = beats.map((beat): Step => {
    at += beat.minutes * MINUTE_MS;
    const time = at;
    return { at: time, act: () => (beat.who === 'visitor' ? asVisitor(beat, time) : asStaff(beat, time)) };
  });
  if (at > o.now) throw new Error(`The seed tells of the future: ${scene.began} ago is too late for ${scene.story}`);
  return [{ at: began - MINUTE_MS, act: arrive }, ...steps, ...(waits(beats) ? [] : [{ at, act: everybodyReads }])];

  /** Somebody comes to the page; the same name is the same person, who comes back. */
  async function arrive(): Promise<void> {
    const before = scene.from === null ? undefined : o.known.get(scene.from);
    visitor = before ?? (await welcome());
    if (scene.from !== null) o.known.set(scene.from, visitor);
    const { page, referrer = '', language, timeZone } = scene;
    const origin = scene.site === 'trade' ? 'https://trade.saltmarsh.example' : 'https://saltmarsh.example';
    const visit = { id: newId(began), url: origin + page, title: titleOf(page), referrer, language, timeZone };
    await must(people.arrive(visit, visitor));
    if (before) return;
    if (scene.told) await must(people.update({ site, attributes: named(scene.told) }, visitor.token, ''));
    for (const [event, properties] of scene.did ?? []) {
      await must(people.track({ site, event, properties: named(properties) }, visitor.token, ''));
    }
  }

  async function welcome(): Promise<Visitor> {
    const { token, person } = await people.start(site);
    const { session } = await must(people.admit(token));
    if (scene.from !== null) await people.introduce({ person, name: scene.from, email: scene.email ?? null });
    return { person, session, token, site, userAgent: browsers[scene.browser], socket: null };
  }

  /** The site's own server says who it is, as a shop with accounts does. */
  async function signIn(time: number): Promise<void> {
    const { value } = await must(people.secrets.make(site, [site]));
    const proof = new SignJWT({ ...scene.account }).setProtectedHeader({ alg: 'HS256' });
    const signed = await proof.setExpirationTime(time / 1000 + 3600).sign(new TextEncoder().encode(value));
    const { person, token } = await must(people.identify({ site, token: signed }, visitor.token));
    const { session } = await must(people.admit(token ?? visitor.token));
    visitor = { ...visitor, person: person.id, session, token: token ?? visitor.token };
  }

  async function asVisitor({ act }: Beat, time: number): Promise<void> {
    if (act.kind === 'signs in') return signIn(time);
    const by = { kind: 'visitor' as const, id: visitor.person, socket: null };
    if (conversation !== '') await must(conversations.read({ conversation, seq: TO_THE_END }, by));
    if (act.kind === 'takes back') await must(conversations.takeBack({ id: last }, by));
    else if (act.kind === 'edits') await must(conversations.edit({ id: last, body: act.text }, by));
    else if (act.kind === 'says') {
      const where = conversation === '' ? { start: newId(time) } : { conversation };
      last = newId(time);
      const isFirst = conversation === '';
      ({ conversation } = await must(conversations.postAsVisitor({ id: last, body: act.text, site, ...where }, by)));
      if (isFirst) await tellTried();
    } else if (act.kind !== 'reads') throw new Error(`A visitor does not do that: ${act.kind}`);
  }

  async function tellTried(): Promise<void> {
    if (!scene.tried) return;
    const { searched: words, read, helped } = scene.tried;
    const article = o.articles.get(read) as string;
    const steps = [
      { is: 'searched' as const, words, found: false },
      { is: 'read' as const, article, language: 'en', helped },
    ];
    await must(readers.tell({ conversation, steps }, { site, person: visitor.person }));
  }

  async function asStaff({ who, act }: Beat, time: number): Promise<void> {
    const by = staff(team.get(who) as string);
    await must(conversations.read({ conversation, seq: TO_THE_END }, by));
    if (act.kind === 'says' || act.kind === 'notes') {
      last = newId(time);
      const note = act.kind === 'notes';
      await must(conversations.postAsStaff({ id: last, body: act.text, conversation, note }, by));
      await must(conversations.read({ conversation, seq: TO_THE_END }, by));
    } else if (act.kind === 'gives') {
      await must(conversations.assign({ conversation, to: team.get(act.to) as string }, by));
    } else if (act.kind === 'closes') await must(conversations.close({ conversation }, by));
    else if (act.kind === 'reopens') await must(conversations.reopen({ conversation }, by));
    else throw new Error(`Nobody on the staff does that: ${act.kind}`);
  }

  async function everybodyReads(): Promise<void> {
    for (const id of o.readers) await must(conversations.read({ conversation, seq: TO_THE_END }, staff(id)));
  }

  function staff(id: string) {
    return { kind: 'staff' as const, id, scope: [site], socket: null };
  }
}

function named(told: Readonly<Record<string, string | number | boolean>>) {
  return Object.entries(told).map(([name, value]) => ({ name, value }));
}

/** Whether the visitor had the last word and nobody closed it. */
function waits(beats: Beat[]): boolean {
  const spoken = beats.findLast(({ act }) => act.kind === 'says');
  return spoken?.who === 'visitor' && !beats.some(({ act }) => act.kind === 'closes');
}

export function isText({ act }: Beat): boolean {
  return act.kind === 'says' || act.kind === 'notes';
}

/** Milliseconds of '3d 4h' or '25m'. */
function spanOf(text: string): number {
  const minutes = { d: 24 * 60, h: 60, m: 1 };
  const parts = [...text.matchAll(/(\d+)([dhm])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * minutes[unit as 'd'] * MINUTE_MS, 0);
}

function titleOf(page: string): string {
  const name = page.split('?')[0]?.split('/').filter(Boolean).at(-1);
  return name
    ? `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')} · Saltmarsh`
    : 'Saltmarsh: stoneware from the coast';
}

/** The value of an answer: what the seed asks for is never refused. */
export async function must<A extends { ok: boolean }>(answer: Promise<A>): Promise<Extract<A, { ok: true }>> {
  const got = await answer;
  if (!got.ok) throw new Error(`The seed was refused: ${JSON.stringify(got)}`);
  return got as Extract<A, { ok: true }>;
}
