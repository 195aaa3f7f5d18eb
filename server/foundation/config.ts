import { mkdirSync, statSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { dirname, resolve } from 'node:path';

/** Everything that can be set from outside, checked. `port` 0 takes a free one. */
export type Settings = {
  port: number;
  host: string;
  /** Where visitors and staff reach us, without a slash at the end; null: wherever they say (the Host header). */
  publicUrl: string | null;
  dataDir: string;
  databaseUrl: string | null;
  /** Addresses and CIDRs whose X-Forwarded-* headers count. */
  trustProxy: string[];
  owner: { email: string; password: string } | null;
  /** By which server and as whom mail goes out; null: what needs mail is off. */
  mail: MailSettings | null;
};

export type MailSettings = {
  url: string;
  /** Such as "Tea & Co <chat@example.com>". */
  from: string;
  /** An answer that was not read for so long is sent by mail. */
  answerAfterMs: number;
};

/** A setting that is wrong or unsafe: `message` is the sentence that says what to write instead. */
export class WrongSetting extends Error {
  override name = 'WrongSetting';
}

/**
 * Reads the settings from environment variables (PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, TRUST_PROXY, OWNER_EMAIL, OWNER_PASSWORD,
 * SMTP_URL, MAIL_FROM, MAIL_AFTER_MINUTES).
 * Empty is the same as missing. Throws `WrongSetting`, for a setting too that would change nothing yet: its owner counts on it.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const get = (name: string) => env[name]?.trim() || null;
  for (const [name, what] of Object.entries(TO_COME)) {
    if (get(name)) throw new WrongSetting(`${name} is set, but this version of Foyer ${what}. Leave it out.`);
  }
  return {
    port: readPort(get('PORT')),
    host: get('HOST') ?? '127.0.0.1',
    publicUrl: readPublicUrl(get('PUBLIC_URL')),
    dataDir: readDataDir(get('DATA_DIR') ?? 'data'),
    databaseUrl: readDatabaseUrl(get('DATABASE_URL')),
    trustProxy: readTrustProxy(get('TRUST_PROXY')),
    // A password may begin or end with a space.
    owner: readOwner(get('OWNER_EMAIL'), env.OWNER_PASSWORD || null),
    mail: readMail(get),
  };
}

const TO_COME = {
  REDIS_URL: 'does not tell other servers what happened by Redis yet: run one server',
};

function readPort(text: string | null): number {
  if (text === null) return 3000;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new WrongSetting(`PORT is "${text}". Write a number from 1 to 65535, such as PORT=3000.`);
}

function readPublicUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  const fits = url && (url.protocol === 'http:' || url.protocol === 'https:') && url.pathname === '/' && !url.search;
  if (fits && !url.hash && !url.username) return url.origin;
  throw new WrongSetting(
    `PUBLIC_URL is "${text}". Write scheme and host only, such as PUBLIC_URL=https://chat.example.com.`,
  );
}

function readDataDir(text: string): string {
  const folder = resolve(text);
  try {
    makeFolder(folder);
  } catch (error) {
    throw new WrongSetting(
      `DATA_DIR is "${text}", and that folder cannot be made (${(error as Error).message}). Name a folder that this user may write to.`,
    );
  }
  return folder;
}

/** One level after another: where a folder cannot be made, Node's own way of making all of them may never end (below /proc, for one). */
function makeFolder(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there && !there.isDirectory()) throw new Error('a file has that name');
  if (there) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function readDatabaseUrl(text: string | null): string | null {
  if (text === null || /^postgres(ql)?:\/\//.test(text)) return text;
  throw new WrongSetting(
    'DATABASE_URL does not begin with postgres://. Write DATABASE_URL=postgres://user:password@host:5432/name, or leave it out to use SQLite.',
  );
}

function readTrustProxy(text: string | null): string[] {
  if (text === null) return [];
  const entries = text.split(',').map((entry) => entry.trim());
  for (const entry of entries) {
    const [address = '', bits, ...more] = entry.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    // One of all addresses would let everybody say who they are; of one with a zone or an IPv4 inside, nothing would be trusted.
    const known = isIP(address) !== 0 && !/%|^::ffff:.*\./i.test(address) && more.length === 0;
    if (!known || !(bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most))) {
      throw new WrongSetting(
        `TRUST_PROXY holds "${entry}". Write the addresses of your proxies, separated by commas, such as TRUST_PROXY=127.0.0.1 or 10.0.0.0/8.`,
      );
    }
  }
  return entries;
}

function readOwner(email: string | null, password: string | null): Settings['owner'] {
  if (email === null && password === null) return null;
  if (email === null || password === null) {
    throw new WrongSetting('OWNER_EMAIL and OWNER_PASSWORD belong together: set both, or neither.');
  }
  if (!/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) {
    throw new WrongSetting(`OWNER_EMAIL is "${email}", which is not an e-mail address.`);
  }
  if (password.length < 10 || password.length > 200) {
    throw new WrongSetting('OWNER_PASSWORD has to be 10 to 200 characters long.');
  }
  return { email, password };
}

const ADDRESS = /^[^\s@<>",;]+@[^\s@<>",;]+$/;

function readMail(get: (name: string) => string | null): MailSettings | null {
  const [text, from] = [get('SMTP_URL'), get('MAIL_FROM')];
  const answerAfterMs = readMinutes(get('MAIL_AFTER_MINUTES'));
  if (text === null) {
    if (from === null) return null;
    throw new WrongSetting('MAIL_FROM is set, but no mail goes out without SMTP_URL. Set both, or neither.');
  }
  const url = URL.parse(text);
  // It is not repeated: a password may stand in it.
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname || !['', '/'].includes(url.pathname) || url.hash) {
    throw new WrongSetting(
      'SMTP_URL cannot be read. Write SMTP_URL=smtp://user:password@smtp.example.com:587, or smtps:// for port 465; signs in user and password such as @, / and # are written %40, %2F and %23.',
    );
  }
  if (get('PUBLIC_URL') === null) {
    throw new WrongSetting(
      'SMTP_URL is set without PUBLIC_URL, and mails hold links to it. Write PUBLIC_URL=https://chat.example.com, or whatever address your visitors reach Foyer at.',
    );
  }
  const user = url.username.replace(/%40/g, '@');
  const sender = from ?? get('OWNER_EMAIL') ?? (ADDRESS.test(user) ? user : null);
  if (sender === null) {
    throw new WrongSetting(
      'SMTP_URL is set, but not as whom to send. Write MAIL_FROM=chat@example.com, or MAIL_FROM="Tea & Co <chat@example.com>".',
    );
  }
  const address = /^[^<>"\n\r]*<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
  if (!ADDRESS.test(address)) {
    throw new WrongSetting(
      `MAIL_FROM is "${sender}". Write an address, such as MAIL_FROM=chat@example.com or MAIL_FROM="Tea & Co <chat@example.com>".`,
    );
  }
  return { url: text, from: sender, answerAfterMs };
}

function readMinutes(text: string | null): number {
  if (text === null) return 5 * 60_000;
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text) * 60_000;
  throw new WrongSetting(
    `MAIL_AFTER_MINUTES is "${text}". Write how many minutes an answer waits to be read before it is sent by mail, such as MAIL_AFTER_MINUTES=5.`,
  );
}

/** What is wrong with the settings where the server cannot listen by them. */
export function whyNotListening(error: unknown, { host, port }: Settings): WrongSetting | undefined {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new WrongSetting(
        `Something else listens on port ${port} of ${host} already. Stop it, or choose another port, such as PORT=${port + 1}.`,
      );
    case 'EACCES':
      return new WrongSetting(
        `PORT is ${port}, which this user may not open. Choose one from 1024 up, such as PORT=3000, and let a proxy pass on to it.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new WrongSetting(
        `HOST is "${host}", which is no address of this machine. Write HOST=127.0.0.1, or HOST=0.0.0.0 to open it to the network.`,
      );
    default:
      return undefined;
  }
}

/** Whether an address is one of the trusted proxies. */
export function trusts(trustProxy: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of trustProxy) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6');
  };
}
