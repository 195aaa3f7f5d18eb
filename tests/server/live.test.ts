import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL } from '../../protocol/sockets.ts';
import { StoreUnavailable } from '../../server/foundation/database/database.ts';
import type { Entry } from '../../server/foundation/door.ts';
import { type Admission, type Live, openLive } from '../../server/foundation/realtime/realtime.ts';

/** A door as both of ours are opened, with somebody to decide who comes in. */
const http = createServer();
const told: string[] = [];
const admitted: Admission<string> = { ok: true, caller: 'Olga', rooms: ['desk'] };
let admit: () => Promise<Admission<string>> = async () => admitted;
let live: Live;
let client: Socket;

beforeAll(async () => {
  const log = { error: (_what: object, said: string) => void told.push(said) };
  live = openLive({
    ...{ http, letIn: () => true, log: log as unknown as Parameters<typeof openLive>[0]['log'] },
    entryOf: () => ({}) as Entry,
  });
  live.open({ name: 'staff', answers: new Map(), admit: () => admit() });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  client = connect(`http://127.0.0.1:${port}/staff`, { transports: ['websocket'], auth: { protocol: PROTOCOL } });
  await new Promise<void>((resolve, reject) => client.on('connect', resolve).on('connect_error', reject));
});
afterAll(async () => {
  client.close();
  await live.close();
});

const ours = () => [...live.io.of('/staff').sockets.values()][0]!;

test('what one turn has for somebody leaves in one write', async () => {
  const { socket } = (ours().conn as unknown as { transport: { socket: { _socket: NodeJS.WritableStream } } })
    .transport;
  const write = socket._socket.write.bind(socket._socket);
  let writes = 0;
  socket._socket.write = ((...parts: Parameters<typeof write>) => {
    writes += 1;
    return write(...parts);
  }) as typeof write;
  const heard: number[] = [];
  client.on('told', (nth: number) => heard.push(nth));
  for (let nth = 0; nth < 10; nth++) ours().emit('told', nth);
  await expect.poll(() => heard).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(writes).toBe(1);
});

test('who cannot be looked at again while the store is away stays, and is looked at the next time', async () => {
  admit = () => Promise.reject(new StoreUnavailable());
  await live.readmit('staff', 'desk');
  expect(told).toEqual(['somebody could not be looked at again']);
  expect(client.connected).toBe(true);
  const ended = new Promise((resolve) => client.on('staff:ended', () => resolve('ended')));
  admit = async () => ({ ok: false, problem: { code: 'not_signed_in', status: 401, final: false, title: '' } });
  await live.readmit('staff', 'desk');
  expect(await ended).toBe('ended');
});
