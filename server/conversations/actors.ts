import type { Asker } from './store/changing.ts';

/** Who acts. `socket` is where the answer goes, so that the change is not told there twice. */
export type Actor = Asker & { socket: string | null };
export type VisitorActor = { kind: 'visitor'; id: string; session?: string; socket: string | null };
export type StaffActor = { kind: 'staff'; id: string; scope: readonly string[]; socket: string | null };

/** Without the socket: what crosses the thread boundary is values only. */
export function asker(by: Actor): Asker {
  return by.kind === 'visitor' ? { kind: 'visitor', id: by.id } : { kind: 'staff', id: by.id, scope: by.scope };
}
