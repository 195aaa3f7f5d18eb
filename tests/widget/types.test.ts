import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** widget/foyer.d.ts in the project of somebody who embeds Foyer: nothing but that file and a strict compiler. */
const root = join(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-'));
  copyFileSync(join(root, 'widget', 'foyer.d.ts'), join(folder, 'foyer.d.ts'));
  const compilerOptions = {
    ...{ target: 'es2022', module: 'esnext', lib: ['es2022', 'dom'], types: [] },
    ...{ strict: true, noEmit: true, skipLibCheck: false },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says about a page's script, by line. */
function compile(script: string): string[] {
  writeFileSync(join(folder, 'page.ts'), script);
  const { stdout } = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /\berror TS/.test(line));
}

test('what the page API offers compiles in a strict project', () => {
  const script = `
    Foyer('open'); Foyer('open', 'messages'); Foyer('open', '0192f0c0-1234-7abc-8abc-000000000000');
    Foyer('close'); Foyer('toggle'); Foyer('show'); Foyer('hide'); Foyer('launcher', false);
    Foyer('ask', 'About my order: '); Foyer('article', 'shipping'); Foyer('feedback', 'idea');
    Foyer('theme', 'dark'); Foyer('locale', 'pt-BR'); Foyer('consent', true);
    Foyer('track', 'ordered', { total: 42, currency: 'EUR', first: true });
    Foyer('update', { name: 'Vera', email: 'vera@shop.example', attributes: { plan: 'gold', trial: null } });
    async function signIn(token: string): Promise<string> {
      const told = await Foyer('identify', token);
      return told.ok ? 'hello' : told.code;
    }
    const off = Foyer('on', 'unread', (count) => { document.title = count.toFixed(0); });
    off();
    Foyer('on', 'message', ({ text, author }) => console.log(text.length, author?.length));
    for (const event of ['ready', 'open', 'close', 'identified', 'feedback', 'error'] as const) Foyer('on', event, () => {});
    window.addEventListener('foyer:unread', (event) => console.log(event.detail.toFixed(0)));
    window.addEventListener('foyer:error', ({ detail }) => console.log(detail.code));
    window.Foyer?.('remove');
    void signIn;
  `;
  expect(compile(script)).toEqual([]);
});

test.each([
  ["Foyer('dance');"],
  ["Foyer('theme', 'pink');"],
  ["Foyer('identify');"],
  ["Foyer('on', 'unread', (count: string) => count);"],
  ["Foyer('on', 'nothing', () => {});"],
  ["Foyer('update', { attributes: { when: new Date() } });"],
  ["Foyer('consent', 'yes');"],
])('%s does not', (script) => {
  expect(compile(script)).toEqual([expect.stringContaining('page.ts(1,')]);
});

test('the same eight events stand in README, and every verb of the types does', () => {
  const types = readFileSync(join(root, 'widget', 'foyer.d.ts'), 'utf8');
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const verbs = [...types.matchAll(/\(verb: ('[^,)]+')/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
  expect(verbs.length).toBeGreaterThan(15);
  for (const verb of verbs) expect(readme).toContain(`Foyer('${verb}'`);
  const events = [...types.matchAll(/'foyer:(\w+)':/g)].map(([, name]) => name);
  expect(events.length).toBe(8);
  for (const event of events) expect(readme).toMatch(new RegExp(`listens to .*\`${event}\``));
});
