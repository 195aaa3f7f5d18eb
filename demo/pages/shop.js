import { things } from './things.js';

const KEPT = 'saltmarsh:basket';

// The stub: calls that come before the widget has loaded wait in line.
window.Foyer =
  window.Foyer ||
  ((...call) => {
    window.Foyer.q = window.Foyer.q || [];
    window.Foyer.q.push(call);
  });

/** What is in the basket: how many by slug. */
export function basket() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}');
  } catch {
    return {};
  }
}

export function putIntoBasket(slug, by) {
  const next = { ...basket(), [slug]: Math.max(0, (basket()[slug] ?? 0) + by) };
  if (next[slug] === 0) delete next[slug];
  try {
    localStorage.setItem(KEPT, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing has a basket for this page only.
  }
  showCount();
}

/** The lines of the basket: each thing with how many of it. */
export function basketLines() {
  const kept = basket();
  return things.filter(({ slug }) => kept[slug] > 0).map((thing) => ({ thing, count: kept[thing.slug] }));
}

function showCount() {
  const count = basketLines().reduce((sum, line) => sum + line.count, 0);
  for (const place of document.querySelectorAll('[data-count]')) place.textContent = String(count);
}

document.addEventListener('click', (event) => {
  const from = event.target instanceof Element ? event.target : null;
  const add = from?.closest('[data-add]');
  const ask = from?.closest('[data-ask]');
  if (add) {
    putIntoBasket(add.dataset.add, 1);
    add.textContent = 'In the basket';
  } else if (ask) {
    window.Foyer('ask', ask.dataset.ask);
  }
});
showCount();
