import type { Answered, AnswerForm, Answers, AskedForm, Field, Form } from '../../protocol/forms.ts';
import type { Named } from '../../protocol/people.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import { Email } from '../../protocol/schema.ts';
import { checker } from '../foundation/check.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import * as units from './store.ts';

/** As long as the name of what is told of a person, and its value, may be. */
const ATTRIBUTE_NAME_CHARACTERS = 40;
const ATTRIBUTE_CHARACTERS = 500;
const NAME_CHARACTERS = 100;
const TICKED = 'yes';
const NONE: Form = { on: false, intro: '', fields: [] };
/** At either end it is no answer: spaces of no width, and marks of direction. */
const UNSEEN = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const isEmail = checker(Email);

export type Forms = ReturnType<typeof openForms>;
type Place = { site: string; person: string };

/** What a site asks before the first message of a conversation, and what was answered. */
export function openForms(o: {
  store: Store;
  now: () => number;
  /** Keeps what somebody said of themselves. It proves nothing. */
  say(p: Place & { name?: string; email?: string; attributes?: readonly Named[] }): Promise<{ ok: true } | Refused>;
  /** Whose a conversation is; undefined where there is none yet. */
  holder(conversation: string): Promise<{ person: string } | undefined>;
}) {
  const { store, now } = o;
  return { get, set, asked, answer, answers };

  async function get(site: string, scope: Scope): Promise<{ ok: true; form: Form } | Refused> {
    if (!scope.includes(site)) return refuse('not_found');
    return { ok: true, form: (await store.read(units.formOf, { site }))?.form ?? NONE };
  }

  async function set(p: { site: string; form: Form }, scope: Scope): Promise<{ ok: true; form: Form } | Refused> {
    if (!scope.includes(p.site)) return refuse('not_found');
    const flaw = flawOf(p.form);
    if (flaw) return flaw;
    await store.write(units.keepForm, { ...p, at: now() });
    return { ok: true, form: p.form };
  }

  /** What a visitor of the site is asked; null: nothing. */
  async function asked(site: string): Promise<AskedForm | null> {
    const kept = await store.read(units.formOf, { site });
    if (!kept?.form.on || kept.form.fields.length === 0) return null;
    return { version: kept.version, intro: kept.form.intro, fields: kept.form.fields };
  }

  /** Keeps what was answered with the conversation that begins by it, and as what the person said of themselves. */
  async function answer(p: AnswerForm, { site, person }: Place): Promise<{ ok: true } | Refused> {
    const holder = await o.holder(p.conversation);
    if (holder && holder.person !== person) return refuse('not_found');
    if (await store.read(units.answersOf, p)) return { ok: true };
    // Whoever was asked otherwise, a moment ago, has answered what was asked then: that, and nothing else.
    const fields = await store.read(units.askedAt, { site, version: p.version });
    if (!fields) return refuse('not_found', { field: 'version', detail: 'names no form of this site' });
    const flaw = flawIn(p.answers, fields);
    if (flaw) return flaw;
    const given = trimmed(p.answers, fields);
    const first = { conversation: p.conversation, site, person, answers: given, at: now() };
    // Of several that are told at once the first one is kept. Where they have told too much of themselves already, it is with the conversation.
    if (await store.write(units.keepAnswers, first)) await o.say({ site, person, ...saidIn(given, fields) });
    return { ok: true };
  }

  /** What somebody answered before a conversation. */
  async function answers(p: { conversation: string; site: string }): Promise<{ ok: true } & Answers> {
    const found = await store.read(units.answersOf, p);
    const fields = (await store.read(units.formOf, p))?.form.fields ?? [];
    const kinds = new Map(fields.map(({ id, kind }) => [id, kind]));
    return {
      ok: true,
      answers: (found?.answers ?? []).map(({ field, label, value }) => {
        const kind = kinds.get(field);
        return { label, value, at: found?.at ?? 0, ...(kind ? { kind } : {}) };
      }),
    };
  }
}

/** What is wrong with the answers to what was asked. The first flaw is told, by the place where it is. */
function flawIn(answers: readonly Answered[], fields: readonly Field[]): Refused | null {
  for (const [index, { field: id, value }] of answers.entries()) {
    const wrong = (part: string, detail: string) => refuse('bad_input', { field: `answers.${index}.${part}`, detail });
    const field = fields.find((one) => one.id === id);
    if (!field) return wrong('field', 'is not asked for');
    if (answers.findIndex((other) => other.field === id) < index) return wrong('field', 'stands there twice');
    const text = seen(value);
    if (text === '') continue;
    if (field.kind === 'email' && !isEmail(text).ok) return wrong('value', 'is no e-mail address');
    if (field.kind === 'choice' && !field.options.includes(text)) return wrong('value', 'is none of the choices');
    if (field.kind === 'tick' && text !== TICKED) return wrong('value', `is '${TICKED}', or nothing`);
    if (field.kind === 'name' && text.length > NAME_CHARACTERS)
      return wrong('value', `has at most ${NAME_CHARACTERS} characters`);
  }
  const isGiven = ({ id }: Field) => answers.some(({ field, value }) => field === id && seen(value) !== '');
  const missing = fields.find((field) => field.required && !isGiven(field));
  return missing ? refuse('bad_input', { field: 'answers', detail: `lack “${missing.label}”` }) : null;
}

function seen(value: string): string {
  return value.replace(UNSEEN, '');
}

/** What was asked is told in the owner's own words. */
function trimmed(answers: readonly Answered[], fields: readonly Field[]): Answered[] {
  return answers
    .map(({ field, label, value }) => ({
      ...{ field, value: seen(value) },
      label: fields.find(({ id }) => id === field)?.label ?? label,
    }))
    .filter(({ value }) => value !== '');
}

function saidIn(answers: readonly Answered[], fields: readonly Field[]) {
  const kindOf = (answer: Answered) => fields.find(({ id }) => id === answer.field)?.kind;
  const [name, email] = ['name', 'email'].map((kind) => answers.find((answer) => kindOf(answer) === kind)?.value);
  const attributes = answers
    .filter((answer) => !['name', 'email'].includes(kindOf(answer) ?? ''))
    .map(({ label, value }) => ({
      name: clipped(label.trim(), ATTRIBUTE_NAME_CHARACTERS),
      value: clipped(value, ATTRIBUTE_CHARACTERS),
    }));
  return { ...(name ? { name: clipped(name, NAME_CHARACTERS) } : {}), ...(email ? { email } : {}), attributes };
}

/** No half of a pair is left at the end. */
function clipped(text: string, characters: number): string {
  return text
    .slice(0, characters)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

/** What is wrong with a form as an owner wrote it. */
function flawOf({ on, fields }: Form): Refused | null {
  if (on && fields.length === 0) return refuse('bad_input', { field: 'form.fields', detail: 'are none' });
  for (const [index, { id, kind, options }] of fields.entries()) {
    const wrong = (part: string, detail: string) =>
      refuse('bad_input', { field: `form.fields.${index}.${part}`, detail });
    if (fields.findIndex((other) => other.id === id) < index) return wrong('id', 'stands there twice');
    const isOnce = kind === 'name' || kind === 'email';
    if (isOnce && fields.findIndex((other) => other.kind === kind) < index)
      return wrong('kind', 'is asked for once at most');
    if (kind !== 'choice' && options.length > 0) return wrong('options', 'are for a choice');
    if (kind === 'choice' && options.length < 2) return wrong('options', 'are two at least');
    if (options.some((option) => option !== option.trim())) return wrong('options', 'begin and end with a letter');
    if (new Set(options).size < options.length) return wrong('options', 'are different from each other');
  }
  return null;
}
