/** What is said around the emoji, in English. Their names come with them. */
export const emoji = {
  label: 'Emoji',
  search: 'Search emoji',
  found: 'Found: {count}',
  none: 'There is no such emoji.',
  groups: {
    used: 'Used lately',
    smileys_emotion: 'Faces and feelings',
    people_body: 'People',
    animals_nature: 'Animals and plants',
    food_drink: 'Food and drink',
    travel_places: 'Travel and places',
    activities: 'Activities',
    objects: 'Things',
    symbols: 'Signs',
    flags: 'Flags',
  },
} as const;
