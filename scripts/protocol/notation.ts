import type { TSchema } from 'typebox';
import * as conversations from '../../protocol/conversations.ts';
import * as feedback from '../../protocol/feedback.ts';
import * as hours from '../../protocol/hours.ts';
import * as look from '../../protocol/look.ts';
import * as people from '../../protocol/people.ts';
import * as schema from '../../protocol/schema.ts';
import * as sites from '../../protocol/sites.ts';
import * as staff from '../../protocol/staff.ts';

/** A schema as JSON Schema: what TypeBox schemas are once they are text. */
export type Plain = {
  type?: string;
  const?: unknown;
  anyOf?: Plain[];
  items?: Plain;
  properties?: Record<string, Plain>;
  patternProperties?: Record<string, Plain>;
  required?: string[];
  description?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
};

const names = new Map<string, string>();
for (const slice of [schema, staff, look, sites, people, feedback, hours, conversations]) {
  for (const [name, value] of Object.entries(slice)) {
    if (typeof value !== 'object' || !isSchema(value)) continue;
    const key = JSON.stringify(value);
    if (!names.has(key)) names.set(key, name);
  }
}

function isSchema(value: object): value is TSchema {
  return 'type' in value || 'anyOf' in value;
}

export function plain(schema: TSchema): Plain {
  return JSON.parse(JSON.stringify(schema)) as Plain;
}

/** The name that `protocol/` gives a schema; undefined where it has none. What is only a length counts under its own field's name. */
export function nameOf(schema: Plain, field = ''): string | undefined {
  const name = names.get(JSON.stringify(schema));
  const unmistakable = schema.type !== 'string' || schema.pattern !== undefined || schema.description !== undefined;
  return unmistakable || name?.toLowerCase() === field.toLowerCase() ? name : undefined;
}

/** A schema as people read it: `{ conversation: Id, from?: Version }`. */
export function notationOf(schema: TSchema): string {
  return written(plain(schema), '', 0);
}

/** What a request is answered with when it is fine. */
export function answerOf(schema: TSchema): string {
  const inside = notationOf(schema).slice(2, -2);
  return inside.trim() ? `{ ok: true, ${inside} }` : '{ ok: true }';
}

function written(schema: Plain, field: string, depth: number): string {
  const name = depth > 0 ? nameOf(schema, field) : undefined;
  if (name !== undefined) return name;
  if (schema.anyOf) return schema.anyOf.map((one) => written(one, field, depth + 1)).join(' | ');
  if (schema.const !== undefined) return `'${schema.const}'`;
  if (schema.items) return bracketed(written(schema.items, '', depth + 1));
  if (schema.patternProperties) return '{ [name]: string }';
  if (!schema.properties) return schema.type ?? 'unknown';
  const fields = Object.entries(schema.properties).map(
    ([key, value]) => `${key}${schema.required?.includes(key) ? '' : '?'}: ${written(value, key, depth + 1)}`,
  );
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{ }';
}

function bracketed(text: string): string {
  return text.includes(' | ') ? `(${text})[]` : `${text}[]`;
}

/** Every named shape that the schemas speak of, by name, with what it is. */
export function shapesIn(schemas: readonly TSchema[]): [name: string, text: string][] {
  const found = new Map<string, string>();
  const look = (one: Plain, field: string, top: boolean): void => {
    const name = top ? undefined : nameOf(one, field);
    if (name !== undefined) found.set(name, explained(one));
    for (const child of [...(one.anyOf ?? []), ...(one.items ? [one.items] : [])]) look(child, field, false);
    for (const [key, child] of Object.entries(one.properties ?? {})) look(child, key, false);
  };
  for (const one of schemas) look(plain(one), '', true);
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'en'));
}

function explained(schema: Plain): string {
  if (schema.type === 'string' || schema.type === 'integer') {
    const { minLength, maxLength, pattern } = schema;
    const length = maxLength === undefined ? '' : `${minLength ?? 0} to ${maxLength} characters`;
    const form = pattern === undefined || pattern === '\\S' ? '' : `like \`${pattern}\``;
    return [`a${schema.type === 'integer' ? 'n' : ''} ${schema.type}`, schema.description, length, form]
      .filter(Boolean)
      .join(', ');
  }
  return `\`${written(schema, '', 0)}\``;
}
