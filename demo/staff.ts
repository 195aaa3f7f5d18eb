import type { Role } from '../protocol/staff.ts';

/** Who answers in the demo. The viewer may look at everything and say nothing. */
export const staff = [
  { name: 'Ada Brandt', role: 'owner', does: 'throws, fires, owns everything' },
  { name: 'Jonas Lund', role: 'admin', does: 'runs the shop and its website' },
  { name: 'Mirjam Levi', role: 'agent', does: 'glazes, and answers on the shop’s site' },
  { name: 'Tariq Haddad', role: 'agent', does: 'packs, and answers on the shop’s site' },
  { name: 'Theo Winter', role: 'viewer', does: 'keeps the books, reads along' },
] as const satisfies readonly { name: string; role: Role; does: string }[];

export const PASSWORD = 'salt-and-clay';

/** Colleagues as the stories call them: 'ada', 'jonas' … */
export const staffNames: readonly string[] = staff.map(({ name }) => calledInStories(name));

export function calledInStories(name: string): string {
  return (name.split(' ')[0] as string).toLowerCase();
}

export function emailOf(name: string): string {
  return `${calledInStories(name)}@saltmarsh.example`;
}
