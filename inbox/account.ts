import { signal } from '@preact/signals';
import type { Member } from '../protocol/staff.ts';
import { post, start } from './api.ts';

const TRY_AGAIN_MS = 3_000;

/** Who is here: asked at the start, and changed by signing in and out. */
export type Account =
  | { kind: 'loading' }
  | { kind: 'unreachable' }
  | { kind: 'first-owner' }
  | { kind: 'signed-out'; ended: boolean }
  | { kind: 'signed-in'; me: Member };

export const account = signal<Account>({ kind: 'loading' });

/** Asks the server who is signed in, until it answers. */
export async function startAccount(): Promise<void> {
  const found = await start();
  if (found?.me) account.value = { kind: 'signed-in', me: found.me };
  else if (found) account.value = found.needsOwner ? { kind: 'first-owner' } : { kind: 'signed-out', ended: false };
  else {
    account.value = { kind: 'unreachable' };
    setTimeout(() => void startAccount(), TRY_AGAIN_MS);
  }
}

export function signedIn(me: Member): void {
  account.value = { kind: 'signed-in', me };
}

/** The server has ended the session. */
export function sessionEnded(): void {
  account.value = { kind: 'signed-out', ended: true };
}

export async function signOut(): Promise<void> {
  const answer = await post('sign-out', {});
  if (answer.ok || answer.problem.code === 'not_signed_in') account.value = { kind: 'signed-out', ended: false };
}
