import { effect, signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const KEPT_AS = 'foyer:inbox:theme';

export const theme = signal<Theme>(kept());

function kept(): Theme {
  try {
    const text = localStorage.getItem(KEPT_AS);
    return themes.find((one) => one === text) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the chosen theme on this device and shows it. */
export function startTheme(): void {
  effect(() => {
    const root = document.documentElement;
    if (theme.value === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    try {
      localStorage.setItem(KEPT_AS, theme.value);
    } catch {}
  });
}
