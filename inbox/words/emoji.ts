/** What is said around the emoji. Their names come with them. */
export const emoji = {
  label: 'Emoji',
  search: 'Search emoji',
  found: (count: number) => `Found: ${count}`,
  none: 'There is no such emoji.',
  failed: 'The emoji could not be loaded.',
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
};
