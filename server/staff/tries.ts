import { createHash } from 'node:crypto';
import type { Store } from '../foundation/database/database.ts';
import { networkOf } from '../foundation/network.ts';
import * as units from './store/members.ts';

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

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
