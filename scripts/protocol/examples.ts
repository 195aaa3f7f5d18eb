import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { nameOf, type Plain, plain } from './notation.ts';

/** What stands in an example, by the field's name or, failing that, by its schema's. */
const byField: Record<string, unknown> = {
  id: '0199f3c2-7a10-7c3e-9b1d-5f0e6a4c2b71',
  conversation: '0199f3c1-2b64-7d0a-8f3c-91b2c7d4e5f6',
  person: '0199f3c0-11aa-7b52-a7c4-3d2e1f0a9b8c',
  reader: 'visitor',
  site: '0199e0a0-0c1d-7e2f-9a3b-4c5d6e7f8091',
  staff: '0199e0a4-5b6c-7d8e-8f90-a1b2c3d4e5f6',
  to: '0199e0a4-5b6c-7d8e-8f90-a1b2c3d4e5f6',
  invitation: '0199f200-7788-7a9b-bcde-f0123456789a',
  body: 'Does the lid stay on?',
  name: 'Mirjam Levi',
  email: 'mirjam@saltmarsh.example',
  password: 'correct horse battery',
  code: 'ABCD-EFGH-JKMN',
  token: 'K3J9vQx1',
  file: '0199f3c2-9c44-7f1a-8d2b-6a7b8c9d0e1f',
  type: 'image/jpeg',
  size: 183_211,
  maxBytes: 20_000_000,
  words: 'teapot',
  pages: ['/teapots/*'],
  page: '/teapots/harbour',
  slug: 'which-lid-fits',
  tree: [{ is: 'paragraph', parts: [{ is: 'text', text: 'The lid stays on.' }] }],
  url: 'https://shop.example.com/teapot',
  title: 'Harbour teapot',
  referrer: 'https://www.example.org/',
  language: 'en-GB',
  languages: ['en-GB', 'de'],
  synonyms: [['lid', 'cover']],
  timeZone: 'Europe/London',
  origin: 'https://shop.example.com',
  accent: '#0b6b4f',
  look: {
    ...{ theme: 'system', accentDark: '#5ecba5', radius: 12, font: 'system', side: 'end', offsetX: 20, offsetY: 20 },
    ...{ launcher: 'bubble', selector: '' },
  },
  greeting: 'Hello! Ask us anything.',
  helpCentre: { open: true, name: 'saltmarsh', host: 'help.shop.example.com' },
  sentences: [{ language: 'de', name: 'chat.write', text: 'Fragen Sie uns …' }],
  zone: 'Europe/London',
  week: [
    [
      { from: '09:00', to: '12:30' },
      { from: '13:30', to: '18:00' },
    ],
    [],
    [],
    [],
    [{ from: '21:00', to: '02:00' }],
    [],
    [],
  ],
  holidays: [{ date: '2026-12-24', name: 'Christmas Eve', spans: [{ from: '09:00', to: '12:00' }] }],
  key: 'Xk3vQ9aTz7LmP2wB',
  event: 'Put into the basket',
  sub: 'customer-1042',
  secret: '0199f3c5-9a1b-7c2d-8e3f-4a5b6c7d8e9f',
  ending: 'k3Qz',
  usedAt: null,
  was: null,
  seq: 3,
  version: 5,
  from: 4,
  before: 20,
  author: null,
  emoji: '👍',
  reactions: [{ emoji: '👍', by: 'visitor' }],
  image: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  picture: '0199e0a6-2c3d-7e4f-8a5b-6c7d8e9f0a1b',
  replyTo: '0199f3c2-5e41-7a90-bc12-0d4f8e7a6b53',
  editMinutes: 15,
  editedAt: null,
  takenBackAt: null,
};
const byName: Record<string, unknown> = {
  Id: byField.id,
  SiteKey: byField.key,
  Time: 1_764_000_000_000,
  Seq: 3,
  Version: 5,
  Cursor: 'MTc2NDAwMDAwMDAwMA',
  Origin: byField.origin,
};
/** Cannot stand beside another field of the same payload, or would be in everybody's way. */
const leftOut = ['start', 'files', 'durationMs', 'site'];

const made = new Map<string, unknown>();

/** An example of a schema. Throws, naming the place, where it would not fit: then `byField` lacks something. */
export function exampleOf(schema: TSchema, where: string): unknown {
  const key = JSON.stringify(schema);
  const example = made.get(key) ?? build(plain(schema), '', Compile);
  made.set(key, example);
  const fits = Compile(schema);
  if (!fits.Check(example)) {
    throw new Error(`The example of ${where} does not fit: ${JSON.stringify([...fits.Errors(example)][0])}`);
  }
  return example;
}

function build(schema: Plain, field: string, compile: typeof Compile): unknown {
  const candidates = [byField[field], byName[nameOf(schema) ?? '']];
  const known = candidates.find((one) => one !== undefined && compile(schema as TSchema).Check(one));
  if (known !== undefined) return known;
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return build(schema.anyOf[0] as Plain, field, compile);
  if (schema.items) return [build(schema.items, field.replace(/s$/, ''), compile)];
  if (schema.properties) {
    const needed = schema.required ?? [];
    const fields = Object.entries(schema.properties).filter(
      ([name]) => needed.includes(name) || !leftOut.includes(name),
    );
    return Object.fromEntries(fields.map(([name, one]) => [name, build(one, name, compile)]));
  }
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer') return 1;
  if (schema.type === 'object') return {};
  return schema.type === 'null' ? null : '…';
}
