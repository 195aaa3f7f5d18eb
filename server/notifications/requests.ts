import type { StaffHandlers, VisitorHandlers } from '../foundation/door.ts';
import type { Notifications } from './notifications.ts';

type Parts = { notifications: Notifications };

export function visitorHandlers({ notifications }: Parts): VisitorHandlers<'notifications'> {
  return {
    'notifications:standing': (caller) => notifications.standing(caller),
    'notifications:give-address': (caller, payload) => notifications.giveAddress(payload, caller),
    'notifications:transcript': (caller, payload) => notifications.transcript(payload, caller),
  };
}

export function staffHandlers({ notifications }: Parts): StaffHandlers<'notifications'> {
  return { 'notifications:troubles': () => notifications.troubles() };
}
