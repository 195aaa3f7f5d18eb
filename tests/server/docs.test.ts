import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { routes } from '../../protocol/routes.ts';
import { staffRequests, visitorRequests } from '../../protocol/sockets.ts';
import { file, protocolDocument } from '../../scripts/protocol.ts';

test('docs/protocol.md is what protocol/ says now: npm run protocol', () => {
  expect(readFileSync(file, 'utf8')).toBe(protocolDocument());
});

test('it names every route and every request', () => {
  const document = protocolDocument();
  const all = [...Object.keys(routes), ...Object.keys(visitorRequests), ...Object.keys(staffRequests)];
  expect(all.filter((name) => !document.includes(`### \`${name}\``))).toEqual([]);
});

test('the README names every setting that the server reads', () => {
  const root = join(import.meta.dirname, '..', '..');
  const config = readFileSync(join(root, 'server', 'foundation', 'config.ts'), 'utf8');
  const read = new Set([...config.matchAll(/get\('([A-Z_]+)'\)/g)].map(([, name]) => name as string));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const table = readme.split('\n').filter((line) => line.startsWith('| `'));
  expect([...read].filter((name) => !table.some((line) => line.includes(`\`${name}\``)))).toEqual([]);
});

test('what the README, docs/ and comments name of the project is there', () => {
  const root = join(import.meta.dirname, '..', '..');
  const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
  const sources = globSync('{protocol,server,client,widget,inbox,portal,bench,scripts,tests}/**/*.{ts,tsx,css}', {
    cwd: root,
  });
  const folders = 'protocol|server|client|widget|inbox|portal|bench|scripts|tests|docs|demo';
  const named = [...pages, ...sources].flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const paths = file.endsWith('.md')
      ? text.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g'))
      : text.matchAll(/\b(docs\/[\w./-]+\.md)\b/g);
    return [...paths].map(([, path]) => ({ file, path: path as string }));
  });
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
});
