import '../shop.js';
import { euro, node, things } from '../things.js';

const HOME = '/demo/app/';
const main = document.querySelector('main');

/** The shelf is a single-page app: the address changes, the page (and the chat on it) stays. */
function draw() {
  const slug = location.pathname.slice(HOME.length);
  const thing = things.find((one) => one.slug === slug);
  document.title = thing ? `${thing.name} · Saltmarsh` : 'The shelf · Saltmarsh';
  main.replaceChildren(...(thing ? page(thing) : shelf()));
}

function shelf() {
  const kind = new URLSearchParams(location.search).get('kind');
  const kinds = [null, ...new Set(things.map((thing) => thing.kind))];
  const filter = (one) =>
    node(
      'button',
      { type: 'button', ariaPressed: String(one === kind), onclick: () => go(one ? `${HOME}?kind=${one}` : HOME) },
      one ?? 'Everything',
    );
  return [
    node('h1', {}, 'The shelf'),
    node('div', { className: 'filters', role: 'group', ariaLabel: 'Kinds' }, ...kinds.map(filter)),
    node('ul', { className: 'shelf' }, ...things.filter((thing) => !kind || thing.kind === kind).map(card)),
  ];
}

function card(thing) {
  return node(
    'li',
    {},
    node(
      'a',
      { className: 'thing', href: HOME + thing.slug },
      node('img', { src: `/demo/things/${thing.slug}.svg`, alt: '', width: 400, height: 400 }),
      node('h2', {}, thing.name),
      node('p', { className: 'price' }, `${euro(thing.price)} · ${thing.glaze}`),
    ),
  );
}

function page(thing) {
  const add = node('button', { type: 'button', className: 'button' }, 'Put into the basket');
  add.dataset.add = thing.slug;
  const ask = node('button', { type: 'button', className: 'button quiet' }, 'Ask about it');
  ask.dataset.ask = `I have a question about the ${thing.name.toLowerCase()}: `;
  return [
    node('p', { className: 'crumbs' }, node('a', { href: HOME }, 'The shelf'), ` / ${thing.kind}`),
    node(
      'div',
      { className: 'split product' },
      node('img', { src: `/demo/things/${thing.slug}.svg`, alt: thing.name, width: 400, height: 400 }),
      node(
        'div',
        {},
        node('h1', {}, thing.name),
        node('p', { className: 'cost' }, euro(thing.price)),
        node('p', { className: 'lead' }, thing.words),
        node('div', { className: 'buttons' }, add, ask),
        node(
          'dl',
          { className: 'facts-list' },
          ...[
            ['Glaze', thing.glaze],
            ['Size', thing.size],
            ['Care', 'Dishwasher and microwave'],
            ['On its way', 'Packed within two days'],
          ].flatMap(([name, value]) => [node('dt', {}, name), node('dd', {}, value)]),
        ),
      ),
    ),
  ];
}

function go(address) {
  history.pushState(null, '', address);
  draw();
  scrollTo(0, 0);
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const stays = link?.pathname.startsWith(HOME) && link.origin === location.origin;
  if (!stays || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0)
    return;
  event.preventDefault();
  go(link.href);
});
addEventListener('popstate', draw);
draw();
