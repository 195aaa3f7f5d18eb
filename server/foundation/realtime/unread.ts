/** What engine.io and ws hold of a connection, as far as it is used here. */
export type Reading = {
  writeBuffer: readonly { data?: string | Buffer }[];
  transport: {
    socket: { bufferedAmount: number; terminate(): void; on(event: 'ping', hear: () => void): unknown };
  };
  on(event: 'packet', hear: (packet: { type: string }) => void): unknown;
};

/** Who asks on while so much waits for them to read it is cut; a client that means well comes back and catches up. */
const MAX_UNREAD_BYTES = 4_000_000;
/** So much of what was asked for together may wait. */
const MAX_UNREAD_ANSWERS_BYTES = 4 * MAX_UNREAD_BYTES;

/**
 * Cuts a connection that sends without reading what comes of it: requests, tries to enter what there is not, and pings, which ws answers by
 * itself. Who only reads slowly stays.
 */
export function cutWhoDoesNotRead(connection: Reading): void {
  const { socket } = connection.transport;
  let counted = 0;
  const look = () => {
    const { length } = connection.writeBuffer;
    // What waits in many small pieces is counted anew when there are an eighth more of them.
    if (length > counted && length < counted + 8 + counted / 8 && socket.bufferedAmount <= MAX_UNREAD_BYTES) return;
    counted = length;
    if (unreadBytes(connection) > MAX_UNREAD_BYTES) socket.terminate();
  };
  connection.on('packet', ({ type }) => {
    if (type === 'message') look();
  });
  socket.on('ping', look);
}

/** Whether an answer more may wait for them. Where not, they are cut. */
export function takesAnother(connection: Reading): boolean {
  if (unreadBytes(connection) <= MAX_UNREAD_ANSWERS_BYTES) return true;
  connection.transport.socket.terminate();
  return false;
}

/** What waits to be sent: in the connection's buffer, and what was handed to its line. */
function unreadBytes({ writeBuffer, transport }: Reading): number {
  let bytes = transport.socket.bufferedAmount;
  for (const { data } of writeBuffer) bytes += data?.length ?? 0;
  return bytes;
}
