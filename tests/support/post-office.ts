import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { vi } from 'vitest';

export type Received = {
  to: string[];
  headers: Record<string, string>;
  text: string;
  html: string;
  /** The first link to a page behind it. */
  link: string;
};
export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>;

/** A real SMTP server that keeps what it gets. `answers` decides about each letter before it is taken: an SMTP code, or nothing. */
export async function openPostOffice(answers: (to: string, nth: number) => number | undefined = () => undefined) {
  const letters: Received[] = [];
  let tried = 0;
  let busy = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(address, _session, done) {
      const code = answers(address.address, ++tried);
      if (!busy) done(code === undefined ? null : Object.assign(new Error('No.'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push(
          read(
            session.envelope.rcptTo.map(({ address }) => address),
            Buffer.concat(chunks).toString('latin1'),
          ),
        );
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'chat@shop.example' },
    letters,
    tried: () => tried,
    /** While it is busy, whoever comes waits and is never answered. */
    isBusy(now: boolean) {
      busy = now;
    },
    /** Waits until so many have come, and gives the last. */
    async gets(count: number): Promise<Received> {
      await vi.waitUntil(() => letters.length >= count, { timeout: 20_000 });
      return letters[count - 1] as Received;
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

/** A house whose links lead to itself: mail wants to know where that is before it listens. */
export async function ownAddress(): Promise<{ PORT: string; PUBLIC_URL: string }> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return { PORT: `${port}`, PUBLIC_URL: `http://127.0.0.1:${port}` };
}

function read(to: string[], raw: string): Received {
  const { headers, body } = partsOf(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => partsOf(part.replace(/^\r\n/, '')));
  const of = (type: string) => {
    const part = parts.find((one) => one.headers['content-type']?.startsWith(type));
    return part ? decoded(part.body, part.headers['content-transfer-encoding'] ?? '') : '';
  };
  const text = of('text/plain').replaceAll('\r\n', '\n').trim();
  return { to, headers, text, html: of('text/html'), link: /https?:\/\/\S+\/mail\/\S+/.exec(text)?.[0] ?? '' };
}

function partsOf(raw: string): { headers: Record<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = head.split('\r\n').map((line) => {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    return [name.toLowerCase(), worded(value)];
  });
  return { headers: Object.fromEntries(headers), body: raw.slice(end + 4) };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  return quoted(body.replace(/=\r\n/g, ''));
}

function quoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** RFC 2047. */
function worded(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' ')),
    );
}
