import type { ComponentChildren } from 'preact';

/** The few shapes that are drawn as paths. */
const paths = {
  back: 'm15 6-6 6 6 6',
  close: 'm6 6 12 12M18 6 6 18',
  send: 'M4 12 20 4l-4 16-4-6-8-2Z',
  down: 'm6 10 6 6 6-6',
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
  disabled?: boolean;
  type?: 'submit' | 'button';
}) {
  return (
    <button
      type={p.type ?? 'button'}
      class={`round ${p.class ?? p.icon}`}
      aria-label={p.label}
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
