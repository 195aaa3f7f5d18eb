import { apart } from './apart.ts';

export const teams = {
  title: 'Teams',
  more: 'Those who answer together. A conversation can be given to a team, and a team can have opening hours of its own.',
  none: 'There are none yet.',
  nobody: 'Nobody is in it yet.',
  names: (names: string[]) => new Intl.ListFormat('en').format(names),
  make: 'Make a team',
  changeTitle: (name: string) => apart`The team ${name}`,
  name: 'Name',
  nameHint: 'For colleagues: visitors do not see it.',
  taken: 'Another team of this site has this name.',
  who: 'Who is in it?',
  change: 'Change',
  remove: 'Remove',
  removeSure: (name: string) => apart`Remove the team ${name}?`,
  removeMore: 'Its conversations stay with whoever has them. Its opening hours do not count any more.',
  removed: (name: string) => apart`The team ${name} is no more.`,
  actions: (name: string) => `What to do with the team ${name}`,
};
