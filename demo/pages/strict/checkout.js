import { basketLines } from '../shop.js';
import { euro, node } from '../things.js';

const lines = basketLines();
const sum = lines.reduce((total, { thing, count }) => total + thing.price * count, 0);
document
  .querySelector('#order')
  .append(
    lines.length === 0
      ? 'The basket is empty, but you can have a look at this page all the same.'
      : `${lines.map(({ thing, count }) => `${count} × ${thing.name}`).join(', ')}: ${euro(sum)}`,
  );

const form = document.querySelector('form');
form.addEventListener('submit', (event) => {
  event.preventDefault();
  form.replaceChildren(node('p', { className: 'said' }, 'Thank you! This shop is made up, so nothing was ordered.'));
});
