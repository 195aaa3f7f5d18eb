import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Refused, refuse } from '../../protocol/problem.ts';

export type Checked<T> = { ok: true; value: T } | Refused;

/**
 * Compiles a schema into the check that every payload passes at the edge. A bad one becomes `bad_input` with the field's path
 * and what is wrong with it; so do NUL and lone surrogates, which no database keeps as they are.
 */
export function checker<S extends TSchema>(schema: S): (value: unknown) => Checked<Static<S>> {
  const compiled = Compile(schema);
  return (value) => {
    if (!compiled.Check(value)) return wrong(compiled.Errors(value)[0]);
    const field = badTextIn(value, '');
    if (field === undefined) return { ok: true, value: value as Static<S> };
    return refuse('bad_input', { field, detail: 'holds characters that no text has (NUL or half of a pair)' });
  };
}

type Flaw = { instancePath: string; keyword: string; message: string; params: unknown } | undefined;

function wrong(flaw: Flaw): Refused {
  const path = flaw?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  const named = flaw?.params as { requiredProperties?: string[]; additionalProperties?: string[] } | undefined;
  const { pattern } = (flaw?.params ?? {}) as { pattern?: string | RegExp };
  const child = named?.requiredProperties?.[0] ?? named?.additionalProperties?.[0];
  const field = [path, child].filter(Boolean).join('.').slice(0, 100);
  const detail = named?.requiredProperties
    ? 'is missing'
    : flaw?.keyword === 'boolean'
      ? 'is not known here'
      : pattern === '\\S'
        ? 'is empty'
        : flaw?.message;
  return refuse('bad_input', { field: field || 'payload', detail: detail ?? 'has the wrong shape' });
}

/** The path of the first string with NUL or a lone surrogate. The schema has bounded the depth before. */
function badTextIn(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? undefined : path || 'payload';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key in value) {
    const found = badTextIn((value as Record<string, unknown>)[key], path ? `${path}.${key}` : key);
    if (found !== undefined) return found;
  }
  return undefined;
}
