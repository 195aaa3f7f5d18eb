import type { StaffHandlers } from '../foundation/door.ts';
import type { Trends } from './trends.ts';

export function staffHandlers({ trends }: { trends: Trends }): StaffHandlers<'trends'> {
  return { 'trends:rising': (caller, { site }) => trends.rising(site, caller.scope) };
}
