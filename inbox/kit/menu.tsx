import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';

export type Item = {
  key: string;
  label: ComponentChildren;
  onChoose: () => void;
  /** What it is called where the label alone does not say it. */
  name?: string;
  /** For a choice among several: whether it is this one. */
  checked?: boolean;
  /** For what is on or off by itself. */
  switched?: boolean;
  /** The choice that it is one of, where a menu has several. */
  group?: string;
  /** It stands beside its neighbours, above the others. */
  inRow?: boolean;
};

/** A button with a menu: arrows, Home, End and letters move, Enter chooses, Esc closes and gives the focus back. */
export function Menu(p: {
  open: boolean;
  onToggle: (open: boolean) => void;
  button: ComponentChildren;
  /** What stands on the button says it all. */
  named?: boolean;
  label: string;
  items: Item[];
  /** The focus begins at the first item, not at the one that is chosen. */
  fromFirst?: boolean;
  kind?: 'quiet' | 'plain' | 'round quiet';
}) {
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const opener = () => root.current?.querySelector<HTMLElement>('button');

  useEffect(() => {
    if (!p.open) return;
    const chosen = root.current?.querySelector<HTMLElement>('[role=menuitemradio][aria-checked=true]');
    ((!p.fromFirst && chosen) || items()[0])?.focus();
    const away = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) p.onToggle(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [p.open]);

  useLayoutEffect(() => {
    if (!p.open) return;
    place(root.current as HTMLElement);
    const moved = () => p.onToggle(false);
    addEventListener('resize', moved);
    return () => removeEventListener('resize', moved);
  }, [p.open]);

  const close = () => {
    p.onToggle(false);
    opener()?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (!p.open) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const go = (index: number) => all.at(index % all.length)?.focus();
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') go(beyondRow(all, at, 1));
    else if (event.key === 'ArrowUp') go(beyondRow(all, at, -1));
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const rightToLeft = getComputedStyle(root.current as HTMLElement).direction === 'rtl';
      if (inRow(all[at])) go(at + ((event.key === 'ArrowRight') === rightToLeft ? -1 : 1));
    } else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'Tab') return p.onToggle(false);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== ' ') {
      const letter = event.key.toLocaleLowerCase();
      const after = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      after.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const drawn = ({ key, label, name, checked, switched, onChoose }: Item) => {
    const shared = {
      type: 'button' as const,
      tabIndex: -1,
      'aria-label': name,
      title: name,
      onClick() {
        close();
        onChoose();
      },
    };
    if (checked !== undefined) {
      return (
        <button key={key} role="menuitemradio" aria-checked={checked} {...shared}>
          {label}
        </button>
      );
    }
    return switched !== undefined ? (
      <button key={key} role="menuitemcheckbox" aria-checked={switched} {...shared}>
        {label}
      </button>
    ) : (
      <button key={key} role="menuitem" {...shared}>
        {label}
      </button>
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the items within
    <div class="menu" ref={root} onKeyDown={keys}>
      <button
        type="button"
        class={`button ${p.kind ?? 'plain'}`}
        aria-haspopup="menu"
        aria-expanded={p.open}
        aria-controls={p.open ? id : undefined}
        aria-label={p.named ? undefined : p.label}
        title={p.label}
        onClick={() => p.onToggle(!p.open)}
      >
        {p.button}
      </button>
      {p.open && (
        <div role="menu" id={id} aria-label={p.label}>
          {p.items.some((item) => item.inRow) && (
            // biome-ignore lint/a11y/useSemanticElements: a menu holds groups, not fieldsets
            <div role="group" class="in-row">
              {p.items.filter((item) => item.inRow).map(drawn)}
            </div>
          )}
          {p.items.filter((item) => !item.inRow && !item.group).map(drawn)}
          {[...new Set(p.items.flatMap((item) => item.group ?? []))].map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a menu holds groups, not fieldsets
            <div key={group} role="group" aria-label={group} class="group">
              <p aria-hidden="true">{group}</p>
              {p.items.filter((item) => item.group === group).map(drawn)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function inRow(item: HTMLElement | undefined): boolean {
  return item?.parentElement?.classList.contains('in-row') ?? false;
}

/** Up and down count a row of items as one. */
function beyondRow(all: HTMLElement[], from: number, step: 1 | -1): number {
  let to = from + step;
  while (inRow(all[from]) && inRow(all.at(to % all.length)) && Math.abs(to - from) < all.length) to += step;
  return to;
}

const EDGE_PX = 8;
const GAP_PX = 4;

/** Puts an open menu below its button, or above where there is more room, and never over the edge of the window. */
function place(root: HTMLElement): void {
  const menu = root.querySelector<HTMLElement>('[role=menu]');
  const button = root.querySelector('button')?.getBoundingClientRect();
  if (!menu || !button) return;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const fitsBelow = button.bottom + GAP_PX + height <= innerHeight - EDGE_PX;
  const top = fitsBelow ? button.bottom + GAP_PX : Math.max(EDGE_PX, button.top - GAP_PX - height);
  const start = getComputedStyle(root).direction === 'rtl' ? button.left : button.right - width;
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.min(Math.max(EDGE_PX, start), innerWidth - width - EDGE_PX)}px`;
}
