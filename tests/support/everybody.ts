import type { Page } from 'playwright-core';

/** What keeps somebody from using a screen, of the widget where nothing else is said, as sentences. All of these look at what the browser has drawn. */

/** What sticks out of the panel or the page to the side, or cannot be scrolled into sight. */
export async function outOfSight(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
    const panel = shadow.querySelector('.panel');
    /** What lies over the rest is all that can be used. */
    const place = shadow.querySelector('dialog[open], .over-all, .keep-menu, .picking') ?? shadow;
    const name = (node: Element) =>
      `${node.tagName.toLowerCase()}.${node.className} "${node.ariaLabel ?? node.textContent}"`;
    for (const node of panel?.querySelectorAll('*') ?? []) {
      const { left, right, width } = node.getBoundingClientRect();
      if (
        width > 1 &&
        node.checkVisibility() &&
        (left < -1 || right > innerWidth + 1) &&
        !node.closest('dialog, .hidden')
      )
        found.push(`${name(node)} sticks out: ${left} to ${right} of ${innerWidth}`);
    }
    for (const node of place.querySelectorAll<HTMLElement>('button, a[href], input, textarea')) {
      if (!node.checkVisibility()) continue;
      node.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const { left, top, width, height } = node.getBoundingClientRect();
      const hit = shadow.elementFromPoint(left + width / 2, top + Math.min(height, 20) / 2);
      if (!hit || !(node.contains(hit) || hit.contains(node) || hit.closest('.below')))
        found.push(`${name(node)} cannot be seen whole: ${left} ${top} ${width} × ${height}, but ${hit && name(hit)}`);
    }
    const text = panel?.querySelector('.messages, .room');
    if (text && text.clientHeight < 60) found.push(`only ${text.clientHeight} px are left to read in`);
    return found;
  });
}

/** What of the widget Tab does not reach, or reaches without a sign of it. It begins at the top of the panel. */
export async function unreached(page: Page): Promise<string[]> {
  // From here on the browser shows where the focus is.
  await page.keyboard.press('Shift');
  const wanted = await page.evaluate(() => {
    const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
    const place = shadow.querySelector('dialog[open], .over-all') ?? shadow.querySelector('.panel') ?? shadow;
    const all = [...place.querySelectorAll<HTMLElement>('button, a[href], input, textarea, [tabindex="0"]')].filter(
      (node) => node.checkVisibility() && !(node as HTMLButtonElement).disabled && node.tabIndex >= 0,
    );
    Object.assign(window, { wanted: all });
    all.filter(({ tabIndex }) => tabIndex === 0)[0]?.focus();
    return all.length;
  });
  const invisible: string[] = [];
  for (let n = 0; n < wanted + 2; n++) {
    const without = await page.evaluate(() => {
      const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
      const at = shadow.activeElement as HTMLElement | null;
      const { wanted } = window as unknown as { wanted: HTMLElement[] };
      if (!at || !wanted.includes(at)) return null;
      at.dataset.reached = '';
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      const ring = outlineStyle !== 'none' && (outlineStyle === 'auto' || Number.parseFloat(outlineWidth) >= 2);
      return ring ? null : `${at.tagName} "${at.ariaLabel ?? at.textContent}" has the focus and does not show it`;
    });
    if (without) invisible.push(without);
    await page.keyboard.press('Tab');
  }
  const missed = await page.evaluate(() =>
    (window as unknown as { wanted: HTMLElement[] }).wanted
      .filter(({ dataset, isConnected }) => isConnected && dataset.reached === undefined)
      .map((node) => `${node.tagName} "${node.ariaLabel ?? node.textContent}" is not reached by Tab`),
  );
  return [...new Set(invisible), ...missed];
}

/** What moves although the visitor wants nothing to. */
export async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
    return shadow
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => (effect as KeyframeEffect).target?.className ?? '');
  });
}

/** What cannot be told from its ground where the visitor's own few colours are forced on everything. */
export async function lostInForcedColors(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shadow = document.querySelector('foyer-widget')?.shadowRoot as ShadowRoot;
    const boxes = shadow.querySelectorAll(
      '.panel, .bubble, .primary, .unread, .lamp, .dots i, .send, textarea, .field',
    );
    return [...boxes]
      .filter((node) => node.checkVisibility())
      .filter((node) => {
        const { borderTopWidth, outlineStyle, backgroundColor } = getComputedStyle(node);
        const ground = getComputedStyle(shadow.querySelector('.panel') ?? document.body).backgroundColor;
        const bare = borderTopWidth === '0px' && outlineStyle === 'none';
        return bare && (backgroundColor === ground || backgroundColor === 'rgba(0, 0, 0, 0)');
      })
      .map((node) => `.${node.className} "${node.textContent}" has no edge`);
  });
}

/** What of a page lies beyond its sides, where only who scrolls sideways finds it (WCAG 1.4.10). What scrolls by itself, such as a table, may. */
export async function beyondItsSides(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide`);
    const scrolls = (node: Element | null): boolean =>
      node !== null && (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    for (const node of document.querySelectorAll('button, a[href], input, textarea, select, h1, h2')) {
      const { left, right, width } = node.getBoundingClientRect();
      if (width > 1 && node.checkVisibility() && (left < -1 || right > innerWidth + 1) && !scrolls(node.parentElement))
        found.push(`${node.tagName} "${node.ariaLabel ?? node.textContent}" lies from ${left} to ${right}`);
    }
    return found;
  });
}

const CHOSEN = ['[aria-current]:not(li)', '[aria-pressed=true]', '[aria-checked=true]', '[aria-selected=true]'].join();

/** What of a page of ours looks the same whether it is chosen or not. Pictures are compared, not styles. */
export async function alike(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const chosen of await page.locator(CHOSEN).all()) {
    if (!(await chosen.isVisible())) continue;
    const name = await chosen.evaluate((node) => `${node.className} "${node.ariaLabel ?? node.textContent}"`);
    const before = await chosen.screenshot({ animations: 'disabled' });
    await chosen.evaluate((node) => {
      for (const state of ['current', 'pressed', 'checked', 'selected']) {
        const is = node.getAttribute(`aria-${state}`);
        if (is !== null) node.setAttribute(`data-was-${state}`, is);
        node.removeAttribute(`aria-${state}`);
      }
    });
    const unchosen = page.locator('[data-was-current], [data-was-pressed], [data-was-checked], [data-was-selected]');
    if (before.equals(await unchosen.screenshot({ animations: 'disabled' }))) found.push(`chosen: ${name}`);
    await unchosen.evaluate((node) => {
      for (const state of ['current', 'pressed', 'checked', 'selected']) {
        const was = node.getAttribute(`data-was-${state}`);
        if (was !== null) node.setAttribute(`aria-${state}`, was);
        node.removeAttribute(`data-was-${state}`);
      }
    });
  }
  return found;
}
