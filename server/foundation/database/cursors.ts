/** A place in a list that goes from newer to older: the time and the id of its last row. */
export type Place = { at: number; id: string };

export function writeCursor({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** Undefined: no list has given this out. */
export function readCursor(text: string): Place | undefined {
  const found = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString());
  return found ? { at: Number(found[1]), id: found[2] as string } : undefined;
}
