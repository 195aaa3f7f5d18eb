import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { open } from '../../server/app.ts';
import { readSettings, trusts } from '../../server/foundation/config.ts';
import { start } from '../support/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

/** An owner mistypes something, and the server says what to write instead: a sentence, no stack, no password. */
const MAIL = { PUBLIC_URL: 'https://chat.example.com', MAIL_FROM: 'chat@example.com' };

describe('a wrong setting stops the start with a sentence', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['a port that is none', { PORT: '80x' }, /PORT is "80x"\. Write a number/],
    ['a port in another notation', { PORT: '1e3' }, /PORT is "1e3"/],
    ['a port that is too high', { PORT: '65536' }, /PORT is "65536"/],
    ['an address without scheme', { PUBLIC_URL: 'chat.example.com' }, /PUBLIC_URL is "chat\.example\.com"/],
    ['an address in a folder', { PUBLIC_URL: 'https://example.com/chat' }, /Write scheme and host only/],
    ['another database', { DATABASE_URL: 'mysql://localhost/x' }, /does not begin with postgres:\/\//],
    ['proxies by number', { TRUST_PROXY: '1' }, /TRUST_PROXY holds "1"/],
    ['proxies by a word', { TRUST_PROXY: 'true' }, /TRUST_PROXY holds "true"/],
    ['everybody as a proxy', { TRUST_PROXY: '127.0.0.1, 0.0.0.0/0' }, /TRUST_PROXY holds "0\.0\.0\.0\/0"/],
    ['everybody as a proxy, by IPv6', { TRUST_PROXY: '::/0' }, /TRUST_PROXY holds "::\/0"/],
    ['a range with too many bits', { TRUST_PROXY: '10.0.0.0/33' }, /TRUST_PROXY holds/],
    ['a range of a range', { TRUST_PROXY: '10.0.0.0/8/9' }, /TRUST_PROXY holds/],
    ['a proxy by a mapped address', { TRUST_PROXY: '::ffff:10.0.0.1' }, /TRUST_PROXY holds/],
    ['what does nothing yet: Redis', { REDIS_URL: 'redis://localhost' }, /REDIS_URL is set, but/],
    ['mail by a web address', { SMTP_URL: 'https://smtp.example.com', ...MAIL }, /SMTP_URL cannot be read/],
    [
      'mail by a password with a slash',
      { SMTP_URL: 'smtp://a:b/c@smtp.example.com', ...MAIL },
      /SMTP_URL cannot be read/,
    ],
    ['mail to nowhere', { SMTP_URL: 'smtp://', ...MAIL }, /SMTP_URL cannot be read/],
    ['mail with links to nowhere', { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.example' }, /without PUBLIC_URL/],
    ['mail from nobody', { SMTP_URL: 'smtp://user:word@localhost', ...MAIL, MAIL_FROM: '' }, /not as whom to send/],
    [
      'mail from no address',
      { SMTP_URL: 'smtp://localhost', ...MAIL, MAIL_FROM: 'Olga <olga>' },
      /MAIL_FROM is "Olga <olga>"/,
    ],
    ['mail from two', { SMTP_URL: 'smtp://localhost', ...MAIL, MAIL_FROM: 'a@b.example, c@d.example' }, /MAIL_FROM is/],
    ['a sender without a server', { MAIL_FROM: 'olga@shop.example' }, /no mail goes out without SMTP_URL/],
    [
      'mail after no time',
      { SMTP_URL: 'smtp://localhost', ...MAIL, MAIL_AFTER_MINUTES: '0' },
      /MAIL_AFTER_MINUTES is "0"/,
    ],
    ['half an owner', { OWNER_PASSWORD: 'correct horse battery' }, /set both, or neither/],
  ])('%s', (_what, env, says) => {
    expect(() => readSettings({ DATA_DIR: folder, ...env })).toThrow(says);
  });

  const sentence = (says: RegExp) => ({
    code: 1,
    said: expect.stringMatching(new RegExp(`^[^\\n]*${says.source}[^\\n]*\\n$`)),
  });

  test('a host that is no address of this machine', async () => {
    // 203.0.113.0/24 is for examples (RFC 5737): no machine has it.
    expect(await start({ DATA_DIR: inFolder('host'), HOST: '203.0.113.7' })).toEqual(
      sentence(/HOST is "203\.0\.113\.7", which is no address of this machine/),
    );
  });

  test('a port that something else has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await start({ DATA_DIR: inFolder('port'), PORT: `${port}` })).toEqual(
      sentence(new RegExp(`Something else listens on port ${port} .*PORT=${port + 1}`)),
    );
    other.close();
  });

  test('an address of PostgreSQL that cannot be read, and its password is not repeated', async () => {
    const { code, said } = await start({ DATABASE_URL: 'postgres://foyer:s3cret-w#rd@127.0.0.1:5432/foyer' });
    expect({ code, said }).toEqual(sentence(/DATABASE_URL cannot be read/));
    expect(said).not.toContain('s3cret');
  });

  test('data that are none of Foyer', async () => {
    mkdirSync(inFolder('garbage'));
    writeFileSync(inFolder('garbage/foyer.db'), 'Dear diary, '.repeat(2_000));
    expect(await start({ DATA_DIR: inFolder('garbage') })).toEqual(sentence(/is damaged, or no data of Foyer/));
  });

  test('data that cannot be opened', async () => {
    mkdirSync(inFolder('folder/foyer.db'), { recursive: true });
    expect(await start({ DATA_DIR: inFolder('folder') })).toEqual(sentence(/cannot be opened for writing/));
  });

  test.runIf(existsSync('/proc/self'))('a folder below one that takes none', async () => {
    expect(await start({ DATA_DIR: '/proc/nope/data' })).toEqual(sentence(/that folder cannot be made/));
  });

  test('a folder that is a file', async () => {
    writeFileSync(inFolder('file'), '');
    expect(await start({ DATA_DIR: inFolder('file') })).toEqual(sentence(/that folder cannot be made/));
  });
});

describe('what is right is taken as it is meant', () => {
  test('nothing set listens on this machine alone, on port 3000', () => {
    expect(readSettings({ DATA_DIR: folder, PORT: ' ' })).toMatchObject({ host: '127.0.0.1', port: 3000, owner: null });
  });

  test('a password keeps its spaces', () => {
    const env = { DATA_DIR: folder, OWNER_EMAIL: ' olga@shop.example ', OWNER_PASSWORD: ' a horse, a battery ' };
    expect(readSettings(env).owner).toEqual({ email: 'olga@shop.example', password: ' a horse, a battery ' });
  });

  test('mail goes out as who is named, else as the owner, else as the user of the mail server', () => {
    const mail = (env: Record<string, string>) =>
      readSettings({ DATA_DIR: folder, SMTP_URL: 'smtp://localhost', PUBLIC_URL: 'https://chat.example.com', ...env })
        .mail;
    const owner = { OWNER_EMAIL: 'olga@shop.example', OWNER_PASSWORD: 'correct horse battery' };
    expect(mail({ ...owner, MAIL_FROM: 'Tea & Co <chat@shop.example>' })?.from).toBe('Tea & Co <chat@shop.example>');
    expect(mail(owner)).toMatchObject({ from: 'olga@shop.example', answerAfterMs: 300_000 });
    expect(mail({ SMTP_URL: 'smtps://post%40shop.example:pass@smtp.example' })?.from).toBe('post@shop.example');
  });

  test('proxies are those named, and no others', () => {
    const { trustProxy } = readSettings({ DATA_DIR: folder, TRUST_PROXY: '10.0.0.0/8,192.0.2.1, 2001:db8::/32' });
    const trusted = trusts(trustProxy);
    const near = ['10.255.0.1', '::ffff:10.0.0.1', '192.0.2.1', '2001:db8::7'];
    expect(near.filter(trusted)).toEqual(near);
    expect(['11.0.0.1', '192.0.2.2', '::ffff:192.0.2.2', '2001:db9::', 'localhost', ''].filter(trusted)).toEqual([]);
  });

  test('the data are for the user who runs the server, in a folder too that others may enter', async () => {
    mkdirSync(inFolder('open'), { mode: 0o755 });
    // It makes its data, and stops for want of a port.
    const other = await open(readSettings({ DATA_DIR: inFolder('other'), PORT: '0' }), { logger: false });
    const { code } = await start({ DATA_DIR: inFolder('open'), PORT: `${other.port}` });
    await other.close();
    expect(code).toBe(1);
    for (const name of ['foyer.db', 'foyer.db.lock'])
      expect(statSync(inFolder(`open/${name}`)).mode & 0o777).toBe(0o600);
  });
});
