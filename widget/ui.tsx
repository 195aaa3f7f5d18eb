import type { ComponentChildren } from 'preact';

/** The few shapes that are drawn as paths. */
const paths = {
  back: 'm15 6-6 6 6 6',
  search: 'm20 20-4-4M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Z',
  close: 'm6 6 12 12M18 6 6 18',
  attach: 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.7 1.7 0 0 1-2.3-2.3L14 7.6',
  emoji: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM8 14a4.5 4.5 0 0 0 8 0M9 9.5h.01M15 9.5h.01',
  send: 'M4 12 20 4l-4 16-4-6-8-2Z',
  down: 'm6 10 6 6 6-6',
  bell: 'M6 17v-6a6 6 0 0 1 12 0v6l1 1H5ZM10 21h4',
  hushed: 'M6 17v-6a6 6 0 0 1 12 0v6l1 1H5ZM10 21h4M4 4 20 20',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
};

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" class="icon">
      <path d={paths[name]} />
    </svg>
  );
}

export function IconButton(p: {
  label: string;
  icon: keyof typeof paths;
  class?: string;
  onClick?: () => void;
  onPointerEnter?: () => void;
  expanded?: boolean;
  disabled?: boolean;
  type?: 'submit' | 'button';
}) {
  return (
    <button
      type={p.type ?? 'button'}
      class={`round ${p.class ?? p.icon}`}
      aria-label={p.label}
      aria-expanded={p.expanded}
      onClick={p.onClick}
      onPointerEnter={p.onPointerEnter}
      disabled={p.disabled}
    >
      <Icon name={p.icon} />
    </button>
  );
}

/** A line that says how things stand, read out when it changes. */
export function Status({ children }: { children: ComponentChildren }) {
  return (
    <p class="status" role="status">
      {children}
    </p>
  );
}
