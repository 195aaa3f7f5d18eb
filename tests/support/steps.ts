import fc from 'fast-check';
import { type Answer, type Client, id, type OpenHouse } from './server.ts';

/** Something that somebody does in a conversation. `nth` picks one of what is there, counted round. */
export type Step =
  | { do: 'post'; by: Who; note: boolean }
  | { do: 'edit' | 'take back'; by: Who; note: boolean; nth: number }
  /** Answers one of the messages that are there. */
  | { do: 'answer'; by: Who; note: boolean; nth: number }
  | { do: 'react'; by: Who; note: boolean; nth: number; on: boolean }
  | { do: 'assign'; by: Staff; to: Staff | null }
  | { do: 'close'; by: Staff }
  | { do: 'reopen'; by: Staff }
  | { do: 'read'; by: Who; note: boolean; nth: number };
type Staff = 'Olga' | 'Agnes';
type Who = Staff | 'Vera';

const staff = fc.constantFrom<Staff>('Olga', 'Agnes');
const who = fc.constantFrom<Who>('Vera', 'Vera', 'Olga', 'Agnes');
const nth = fc.nat(20);
const note = fc.boolean();

/** Anything that can happen to a conversation, posts oftener than the rest. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('post' as const), by: who, note }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'take back' as const), by: who, note, nth }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), by: who, note, nth }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('react' as const), by: who, note, nth, on: fc.boolean() }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), by: who, note, nth }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('assign' as const), by: staff, to: fc.option(staff) }) },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.record({ do: fc.constant('close' as const), by: staff }),
        fc.record({ do: fc.constant('reopen' as const), by: staff }),
      ),
    },
  ),
  { minLength: 3, maxLength: 30, size: 'max' },
);

/** What was written, notes that a world without notes leaves out included. */
type Written = { id: string; by: Who; note: boolean; real: boolean };

export type Cast = Record<Who, Client>;

/**
 * Plays steps in one conversation that Vera begins. `withoutNotes` leaves out what is about notes alone, and reads up to a note as far
 * as the message before it: what Vera sees of both worlds has to be the same.
 */
export function play(o: { cast: Cast; conversation: string; first: string; withoutNotes: boolean }) {
  const written: Written[] = [{ id: o.first, by: 'Vera', note: false, real: true }];

  return { take, written };

  /** Does a step; gives the answer, or undefined where there is nothing to do it to. */
  async function take(step: Step): Promise<Answer | undefined> {
    const { cast, conversation } = o;
    const asker = cast[step.by];
    if (step.do === 'post') return post(step.by, step.note && step.by !== 'Vera');
    if (step.do === 'answer') return post(step.by, step.note && step.by !== 'Vera', step.nth);
    if (step.do === 'react') return react(step);
    if (step.do === 'assign') return asker.ask('conversations:assign', { conversation, to: idOf(step.to) });
    if (step.do === 'read') return read(step);
    if (step.do !== 'edit' && step.do !== 'take back') return asker.ask(`conversations:${step.do}`, { conversation });
    const isNote = step.note && step.by !== 'Vera';
    const own = written.filter((one) => one.by === step.by && one.note === isNote);
    const message = own[step.nth % own.length];
    if (!message?.real) return undefined;
    return step.do === 'edit'
      ? asker.ask('conversations:edit', { id: message.id, body: `Edited, by ${step.by}, ${step.nth}` })
      : asker.ask('conversations:take-back', { id: message.id });
  }

  /** Only what is no note can be answered by everybody. */
  async function post(by: Who, note: boolean, nth?: number): Promise<Answer | undefined> {
    const open = written.filter((one) => !one.note);
    const replyTo = nth === undefined ? undefined : open[nth % open.length]?.id;
    const message = { id: id(), by, note, real: !(note && o.withoutNotes) };
    written.push(message);
    if (!message.real) return undefined;
    const body = `${note ? 'A note' : 'Message'} ${written.length} by ${by}`;
    const payload = {
      id: message.id,
      conversation: o.conversation,
      body,
      ...(note && { note }),
      ...(replyTo && { replyTo }),
    };
    return o.cast[by].ask('conversations:post', payload);
  }

  async function react(step: Extract<Step, { do: 'react' }>): Promise<Answer> {
    const shown = written.filter((one) => one.note === (step.note && step.by !== 'Vera'));
    const message = shown[step.nth % shown.length];
    if (!message?.real) return undefined;
    const emoji = step.nth % 2 ? '👍' : '🫖';
    return o.cast[step.by].ask('conversations:react', { id: message.id, emoji, on: step.on });
  }

  /** Reads up to a message, counted as the reader counts. */
  async function read(step: Extract<Step, { do: 'read' }>): Promise<Answer> {
    const shown = written.filter((one) => one.note === (step.note && step.by !== 'Vera'));
    const target = shown[step.nth % shown.length];
    if (!target) return undefined;
    const upTo = written.slice(0, written.indexOf(target) + 1);
    const seq = upTo.filter((one) => one.real && (step.by !== 'Vera' || !one.note)).length;
    return o.cast[step.by].ask('conversations:read', { conversation: o.conversation, seq });
  }
}

const ids = new Map<string, string>();

/** Olga and Agnes by name, once the house has hired them. */
export async function hire(house: OpenHouse): Promise<{ agnesCookie: string; agnesId: string }> {
  const agnes = await house.colleague('Agnes', [{ site: house.site.id, role: 'agent' }]);
  ids.set('Olga', house.olgasId).set('Agnes', agnes.id);
  return { agnesCookie: agnes.cookie, agnesId: agnes.id };
}

function idOf(name: Staff | null): string | null {
  return name === null ? null : (ids.get(name) as string);
}
