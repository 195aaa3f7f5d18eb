import { execFileSync, spawnSync } from 'node:child_process';
import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { samples } from '../../inbox/sites/identity/samples.ts';

/** The samples that owners copy sign what Foyer takes, in each language that this machine speaks. */
const SECRET = 'foyer_a-secret-of-a-test-that-is-long-enough';
const calls: Record<keyof typeof samples, { program: string; args(code: string): string[] }> = {
  Node: {
    program: process.execPath,
    args: (code) => ['--input-type=module', '-e', `${code}\nconsole.log(foyerToken(${JSON.stringify(USER)}))`],
  },
  PHP: {
    program: 'php',
    args: (code) => ['-r', `${code}\necho foyer_token((object)['id'=>7,'name'=>'Zoë','email'=>'zoe@shop.example']);`],
  },
  Python: {
    program: 'python3',
    args: (code) => [
      '-c',
      `${code}\nfrom types import SimpleNamespace\nprint(foyer_token(SimpleNamespace(id=7, name="Zoë", email="zoe@shop.example")))`,
    ],
  },
  Ruby: {
    program: 'ruby',
    args: (code) => [
      '-e',
      `${code}\nputs foyer_token(Struct.new(:id, :name, :email).new(7, "Zoë", "zoe@shop.example"))`,
    ],
  },
};
const USER = { id: 7, name: 'Zoë', email: 'zoe@shop.example' };
const isHere = (program: string) => spawnSync(program, ['--version']).status === 0;
const languages = Object.keys(calls) as (keyof typeof samples)[];
const spoken = languages.filter((language) => isHere(calls[language].program));
for (const language of languages)
  if (!spoken.includes(language))
    console.log(`The sample in ${language} is not run: ${calls[language].program} is not on this machine.`);

test.each(spoken)('a token that is signed in %s is one that Foyer takes', async (language) => {
  const { program, args } = calls[language];
  const token = execFileSync(program, args(samples[language]), {
    env: { PATH: process.env.PATH, FOYER_SECRET: SECRET },
    encoding: 'utf8',
  }).trim();
  const { payload } = await jwtVerify(token, new TextEncoder().encode(SECRET), { algorithms: ['HS256'] });
  expect(payload).toMatchObject({ sub: '7', name: 'Zoë', email: 'zoe@shop.example' });
  expect((payload.exp ?? 0) - Date.now() / 1000).toBeGreaterThan(500);
});
