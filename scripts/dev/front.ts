import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const TRIES_FOR_MS = 8_000;
const TRY_EVERY_MS = 100;
const SCRIPT = "new EventSource('/dev-reload').onmessage = () => location.reload();";

/**
 * Stands before the server while somebody develops: holds requests back while it starts again, and puts a line into each page that
 * reloads it when `changed` is called.
 */
export function openFront(o: { port: number; host: string; to: number }): { changed(): void; close(): void } {
  const pages = new Set<ServerResponse>();
  const front = createServer((asked, reply) => {
    if (asked.url === '/dev-reload.js') reply.setHeader('content-type', 'text/javascript').end(SCRIPT);
    else if (asked.url === '/dev-reload') listen(reply);
    else void pass(asked, reply);
  });
  front.on('upgrade', (asked: IncomingMessage, socket: Socket, head: Buffer) => {
    const on = connect(o.to, '127.0.0.1', () => {
      const headers = asked.rawHeaders.flatMap((text, at) =>
        at % 2 === 0 ? [`${text}: ${asked.rawHeaders[at + 1]}`] : [],
      );
      on.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      on.write(head);
      on.pipe(socket).pipe(on);
    });
    on.on('error', () => socket.destroy());
    socket.on('error', () => on.destroy());
  });
  front.listen(o.port, o.host);
  return {
    changed: () => {
      for (const page of pages) page.write('data: changed\n\n');
    },
    close: () => {
      front.close();
      front.closeAllConnections();
    },
  };

  function listen(reply: ServerResponse): void {
    reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write('\n');
    pages.add(reply);
    reply.on('close', () => pages.delete(reply));
  }

  async function pass(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = Buffer.concat(await asked.toArray());
    const late = Date.now() + TRIES_FOR_MS;
    while (true) {
      const answer = await ask(asked, body);
      if (answer) return give(answer, reply);
      if (Date.now() > late) return void reply.writeHead(502).end('The server does not start: see the terminal.');
      await sleep(TRY_EVERY_MS);
    }
  }

  /** Undefined where nobody listens. */
  function ask({ method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage | undefined> {
    return new Promise((resolve) => {
      const plain = { ...headers, 'accept-encoding': 'identity' };
      const asking = request({ host: '127.0.0.1', port: o.to, method, path: url, headers: plain }, resolve);
      asking.on('error', () => resolve(undefined));
      asking.end(body);
    });
  }

  async function give(answer: IncomingMessage, reply: ServerResponse): Promise<void> {
    const page = answer.headers['content-type']?.startsWith('text/html') === true;
    const body = Buffer.concat(await answer.toArray());
    const shown = page
      ? Buffer.from(`${body}`.replace('</head>', '<script async src="/dev-reload.js"></script></head>'))
      : body;
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers;
    // Nothing is kept: the next look shows what is there then.
    reply.writeHead(answer.statusCode ?? 502, { ...headers, 'cache-control': 'no-store' }).end(shown);
  }
}
