import { effect, type ReadonlySignal, signal } from '@preact/signals';

let shown = '';

/** The page's title without what we put before it. */
export function ownTitle(): string {
  return shown && document.title.startsWith(shown) ? document.title.slice(shown.length) : document.title;
}

/** Shows on the page's own title how many answers wait, on one that the page sets later, too, and takes it back when none do. */
export function titleCount(count: ReadonlySignal<number>): () => void {
  const draw = () => {
    const title = ownTitle();
    shown = count.value > 0 ? `(${count.value}) ` : '';
    if (document.title !== shown + title) document.title = shown + title;
  };
  const end = effect(draw);
  const observer = new MutationObserver(draw);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => {
    end();
    observer.disconnect();
    if (shown) document.title = ownTitle();
    shown = '';
  };
}

/** Whether somebody can see this page now, and whether the browser has a net. */
export function watchPage() {
  const visible = signal(document.visibilityState === 'visible');
  const offline = signal(navigator.onLine === false);
  const look = () => {
    visible.value = document.visibilityState === 'visible';
    offline.value = navigator.onLine === false;
  };
  const heard: [EventTarget, string, () => void][] = [
    [document, 'visibilitychange', look],
    [window, 'online', look],
    [window, 'offline', look],
  ];
  for (const [target, name, hear] of heard) target.addEventListener(name, hear);
  return {
    ...{ visible, offline },
    end: () => {
      for (const [target, name, hear] of heard) target.removeEventListener(name, hear);
    },
  };
}

/** Hides what is shown while the page is put away, until those who heard of its coming back first have looked at it. */
export function whileAway(place: HTMLElement): () => void {
  const away = ({ persisted }: PageTransitionEvent) => {
    place.hidden = persisted;
  };
  const back = () => {
    place.hidden = false;
  };
  addEventListener('pagehide', away);
  addEventListener('pageshow', back);
  return () => {
    removeEventListener('pagehide', away);
    removeEventListener('pageshow', back);
  };
}
