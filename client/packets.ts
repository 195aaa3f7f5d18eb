import { toJson } from './storage.ts';

/** A packet of Socket.IO's protocol, version 5, without binary data. */
type Packet = { type: number; nsp: string; id?: number; data?: unknown };

const EVENT = 2;
const ACK = 3;
const CONNECT_ERROR = 4;

class Encoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    return [`${type}${nsp},${id ?? ''}${data === undefined ? '' : toJson(data)}`];
  }
}

/** Throws at whatever is no packet: the line is cut then, and tried again. */
class Decoder {
  #heard: ((packet: Packet) => void) | undefined;

  on(_decoded: string, heard: (packet: Packet) => void): void {
    this.#heard = heard;
  }

  off(): void {
    this.#heard = undefined;
  }

  add(text: string): void {
    const [, type, nsp = '/', id, json] = /^([0-4])(?:(\/[^,]*),)?(\d*)(.*)$/s.exec(text) ?? [];
    const packet: Packet = { type: Number(type), nsp };
    if (id) packet.id = Number(id);
    if (json) packet.data = JSON.parse(json);
    if (!type || !fits(packet)) throw new Error('not a packet');
    this.#heard?.(packet);
  }

  destroy(): void {}
}

/** Socket.IO's packets as the doors speak them: text alone, and safe from a page's own `toJSON`. */
export const parser = { Encoder, Decoder };

function fits({ type, data }: Packet): boolean {
  if (type === EVENT) return Array.isArray(data) && typeof data[0] === 'string';
  if (type === ACK) return Array.isArray(data);
  return type === CONNECT_ERROR ? Object(data) === data : true;
}
