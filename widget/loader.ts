import { openCommands } from './commands.ts';
import { type App, type AppModule, type Settings, storageName } from './contract.ts';
import { drawLauncher } from './launcher.ts';

/** All that a page loads before its visitor acts: the launcher, the verbs, and where the chat is. */
function load(settings: Settings, script: HTMLScriptElement): void {
  const base = script.src.replace(/foyer\/[^/]*$/, '');
  const launcher = drawLauncher(settings);
  const { host, button, shadow } = launcher;
  const alive = new AbortController();
  let app: Promise<App> | undefined;
  let wanted: ((app: App) => void)[] = [];
  let tries = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let open = false;
  let removed = false;

  const listen = (target: EventTarget, name: string, heard: (event: Event) => void): (() => void) => {
    target.addEventListener(name, heard, alive);
    return () => target.removeEventListener(name, heard);
  };
  const emit = (name: string, detail?: unknown) => window.dispatchEvent(new CustomEvent(`foyer:${name}`, { detail }));

  // Browsers keep a module that failed to load as failed: each later attempt has to look like another address.
  const fetchApp = (file: string): Promise<AppModule> =>
    import(/* @vite-ignore */ `${base}foyer/assets/${file}${tries++ ? `?${tries}` : ''}`);
  const getModule = () =>
    // A page that is older than the server asks once which file it is now.
    fetchApp(settings.app).catch(async () => {
      const manifest = await fetch(`${base}foyer/manifest.json`);
      return fetchApp(((await manifest.json()) as Settings).app);
    });
  const start = (): Promise<App> => {
    app ??= getModule().then(({ start }) =>
      start({
        settings,
        base,
        shadow,
        emit,
        badge: launcher.badge,
        opened(now) {
          open = now;
          launcher.opened(now);
          emit(now ? 'open' : 'close');
        },
        focusLauncher: () => button.focus(),
      }),
    );
    return app;
  };
  // What was asked for waits until the chat is here, over a net that comes and goes, too.
  const run = () => {
    clearTimeout(again);
    again = undefined;
    void start().then(
      (app) => {
        if (!removed) for (const act of wanted.splice(0)) act(app);
        busy();
      },
      () => {
        app = undefined;
        if (removed) return;
        clearTimeout(again);
        again = setTimeout(run, Math.min(tries, 30) * 1e3);
        emit('error', { code: 'not_loaded' });
      },
    );
  };
  const busy = () => {
    button.ariaBusy = `${wanted.length > 0}`;
  };
  const withApp = (act: (app: App) => void) => {
    wanted.push(act);
    busy();
    run();
  };
  const close = () => {
    wanted = [];
    busy();
    void app?.then((app) => app.close());
  };
  const show = () => {
    if (!removed && !host.isConnected) (document.body ?? document.documentElement).append(host);
  };
  const remove = () => {
    removed = true;
    void app?.then((app) => app.remove());
    clearTimeout(again);
    alive.abort();
    observer.disconnect();
    preload?.remove();
    host.remove();
    delete window.Foyer;
  };

  const verbs = {
    open: () => withApp((app) => app.open()),
    close,
    toggle: () => (open ? close() : withApp((app) => app.open())),
    show: () => {
      host.hidden = false;
    },
    hide: () => {
      host.hidden = true;
    },
    ask: (text: unknown) => withApp((app) => app.ask(`${text ?? ''}`)),
    on: (name: unknown, heard: unknown) =>
      listen(window, `foyer:${name}`, (event) => (heard as (detail: unknown) => void)((event as CustomEvent).detail)),
    remove,
  };

  let preload: HTMLLinkElement | undefined;
  const warm = () => {
    if (preload || removed) return;
    preload = document.createElement('link');
    preload.rel = 'modulepreload';
    preload.href = `${base}foyer/assets/${settings.app}`;
    document.head.append(preload);
  };
  // A page that swaps its body takes the launcher away: it comes back.
  const observer = new MutationObserver(show);

  const place = () => {
    show();
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.body, { childList: true });
  };

  listen(button, 'click', verbs.toggle);
  listen(button, 'pointerenter', warm);
  listen(button, 'focus', warm);
  listen(window, 'online', () => again && run());
  if (document.body) place();
  else listen(document, 'DOMContentLoaded', place);
  openCommands(settings.key, verbs);
  emit('ready');

  const idle = (act: () => void) => ('requestIdleCallback' in window ? requestIdleCallback(act) : setTimeout(act, 200));
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (script.dataset.consent !== 'required' && !saving) idle(warm);
  if (wasHere()) idle(() => removed || run());

  /** Whether an open conversation or an unsent message is left from earlier. */
  function wasHere(): boolean {
    try {
      return localStorage.getItem(`${storageName(settings.key)}:here`) !== null;
    } catch {
      return false;
    }
  }
}

const settings = '__FOYER_SETTINGS__' as unknown as Settings;
if (!window.Foyer?.live) load(settings, document.currentScript as HTMLScriptElement);
