/** Buttons say what they do, not what somebody typed. */
const NOT_TYPED = /^(submit|button|reset|image)$/;
const TYPED_IN = /^(textbox|searchbox|combobox|spinbutton)$/;

/** Whether nobody but the visitor is to see what is in an element: what can be typed or chosen, and what the site marks as private. */
export function isPrivate(node: Node): boolean {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  const element = node as HTMLElement;
  const name = element.localName;
  if (element.hasAttribute('data-foyer-private') || TYPED_IN.test(element.getAttribute('role') ?? '')) return true;
  if (name === 'input') return !NOT_TYPED.test((element as HTMLInputElement).type);
  return name === 'textarea' || name === 'select' || element.isContentEditable === true;
}

/** What a node is seen in: through slots and out of shadow roots. */
export function above(node: Node): Node | null {
  return (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
}

/** Whether it lies in something private, shadow roots and slots included. */
export function liesInPrivate(node: Node): boolean {
  const parent = above(node);
  return parent !== null && (isPrivate(parent) || liesInPrivate(parent));
}

/** All that is private on a page, open shadow roots included, and what nobody can look into. `own`: our own element. */
export function hiddenOn(root: ParentNode, own: Element): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    if (element === own) return [];
    if (isPrivate(element) || isClosed(element) || liesInPrivate(element)) return [element];
    return element.shadowRoot ? hiddenOn(element.shadowRoot, own) : [];
  });
}

/** Frames, in which anything may be typed, and elements of a page's own that show something and let nobody see what. */
function isClosed({ localName, shadowRoot, childElementCount }: Element): boolean {
  return localName === 'iframe' || (localName.includes('-') && !shadowRoot && childElementCount === 0);
}
