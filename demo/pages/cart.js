import { basketLines, putIntoBasket } from './shop.js';
import { euro, node } from './things.js';

const FREE_FROM = 60;
const DELIVERY = 5.9;

const place = document.querySelector('#basket');

function draw() {
  const lines = basketLines();
  place.replaceChildren(...(lines.length > 0 ? filled(lines) : empty()));
}

function empty() {
  return [
    node('p', { className: 'lead' }, 'There is nothing in here yet. The shelf is just around the corner.'),
    node('a', { className: 'button', href: '/demo/app/' }, 'To the shelf'),
  ];
}

function filled(lines) {
  const sum = lines.reduce((total, { thing, count }) => total + thing.price * count, 0);
  const delivery = sum >= FREE_FROM ? 0 : DELIVERY;
  return [
    node('ul', { className: 'lines' }, ...lines.map(line)),
    sumOf('Delivery', delivery === 0 ? 'free' : euro(delivery)),
    sumOf('Together', euro(sum + delivery), 'sum total'),
    node(
      'div',
      { className: 'buttons' },
      node('a', { className: 'button', href: '/demo/strict/' }, 'To the checkout'),
      node('a', { className: 'button quiet', href: '/demo/app/' }, 'Look for more'),
    ),
  ];
}

function line({ thing, count }) {
  const change = (by) => {
    putIntoBasket(thing.slug, by);
    draw();
  };
  return node(
    'li',
    {},
    node('img', { src: `/demo/things/${thing.slug}.svg`, alt: '', width: 72, height: 72 }),
    node(
      'div',
      {},
      node('h2', {}, node('a', { href: `/demo/app/${thing.slug}` }, thing.name)),
      node(
        'div',
        { className: 'count' },
        node('button', { type: 'button', ariaLabel: `One ${thing.name} less`, onclick: () => change(-1) }, '−'),
        node('output', {}, String(count)),
        node('button', { type: 'button', ariaLabel: `One ${thing.name} more`, onclick: () => change(1) }, '+'),
      ),
    ),
    node('span', {}, euro(thing.price * count)),
  );
}

function sumOf(name, amount, className = 'sum') {
  return node('p', { className }, node('span', {}, name), node('span', {}, amount));
}

draw();
