import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, type Socket } from 'socket.io';
import { type Socket as ClientSocket, io as connect } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Connection, inOneWrite } from '../../server/foundation/realtime/one-write.ts';
import { parser } from '../../server/foundation/realtime/packets.ts';

/** Lengths around those where a frame's head grows, and a text that is longer in bytes than in characters. */
const TEXTS = ['', 'a', 'b'.repeat(100), 'c'.repeat(126), 'ü€😀'.repeat(40), 'd'.repeat(65_520), 'e'.repeat(70_000)];

describe('what one turn has for a connection leaves in one write', () => {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, parser });
  io.engine.on('connection', (connection: Connection) => inOneWrite(connection));
  let url = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterAll(() => io.close());

  test('each text arrives whole and in order, acks and what a room hears between them', async () => {
    io.of('/one').on('connection', (socket) => {
      socket.on('all', (ack: (text: string) => void) => {
        for (const text of TEXTS) socket.emit('told', text);
        io.of('/one').emit('told', 'to the room');
        ack('done');
        void Promise.resolve().then(() => socket.emit('told', 'a promise later'));
        setImmediate(() => socket.emit('told', 'a turn later'));
      });
    });
    const client = connect(`${url}/one`, { transports: ['websocket'], forceNew: true });
    const heard: string[] = [];
    client.on('told', (text: string) => heard.push(text));
    client.emit('all', (text: string) => heard.push(text));
    await expect.poll(() => heard).toEqual([...TEXTS, 'to the room', 'done', 'a promise later', 'a turn later']);
    client.close();
  });

  test('it takes as many writes as turns, not as texts', async () => {
    let writes = 0;
    const counted = new Promise<void>((resolve) => {
      io.of('/two').on('connection', (socket) => {
        const { socket: line } = (
          socket.conn as unknown as { transport: { socket: { _socket: NodeJS.WritableStream } } }
        ).transport;
        setTimeout(() => {
          const write = line._socket.write.bind(line._socket);
          line._socket.write = ((...parts: Parameters<typeof write>) => {
            writes += 1;
            return write(...parts);
          }) as typeof write;
          for (let i = 0; i < 10; i++) socket.emit('told', String(i));
          resolve();
        }, 50);
      });
    });
    const client = connect(`${url}/two`, { transports: ['websocket'], forceNew: true });
    const heard: string[] = [];
    client.on('told', (text: string) => heard.push(text));
    await counted;
    await expect.poll(() => heard.length).toBe(10);
    expect(heard.join('')).toBe('0123456789');
    expect(writes).toBe(1);
    client.close();
  });

  test('what is said before a connection is cut comes before the end of it', async () => {
    io.of('/three').on('connection', (socket) => {
      socket.emit('told', 'first');
      socket.emit('told', 'last');
      socket.disconnect(true);
    });
    const client = connect(`${url}/three`, { transports: ['websocket'], forceNew: true, reconnection: false });
    const heard: string[] = [];
    client.on('told', (text: string) => heard.push(text));
    client.on('disconnect', (why) => heard.push(why));
    await expect.poll(() => heard).toEqual(['first', 'last', 'io server disconnect']);
  });

  test('an engine connection that is closed has sent what waited', async () => {
    io.of('/four').on('connection', (socket) => {
      for (let i = 0; i < 100; i++) socket.emit('told', i);
      socket.conn.close();
    });
    const client = connect(`${url}/four`, { transports: ['websocket'], forceNew: true, reconnection: false });
    const heard: number[] = [];
    client.on('told', (number: number) => heard.push(number));
    await expect.poll(() => heard).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  test('a ping among the texts of a turn goes between them', async () => {
    io.of('/five').on('connection', (socket) => {
      socket.on('all', () => {
        socket.emit('told', 'before');
        (socket.conn as unknown as { sendPacket(type: string): void }).sendPacket('ping');
        socket.emit('told', 'after');
      });
    });
    const client = connect(`${url}/five`, { transports: ['websocket'], forceNew: true });
    await new Promise<void>((resolve) => client.once('connect', resolve));
    const heard: string[] = [];
    client.io.engine.on('packet', ({ type, data }) =>
      heard.push(type === 'message' ? JSON.parse(data.slice(7))[1] : type),
    );
    client.emit('all');
    await expect.poll(() => heard).toEqual(['before', 'ping', 'after']);
    client.close();
  });

  test('who reads slowly gets all of it in the end, in order', async () => {
    const texts = Array.from({ length: 400 }, (_, i) => `${i} ${'f'.repeat(20_000)}`);
    io.of('/six').on('connection', (socket) => {
      let said = 0;
      const go = () => {
        for (let i = 0; i < 20; i++) socket.emit('told', texts[said++]);
        if (said < texts.length) setImmediate(go);
      };
      socket.on('all', go);
    });
    const client = connect(`${url}/six`, { transports: ['websocket'], forceNew: true });
    const heard: string[] = [];
    client.on('told', (text: string) => heard.push(text));
    await new Promise((resolve) => client.once('connect', () => resolve(undefined)));
    const line = await lineOf(client);
    client.emit('all');
    await sleep(20);
    line.pause();
    await sleep(300);
    const slow = heard.length;
    line.resume();
    await expect.poll(() => heard.length).toBe(texts.length);
    expect(slow).toBeLessThan(texts.length);
    expect(heard).toEqual(texts);
    client.close();
  });

  test('who leaves while something is held, or whose line fails, takes nothing from the others', async () => {
    const sockets: Socket[] = [];
    io.of('/seven').on('connection', (socket) => sockets.push(socket));
    const clients = Array.from({ length: 3 }, () =>
      connect(`${url}/seven`, { transports: ['websocket'], forceNew: true, reconnection: false }),
    );
    await expect.poll(() => sockets.length).toBe(3);
    const [leaving, failing, staying] = sockets.map(({ conn }) => (conn as unknown as Connection).transport);
    const heard: string[] = [];
    for (const client of clients) client.on('told', (text: string) => heard.push(text));
    const ends: string[] = [];
    for (const socket of sockets) socket.on('disconnect', (why) => ends.push(why));
    const sender = failing!.socket._sender;
    const { sendFrame } = sender;
    sender.sendFrame = () => {
      sender.sendFrame = sendFrame;
      throw new Error('This line takes nothing.');
    };
    io.of('/seven').emit('told', 'all three');
    leaving!.socket._socket!.destroy();
    await expect.poll(() => heard).toEqual(['all three']);
    await expect.poll(() => ends.length).toBe(2);
    io.of('/seven').emit('told', 'who is left');
    await expect.poll(() => heard).toEqual(['all three', 'who is left']);
    expect(staying!.writable).toBe(true);
    for (const client of clients) client.close();
  });
});

/** The TCP connection beneath a client in this process. */
async function lineOf(client: ClientSocket): Promise<{ pause(): void; resume(): void }> {
  const { transport } = client.io.engine as unknown as {
    transport: { ws: { _socket?: { pause(): void; resume(): void } } };
  };
  if (!transport.ws._socket) throw new Error('socket.io-client runs on another WebSocket here than ws');
  return transport.ws._socket;
}
