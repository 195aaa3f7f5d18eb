import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
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
});
