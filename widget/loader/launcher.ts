import type { Settings } from '../contract.ts';
import css from './launcher.css?inline';

export type Launcher = { node: HTMLElement; shadow: ShadowRoot; button: HTMLButtonElement };

/** Draws the launcher: one button in a shadow root of its own, from nodes alone, so that a strict page allows it. */
export function drawLauncher(settings: Settings): Launcher {
  const node = document.createElement('foyer-widget');
  const shadow = node.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(settings.css + css);
  shadow.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.className = 'l';
  button.ariaLabel = settings.label;
  button.ariaExpanded = 'false';
  shadow.append(button);
  return { node, shadow, button };
}
