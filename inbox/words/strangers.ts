const colours = list(
  `Amber Apricot Ashen Azure Bronze Cherry Chestnut Cinnamon Cobalt Copper Coral Cream Crimson
   Emerald Golden Green Indigo Ivory Lilac Maroon Mint Ochre Olive Peach Pearl Plum Rosy Ruby Russet Sandy Scarlet Silver`,
);
const animals = list(
  `avocet badger beaver bittern bunting buzzard crane curlew dipper dolphin dove dunlin eider falcon finch
   fox gannet goose grebe gull hare harrier heron hoopoe jackdaw jay kestrel kite lapwing lark linnet lynx magpie marten martin merlin nightjar oriole
   osprey otter ouzel owl pipit plover puffin quail raven redshank robin seal shrike siskin skua snipe sparrow starling stilt stork swallow swan swift tern wagtail wren`,
);

/** What to call whoever has told no name, by some number of theirs: a nickname that nobody takes for a name. */
export function stranger(chance: number): string {
  const animal = animals[Math.floor(chance / colours.length) % animals.length];
  return `${colours[chance % colours.length]} ${animal}`;
}

function list(words: string): string[] {
  return words.split(/\s+/);
}
