/** Who comes into a space finds the place to write, or its name, which is read out. */
export function focusIn(panel: Element): void {
  const found = panel.querySelector<HTMLElement>('textarea') ?? nameOf(panel);
  found?.focus();
}

/** Whoever held on to something that goes, such as a button that has done its work, is not thrown out of the panel with it. */
export function keepFocus(panel: Element): () => void {
  let held: Element | undefined;
  let byKey = false;
  const took = ({ target }: Event) => {
    held = target as Element;
    byKey = held.matches(':focus-visible');
  };
  const left = () => {
    const was = held;
    // Some browsers tell of it when the element goes, too.
    queueMicrotask(() => {
      if (held === was && was?.isConnected) held = undefined;
    });
  };
  const watch = new MutationObserver(() => {
    if (!held || held.isConnected) return;
    held = undefined;
    // What has the focus elsewhere on the page keeps it. A finger wants no keyboard to come up.
    if (document.activeElement === document.body) byKey ? focusIn(panel) : nameOf(panel)?.focus();
  });
  panel.addEventListener('focusin', took);
  panel.addEventListener('focusout', left);
  watch.observe(panel, { childList: true, subtree: true });
  return () => watch.disconnect();
}

const nameOf = (panel: Element) => panel.querySelector('h2');
