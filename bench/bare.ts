/** What Foyer's `relay` is measured against: Socket.IO alone, which checks and stores nothing. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { MAX_FRAME_BYTES, PING_EVERY_MS, PING_TIMEOUT_MS } from '../protocol/sockets.ts';

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: MAX_FRAME_BYTES,
  pingInterval: PING_EVERY_MS,
  pingTimeout: PING_TIMEOUT_MS,
});
const staff = io.of('/staff');
let seq = 0;

io.of('/visitor').on('connection', (socket) => {
  socket.on('conversations:post', ({ id, body, conversation = id }, ack) => {
    const at = Date.now();
    seq += 1;
    staff.emit('conversations:posted', [{ id, conversation, body, seq, at }]);
    ack({ ok: true, conversation, seq, at, from: seq - 1, to: seq });
  });
});

http.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
});
