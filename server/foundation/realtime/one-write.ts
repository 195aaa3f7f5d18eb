import type { Duplex } from 'node:stream';

/** What engine.io holds of a connection, as far as it is used here. */
export type Connection = {
  transport: Transport;
  writeBuffer: Packet[];
  emit(event: 'drain'): unknown;
};
type Packet = { type: string; data?: unknown; options?: { wsPreEncodedFrame?: Buffer[] } };
type Transport = {
  writable: boolean;
  send(packets: Packet[]): void;
  doClose(done: () => void): void;
  socket: {
    readyState: number;
    _socket?: Duplex | null;
    _sender: { sendFrame(frame: Buffer[], sent: (error?: Error | null) => void): void };
  };
  _onSentLast(error?: Error | null): void;
  onError(reason: string, description?: unknown): unknown;
};

const OPEN = 1;
const TEXT_FRAME = 0x81;
const MESSAGE = '4'.charCodeAt(0);

/**
 * Whatever one turn has for a connection leaves in one write: ten acks of a commit as one piece of bytes. engine.io makes a frame, two pieces
 * in a stream and often a system call of each packet, which together cost more than all else about an ack.
 */
export function inOneWrite(connection: Connection): void {
  const { transport } = connection;
  const send = transport.send.bind(transport);
  const doClose = transport.doClose.bind(transport);
  let held: Packet[] | null = null;

  transport.send = (packets) => {
    // What else comes until the end of this turn waits in the connection's buffer.
    transport.writable = false;
    held = packets;
    atTheEnd(writeOrBreak);
  };
  // What was said before goodbye is sent before it.
  transport.doClose = (done) => {
    write();
    doClose(done);
  };

  /** What goes wrong here is this connection's own: it ends as if its line had broken, and its client comes back and catches up. */
  function writeOrBreak(): void {
    try {
      write();
    } catch (error) {
      transport.onError('write error', error);
    }
  }

  function write(): void {
    if (held === null) return;
    const more = connection.writeBuffer;
    const packets = more.length > 0 ? held.concat(more) : held;
    held = null;
    if (more.length > 0) connection.writeBuffer = [];
    const frames = transport.socket.readyState === OPEN ? framesOf(packets) : null;
    if (frames !== null) transport.socket._sender.sendFrame(frames, transport._onSentLast);
    else {
      const line = transport.socket._socket;
      line?.cork();
      send(packets);
      line?.uncork();
    }
    // A connection that is to be closed waits until its buffer is empty.
    if (more.length > 0) connection.emit('drain');
  }
}

let waiting: (() => void)[] = [];

/** Runs it once what runs now is through, before the event loop goes on. What a promise brings after that leaves with the next write. */
function atTheEnd(write: () => void): void {
  if (waiting.push(write) > 1) return;
  process.nextTick(() => {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  });
}

/** The frames of messages, one behind the other in one or two buffers (https://www.rfc-editor.org/rfc/rfc6455#section-5.2); null where something else is among them. */
function framesOf(packets: readonly Packet[]): Buffer[] | null {
  if (packets.length === 1 && packets[0]?.options?.wsPreEncodedFrame) return packets[0].options.wsPreEncodedFrame;
  let size = 0;
  const lengths: number[] = [];
  for (const { type, data, options } of packets) {
    const ready = options?.wsPreEncodedFrame;
    if (ready) {
      for (const part of ready) size += part.length;
      lengths.push(0);
    } else if (type === 'message' && typeof data === 'string') {
      const length = 1 + Buffer.byteLength(data);
      size += headOf(length) + length;
      lengths.push(length);
    } else return null;
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (let i = 0; i < packets.length; i++) {
    const { data, options } = packets[i] as Packet;
    const ready = options?.wsPreEncodedFrame;
    if (ready) for (const part of ready) at += part.copy(bytes, at);
    else {
      at = writeHead(bytes, at, lengths[i] as number);
      bytes[at++] = MESSAGE;
      at += bytes.write(data as string, at);
    }
  }
  return [bytes];
}

function headOf(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = TEXT_FRAME;
  if (length < 126) bytes[at + 1] = length;
  else if (length < 65_536) {
    bytes[at + 1] = 126;
    bytes.writeUInt16BE(length, at + 2);
  } else {
    bytes[at + 1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), at + 2);
  }
  return at + headOf(length);
}
