/** What the shop sells. `slug` is the picture's name and the page's address on the shelf. */
export const things = [
  {
    slug: 'teapot',
    name: 'Harbour teapot',
    price: 86,
    kind: 'Tea',
    glaze: 'Sea glass',
    size: '900 ml, 17 cm high',
    words: 'Pours without a drip, we promise. The lid has a small tooth, so that it stays on to the last cup.',
  },
  {
    slug: 'mug',
    name: 'Everyday mug',
    price: 28,
    kind: 'Tea',
    glaze: 'Oat',
    size: '350 ml, 10 cm high',
    words: 'The one you reach for. A wide handle for cold mornings, and a foot that does not scratch the table.',
  },
  {
    slug: 'cups',
    name: 'Two small cups',
    price: 34,
    kind: 'Tea',
    glaze: 'Rust and oat',
    size: '110 ml each',
    words: 'For espresso, or for the second half of a conversation. Sold as a pair, never quite alike.',
  },
  {
    slug: 'bowl',
    name: 'Supper bowl',
    price: 38,
    kind: 'Table',
    glaze: 'Ink',
    size: '20 cm wide, 9 cm high',
    words: 'Deep enough for soup, wide enough for salad. It stacks, and it goes into the dishwasher.',
  },
  {
    slug: 'plates',
    name: 'Four plates',
    price: 112,
    kind: 'Table',
    glaze: 'Sea glass, oat and ink',
    size: '26 cm wide',
    words: 'A set in three glazes that get on well. We match each set on the bench before we pack it.',
  },
  {
    slug: 'jug',
    name: 'Milk-white jug',
    price: 58,
    kind: 'Table',
    glaze: 'Oat, half dipped',
    size: '1.2 l, 24 cm high',
    words: 'For water, or for whatever grows along the path. The lower half is left bare, as it came from the kiln.',
  },
  {
    slug: 'vase',
    name: 'Marsh vase',
    price: 64,
    kind: 'Home',
    glaze: 'Iron rust',
    size: '22 cm high',
    words: 'A narrow neck that holds three stems as if they had always stood there. Watertight.',
  },
  {
    slug: 'planter',
    name: 'Windowsill planter',
    price: 42,
    kind: 'Home',
    glaze: 'Moss',
    size: '16 cm wide, with a saucer',
    words: 'With a hole in the bottom and a saucer under it, as plants like it. The plant is yours to choose.',
  },
];

/** An amount as the shop writes it. */
export function euro(amount) {
  return new Intl.NumberFormat('en-IE', {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: amount % 1 ? 2 : 0,
  }).format(amount);
}

/** A new node: `node('p', { className: 'price' }, '€28')`. */
export function node(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
