import { createHmac, timingSafeEqual } from 'node:crypto';

/** Two windows make an hour at most, and an address stays the same within one, so that browsers keep what they have loaded. */
const WINDOW_MS = 30 * 60_000;

/** Addresses of visitors' files, each signed (HMAC-SHA256) for one file and one session. */
export function openAddresses(secret: string) {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 32);

  return {
    /** Below the address of Foyer; good for half an hour to an hour. */
    forVisitor(file: string, session: string, now: number) {
      const until = ((Math.floor(now / WINDOW_MS) + 2) * WINDOW_MS).toString(36);
      const query = `?for=${session}.${until}.${sign(`${file}.${session}.${until}`)}`;
      return addressesAt('visitor', file, query);
    },
    forStaff: (file: string) => addressesAt('staff', file, ''),
    /** Whose address it is, and until when; undefined where it is not signed or too old. */
    read(file: string, said: string | undefined, now: number): { session: string; until: number } | undefined {
      const [session, until, signature, ...rest] = (said ?? '').split('.');
      if (!session || !until || !signature || rest.length > 0) return undefined;
      const given = Buffer.from(signature);
      const due = Buffer.from(sign(`${file}.${session}.${until}`));
      if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
      const at = Number.parseInt(until, 36);
      return at > now ? { session, until: at } : undefined;
    },
  };
}

function addressesAt(door: 'visitor' | 'staff', file: string, query: string) {
  const at = (form: string) => `api/${door}/files/${file}/${form}${query}`;
  return { address: at('whole'), thumbnail: at('thumbnail') };
}
