import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Store } from '../foundation/database.ts';
import * as units from './store.ts';

/**
 * Tries that are free, and how long it takes until one of them comes back: a few for an account, more for an address, which may be a
 * whole office.
 */
const ACCOUNT = { free: 5, backAfterMs: 15 * 60_000 };
const ADDRESS = { free: 20, backAfterMs: 60_000 };
const FORGET_EVERY = 100;

/** Slows wrong sign-ins, by account and by address, wherever they come from and however they are spread over time. */
export function openTries({ store, now }: { store: Store; now: () => number }) {
  let counted = 0;

  return {
    /** Counts a try, and gives how long to wait in ms where there were too many already. */
    once(account: string, address: string): Promise<number> {
      const subjects = [
        { subject: accountSubject(account), ...ACCOUNT },
        { subject: addressSubject(address), ...ADDRESS },
      ];
      counted += 1;
      return store.write(units.tryOnce, { subjects, at: now(), forget: counted % FORGET_EVERY === 0 });
    },
    /** It was right. */
    forgive(account: string, address: string): Promise<void> {
      return store.write(units.forgive, { account: accountSubject(account), address: addressSubject(address) });
    },
  };
}

const accountSubject = (account: string) => hash(`account ${account}`);
const addressSubject = (address: string) => hash(`address ${networkOf(address)}`);

/** Whoever has one IPv6 address has a whole /64 of them. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%')[0] as string).split('::') as [string, string | undefined];
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  return [...groups, ...Array(Math.max(0, zeros)).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
