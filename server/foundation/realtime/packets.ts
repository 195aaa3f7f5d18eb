import { Decoder, type Packet } from 'socket.io-parser';

class Encoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    return [`${type}${nsp === '/' ? '' : `${nsp},`}${id ?? ''}${data == null ? '' : JSON.stringify(data)}`];
  }
}

/** Socket.IO's packets, of which we send text alone: its own encoder looks through all that is sent for binary data. */
export const parser = { Encoder, Decoder };
