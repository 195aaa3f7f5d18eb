/** Websocket frames (RFC 6455) by hand: cheap for the load, visible to the proxy. Text frames carry Socket.IO packets. */

export const TEXT = 1;
const CLOSE = 8;
const PING = 9;
export const control = { close: CLOSE, ping: PING };

export type Frame = { opcode: number; payload: Buffer };

/** Cuts a byte stream into whole frames, unmasked. What is given to `take` is only good until it returns. */
export function frameReader(take: (frame: Frame) => void): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    let bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    for (let size = frameSize(bytes); size !== undefined && size <= bytes.length; size = frameSize(bytes)) {
      take(readFrame(bytes.subarray(0, size)));
      bytes = bytes.subarray(size);
    }
    rest = bytes.length > 0 ? bytes : undefined;
  };
}

/** Bytes of the first frame with its head, as soon as they can be told. */
function frameSize(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes[1]! & 127;
  const head = headSize(short) + (bytes[1]! & 128 ? 4 : 0);
  if (bytes.length < head) return undefined;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return head + length;
}

function headSize(short: number): number {
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

function readFrame(bytes: Buffer): Frame {
  const opcode = bytes[0]! & 15;
  const start = headSize(bytes[1]! & 127);
  if (!(bytes[1]! & 128)) return { opcode, payload: bytes.subarray(start) };
  const payload = Buffer.from(bytes.subarray(start + 4));
  for (let i = 0; i < payload.length; i++) payload[i]! ^= bytes[start + (i & 3)]!;
  return { opcode, payload };
}

/** A frame as a server sends it. */
export function serverFrame({ opcode, payload }: Frame): Buffer {
  const frame = Buffer.allocUnsafe(headSize(short(payload.length)) + payload.length);
  writeHead(frame, opcode, payload.length, 0);
  payload.copy(frame, frame.length - payload.length);
  return frame;
}

const MASK = [0x5a, 0x21, 0xc3, 0x7e] as const;

/** A frame as a client sends it: masked, with a fixed key, since nothing here has to be kept from a cache. */
export function clientFrame({ opcode, payload }: Frame): Buffer {
  const head = headSize(short(payload.length)) + 4;
  const frame = Buffer.allocUnsafe(head + payload.length);
  writeHead(frame, opcode, payload.length, 128);
  for (let i = 0; i < 4; i++) frame[head - 4 + i] = MASK[i]!;
  for (let i = 0; i < payload.length; i++) frame[head + i] = payload[i]! ^ MASK[i & 3]!;
  return frame;
}

function short(length: number): number {
  return length < 126 ? length : length < 65_536 ? 126 : 127;
}

function writeHead(frame: Buffer, opcode: number, length: number, masked: 0 | 128): void {
  frame[0] = 128 | opcode;
  frame[1] = masked | short(length);
  if (length >= 65_536) frame.writeBigUInt64BE(BigInt(length), 2);
  else if (length >= 126) frame.writeUInt16BE(length, 2);
}

/** A text frame as a client sends it; `text` is ASCII. */
export function clientText(text: string): Buffer {
  return clientFrame({ opcode: TEXT, payload: Buffer.from(text, 'latin1') });
}
