import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The arrows of DESIGN.md ("The house") that never run, read from the imports. */
const root = join(import.meta.dirname, '..');
type Import = { from: string; to: string; typeOnly: boolean };

const files = globSync('{protocol,server,client,widget,inbox,portal}/**/*.{ts,tsx}', { cwd: root });
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...found].map(([, , typeOnly, path, lazy]) => {
    const target = path ?? lazy!;
    return {
      from: file,
      to: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
      typeOnly: typeOnly !== undefined,
    };
  });
}

function slice(path: string): string | undefined {
  const name = /^server\/([^/]+)\//.exec(path)?.[1];
  return name === 'foundation' || name === 'migrations' ? undefined : name;
}

function none(wrong: (one: Import) => boolean): void {
  expect(imports.filter(wrong).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
}

const listeners = ['routing', 'notifications', 'campaigns', 'channels', 'webhooks', 'privacy'];

test('the protocol imports nothing of ours', () => {
  none(({ from, to }) => from.startsWith('protocol/') && /^(server|client|widget|inbox)\//.test(to));
});

test('what widget and inbox share knows neither of them', () => {
  none(({ from, to }) => from.startsWith('client/') && /^(server|widget|inbox)\//.test(to));
  none(({ from, to }) => from.startsWith('server/') && to.startsWith('client/'));
});

test('widget and inbox know neither the server nor each other', () => {
  none(({ from, to }) => from.startsWith('widget/') && /^(server|inbox)\//.test(to));
  // What visitors read is data: docs/decisions/sentences-are-data.md.
  const isSentences = (path: string) => /^widget\/words\/(en\.ts|en\/letters\.ts|languages\/|letters\/)/.test(path);
  none(({ from, to }) => from.startsWith('inbox/') && /^(server|widget)\//.test(to) && !isSentences(to));
});

test('what draws the help centre knows neither the server, which loads it once built, nor what runs in browsers', () => {
  // How a sentence is filled is one story.
  const isFilling = (path: string) => path === 'widget/words/sentence.ts';
  none(({ from, to }) => from.startsWith('portal/') && /^(server|widget|inbox)\//.test(to) && !isFilling(to));
  none(({ from, to, typeOnly }) => !from.startsWith('portal/') && to.startsWith('portal/') && !typeOnly);
});

test('no schema ships to a visitor: the widget and what it shares import types of the protocol only', () => {
  none(({ from, to, typeOnly }) => /^(widget|client)\//.test(from) && to.startsWith('protocol/') && !typeOnly);
});

test('the foundation knows no slice, a slice neither the table of slices nor the app', () => {
  none(({ from, to }) => from.startsWith('server/foundation/') && slice(to) !== undefined);
  none(({ from, to }) => slice(from) !== undefined && /^server\/(slices|app)\.ts$/.test(to));
});

test('a slice leaves the SQL of others alone, an actor knows no listener', () => {
  none(({ from, to }) => slice(from) !== undefined && /\/store(\.ts$|\/)/.test(to) && slice(from) !== slice(to));
  none(({ from, to }) => {
    const [a, b] = [slice(from), slice(to)];
    return a !== undefined && b !== undefined && !listeners.includes(a) && listeners.includes(b);
  });
});

test('rules know neither Fastify nor Socket.IO', () => {
  none(({ from, to }) => {
    const [, folder, name] = /^server\/([^/]+)\/([^/]+)\.ts$/.exec(from) ?? [];
    return folder !== undefined && folder === name && /^(fastify|socket\.io)/.test(to);
  });
});

test('no circle', () => {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    expect(path, `a circle of imports at ${file}`).not.toContain(file);
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
});
