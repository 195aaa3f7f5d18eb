import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { id } from './server.ts';

/** A payload that is wrong in one place. `text` is the JSON, since some of it no object holds. */
export type Bad = { what: string; text: string; field: string };

/** Words that must not be found in any log. */
export const PRIVATE = 'the-words-of-a-visitor';

// biome-ignore lint/suspicious/noExplicitAny: schemas are walked as the JSON that they are
type Json = any;

/** Texts that fit the patterns of the protocol. */
const FITTING = [
  PRIVATE,
  'Abcdefghij123456',
  '#0b6b4f',
  'vera@shop.example',
  'https://shop.example',
  'eyJhIjoxfQ',
  'Europe/Vienna',
  'en',
  '09:00',
  '2026-12-24',
  '/pans/*',
  'chat.write',
  'help.shop.example',
];

/** A payload that a schema accepts, with every optional part in it. */
export function sample(schema: TSchema): Json {
  const s = schema as Json;
  if (s.const !== undefined) return s.const;
  if (s.anyOf) return sample(s.anyOf[0]);
  if (s.type === 'object') {
    return Object.fromEntries(Object.entries(s.properties).map(([name, part]) => [name, sample(part as TSchema)]));
  }
  if (s.type === 'array') return Array.from({ length: s.minItems ?? 1 }, () => sample(s.items));
  if (s.type === 'integer') return Math.max(1, s.minimum ?? 1);
  if (s.type === 'boolean') return true;
  const check = Compile(schema);
  const text = [id(), ...FITTING].find((one) => check.Check(one));
  if (text === undefined) throw new Error(`no sample fits ${JSON.stringify(s)}`);
  return text;
}

/** Everything that can be wrong with a payload, each thing alone. */
export function badnessOf(schema: TSchema): Bad[] {
  const whole = sample(schema);
  return inside(schema, [], (path, value) => JSON.stringify(replaced(whole, path, value)));
}

type Write = (path: (string | number)[], value: Json) => string;
/** Marks a value that is to be left out, or written as it stands. */
const MISSING = Symbol('missing');

function inside(schema: TSchema, path: (string | number)[], write: Write): Bad[] {
  // What may be null as well is wrong as what it is otherwise.
  const either = (schema as Json).anyOf as Json[] | undefined;
  const isOrNull = either?.length === 2 && either[1]?.type === 'null' && /object|array/.test(either[0]?.type);
  const s = (isOrNull ? either?.[0] : schema) as Json;
  const found: Bad[] = [];
  const field = path.join('.') || 'payload';
  const bad = (what: string, value: Json, at = field) =>
    found.push({ what: `${at} ${what}`, text: write(path, value), field: at });
  const check = Compile(schema);
  // Another object or list is wrong within, which comes below.
  const isOneOf = either?.every((one) => one.type === 'object') ?? false;
  const within = s.type === 'object' || isOneOf ? /object/ : s.type === 'array' ? /list|thousand/ : /^$/;
  for (const [what, value] of Object.entries(WRONG_TYPES))
    if (!within.test(what) && !check.Check(value)) bad(`as ${what}`, value);

  if (s.type === 'object') {
    const below = (name: string) => [...path, name].join('.');
    const required = (s.required ?? []) as string[];
    for (const name of required) {
      found.push({ what: `${below(name)} missing`, text: write([...path, name], MISSING), field: below(name) });
    }
    found.push({
      what: `${below('nonsense')} extra`,
      text: write([...path, 'nonsense'], PRIVATE),
      field: below('nonsense'),
    });
    for (const [name, part] of Object.entries(s.properties))
      found.push(...inside(part as TSchema, [...path, name], write));
  } else if (s.type === 'array') {
    if (s.minItems) bad('empty', []);
    const many = s.maxItems ?? 2000;
    if (s.maxItems)
      bad(
        'too many',
        Array.from({ length: many + 1 }, () => sample(s.items)),
      );
    found.push(...inside(s.items, [...path, 0], write));
  } else if (s.type === 'string') {
    const fits = sample(schema) as string;
    if (s.maxLength) bad('too long', 'x'.repeat(s.maxLength + 1));
    for (const [what, text] of Object.entries(BAD_TEXTS)) bad(`with ${what}`, `${fits}${text}`);
    if (!check.Check('')) bad('empty', '');
    if (s.pattern && !check.Check('   ')) bad('of spaces', '   ');
  } else if (s.type === 'integer') {
    if (s.minimum !== undefined) bad('too small', s.minimum - 1);
    if (s.maximum !== undefined) bad('too big', s.maximum + 1);
  }
  return found;
}

const WRONG_TYPES: Record<string, Json> = {
  null: null,
  'a text': PRIVATE,
  'a number': 7.5,
  'a truth value': false,
  'a list': [PRIVATE],
  'an object': { toString: PRIVATE, length: 3 },
  'ten thousand of them': Array.from({ length: 10_000 }, () => 1),
};
const BAD_TEXTS = { NUL: '\0', 'half of a pair': '\ud800', 'the other half': '\udc00 ' };

function replaced(whole: Json, [step, ...rest]: (string | number)[], value: Json): Json {
  if (step === undefined) return value;
  const copy = Array.isArray(whole) ? [...whole] : { ...whole };
  if (rest.length === 0 && value === MISSING) delete copy[step];
  else copy[step] = replaced(whole?.[step], rest, value);
  return copy;
}
