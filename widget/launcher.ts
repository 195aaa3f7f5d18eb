import css from './launcher.css?inline';

export type Launcher = {
  host: HTMLElement;
  shadow: ShadowRoot;
  button: HTMLButtonElement;
  badge(count: number): void;
  opened(open: boolean): void;
};

/** Draws the launcher: one button in a shadow root of its own, from nodes alone, so that a strict page allows it. */
export function drawLauncher({ name, accent, ink }: { name: string; accent: string; ink: string }): Launcher {
  const node = document.createElement.bind(document);
  const host = node('foyer-widget');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{all:initial;--a:${accent};--t:${ink}}${css}`);
  shadow.adoptedStyleSheets = [sheet];
  const button = node('button') as HTMLButtonElement;
  const count = node('b');
  button.type = 'button';
  button.append(node('i'), count);
  shadow.append(button);
  let unread = 0;
  let open = false;
  const draw = () => {
    button.ariaLabel = open ? 'Close chat' : `Chat with ${name}${unread ? `, ${unread} new` : ''}`;
    button.ariaExpanded = `${open}`;
    button.className = open ? 'l o' : 'l';
    count.textContent = unread && !open ? `${unread}` : '';
  };
  draw();
  return {
    host,
    shadow,
    button,
    badge(now) {
      unread = now;
      draw();
    },
    opened(now) {
      open = now;
      draw();
    },
  };
}
