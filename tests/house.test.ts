import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Which room knows which: the arrows that never run, read from the imports. */
const root = join(import.meta.dirname, '..');
type Import = { from: string; to: string; typeOnly: boolean };

const files = globSync('{protocol,server,client,widget,inbox,portal,demo}/**/*.{ts,tsx}', { cwd: root });
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  // Where a name is put in, whatever stands there counts.
  const found = text.matchAll(/^(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|\bimport\(['`]([^'`]+)['`]\)/gm);
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

test('the protocol imports nothing of ours', () => {
  none(({ from, to }) => from.startsWith('protocol/') && /^(server|client|widget|inbox|portal|demo)\//.test(to));
});

test('what widget and inbox share knows neither of them', () => {
  none(({ from, to }) => from.startsWith('client/') && /^(server|widget|inbox|portal)\//.test(to));
  none(({ from, to }) => from.startsWith('server/') && to.startsWith('client/'));
});

test('widget and inbox know neither the server nor each other', () => {
  none(({ from, to }) => from.startsWith('widget/') && /^(server|inbox|portal)\//.test(to));
  // What visitors read is data: docs/decisions/sentences-are-data.md.
  const isSentences = (path: string) => /^widget\/words\/(en\.ts|en\/letters\.ts|languages\/|letters\/)/.test(path);
  none(({ from, to }) => from.startsWith('inbox/') && /^(server|widget|portal)\//.test(to) && !isSentences(to));
});

test('what draws the help centre knows neither the server, which loads it once built, nor what runs in browsers', () => {
  // How a sentence is filled is one story.
  const isFilling = (path: string) => path === 'widget/words/sentence.ts';
  none(({ from, to }) => from.startsWith('portal/') && /^(server|widget|inbox)\//.test(to) && !isFilling(to));
  none(({ from, to, typeOnly }) => !from.startsWith('portal/') && to.startsWith('portal/') && !typeOnly);
});

test('no schema ships to a visitor: the widget and what it shares import types and lengths of the protocol only', () => {
  const isPlain = (path: string) => path === 'protocol/lengths.ts';
  none(
    ({ from, to, typeOnly }) =>
      /^(widget|client)\//.test(from) && to.startsWith('protocol/') && !typeOnly && !isPlain(to),
  );
  none(({ from }) => isPlain(from));
});

test('the demo is a guest: nothing of the product knows it but the app that opens its pages', () => {
  none(({ from, to }) => !from.startsWith('demo/') && to.startsWith('demo/') && from !== 'server/app.ts');
});

test('the foundation knows no slice, a slice neither the table of slices nor the app', () => {
  none(({ from, to }) => from.startsWith('server/foundation/') && slice(to) !== undefined);
  none(({ from, to }) => slice(from) !== undefined && /^server\/(slices|app)\.ts$/.test(to));
});

test('a slice leaves the SQL of others alone, and nobody whom notifications listen to knows them', () => {
  none(({ from, to }) => slice(from) !== undefined && /\/store(\.ts$|\/)/.test(to) && slice(from) !== slice(to));
  none(({ from, to }) => ![undefined, 'notifications'].includes(slice(from)) && slice(to) === 'notifications');
});

test('rules know neither Fastify nor Socket.IO, neither routes nor doors', () => {
  const isEdge = (path: string) => /\/(routes|requests|pages?)\.ts$/.test(path);
  const leadsOut = (to: string) =>
    /^(fastify|socket\.io)/.test(to) || /^server\/foundation\/(http|door|entry)\.ts$/.test(to) || isEdge(to);
  none(({ from, to, typeOnly }) => slice(from) !== undefined && !isEdge(from) && leadsOut(to) && !typeOnly);
});

test('the units of a store have names of their own', () => {
  const stores = files.filter((file) => /^server\/[^/]+\/store(\.ts$|\/)/.test(file));
  const units = stores.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/^export function\* (\w+)/gm)].map(([, name]) => `${slice(file)}.${name}`);
  });
  expect(units.length).toBeGreaterThan(100);
  expect(units.filter((name, at) => units.indexOf(name) !== at)).toEqual([]);
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

test('what belongs to a person goes along when they become another, or there is a reason', () => {
  const stays = {
    sessions: 'they end: the browser goes on as whom it has become',
    attributes: 'those go along that the other does not have',
    merges: 'it is what tells who became whom',
    mail_links: 'they lead to whom the person has become',
    form_answers: 'they say who somebody was then; the conversation goes along',
  };
  const migrations = globSync('server/migrations/*.sql', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const owned = migrations.flatMap((sql) => [
    ...[...sql.matchAll(/create table (\w+) \(([^;]*?)\n\)/g)].flatMap(([, table, columns]) =>
      /^\s*person_id /m.test(columns as string) ? [table as string] : [],
    ),
    ...[...sql.matchAll(/alter table (\w+) add column person_id /g)].map(([, table]) => table as string),
  ]);
  const merging = readFileSync(join(root, 'server/people/store/merging.ts'), 'utf8');
  const [, listed = ''] = /GOES_ALONG = ([\s\S]*?)\n\}\);/.exec(merging) ?? [];
  const goes = [...listed.matchAll(/(\w+): '(?:person|author)_id'/g)].map(([, table]) => table);
  expect(goes.length).toBeGreaterThan(5);
  expect(owned.filter((table) => !goes.includes(table) && !(table in stays))).toEqual([]);
});

test('SQL stands in stores and in the foundation’s database alone', () => {
  const isAtHome = (file: string) => /\/store(\.ts$|\/)|^server\/foundation\/(database|jobs)\//.test(file);
  const sql = /['"`]\s*(select\s[\s\S]{1,300}?\sfrom\s|insert into\s|update \w+ set\s|delete from\s)/;
  const written = files.filter(
    (file) => file.startsWith('server/') && sql.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(written.filter(isAtHome).length).toBeGreaterThan(10);
  expect(written.filter((file) => !isAtHome(file))).toEqual([]);
});
