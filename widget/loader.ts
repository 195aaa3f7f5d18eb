import { openCommands } from './commands.ts';
import { type ActsModule, type App, type AppModule, type Host, type Settings, storageName } from './contract.ts';
import { drawLauncher } from './launcher.ts';

/** All that a page loads before its visitor acts: the launcher, the verbs, and where everything else is. */
function load(settings: Settings, script: HTMLScriptElement): void {
  const base = script.src.replace(/foyer\/[^/]*$/, '');
  const data = script.dataset;
  const { inline, launcher = settings.launcher, theme = settings.theme } = data;
  const required = data.consent === 'required';
  const { node, button, shadow } = drawLauncher(settings);
  const alive = new AbortController();
  const host: Host = { settings, base, node, shadow, button, data, emit };
  let files: Record<string, unknown> = settings;
  let app: Promise<App> | undefined;
  let wanted: ((app: App) => void)[] = [];
  let fails = 0;
  let pause: Promise<void> | undefined;
  let goOn: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout>;
  let allow: (() => void) | undefined;
  const allowed =
    required &&
    new Promise<void>((done) => {
      allow = done;
    });

  function emit(name: string, detail?: unknown): void {
    window.dispatchEvent(new CustomEvent(`foyer:${name}`, { detail }));
  }
  const listen = (target: EventTarget, name: string, heard: (event: Event) => void): (() => void) => {
    target.addEventListener(name, heard, alive);
    return () => target.removeEventListener(name, heard);
  };

  /** Uses a lazy part. What was asked for waits until the part is here, over a net that comes and goes, too. */
  const part = async <M, T>(name: string, use: (module: M) => T): Promise<T> => {
    try {
      // Browsers keep a module that failed to load as failed: each later attempt is in another folder, together with all that it imports.
      return use(await import(/* @vite-ignore */ `${base}foyer/assets/${fails ? `${fails}/` : ''}${files[name]}`));
    } catch {
      if (fails++) emit('error', { code: 'not_loaded' });
      if (!alive.signal.aborted) pause ??= rest();
      await pause;
      return part(name, use);
    }
  };
  const rest = async () => {
    await new Promise<void>((done) => {
      goOn = done;
      timer = setTimeout(done, Math.min(fails - 1, 30) * 1e3);
    });
    clearTimeout(timer);
    try {
      // A page that is older than the server asks which file it is now.
      files = await (await fetch(`${base}foyer/manifest.json`)).json();
    } catch {}
    pause = undefined;
  };
  const busy = () => {
    button.ariaBusy = `${wanted.length > 0}`;
  };
  const withApp = (act: (app: App) => void) => {
    allow?.();
    wanted.push(act);
    busy();
    app ??= part('app', ({ start }: AppModule) => start(host));
    void app.then((app) => {
      if (!alive.signal.aborted) for (const act of wanted.splice(0)) act(app);
      busy();
    });
  };
  const close = () => {
    wanted = [];
    busy();
    void app?.then((app) => app.close());
  };
  const inApp =
    (verb: 'open' | 'ask' | 'article' | 'feedback') =>
    (...values: unknown[]) =>
      withApp((app) => app[verb]?.(...values));
  const open = inApp('open');
  const toggle = () => (button.ariaExpanded === 'true' ? close() : open());
  const show = () => {
    if (!node.isConnected) (inline ? document.querySelector(inline) : document.body)?.append(node);
  };

  let preload: HTMLLinkElement | undefined;
  const warm = () => {
    if (preload || alive.signal.aborted) return;
    preload = document.createElement('link');
    preload.rel = 'modulepreload';
    preload.href = `${base}foyer/assets/${settings.app}`;
    document.head.append(preload);
  };
  // A page that swaps its body takes the launcher away: it comes back.
  const observer = new MutationObserver(show);
  const place = () => {
    show();
    // Inside the page its container may come and go, too.
    observer.observe(document.documentElement, { childList: true, subtree: !!inline });
    observer.observe(document.body, { childList: true, subtree: !!inline });
  };

  node.className = theme;
  // In a container the chat is simply there; elsewhere the page may have a launcher of its own, or want none.
  button.hidden = launcher !== 'own' || (!!inline && !required);
  if (inline && !required) withApp(() => {});
  listen(button, 'click', toggle);
  listen(document, 'click', (event) => {
    if ((event.target as Element).closest?.(launcher)) {
      event.preventDefault();
      toggle();
    }
  });
  listen(button, 'pointerenter', warm);
  listen(button, 'focus', warm);
  listen(window, 'online', () => goOn?.());
  if (document.body) place();
  else listen(document, 'DOMContentLoaded', place);
  openCommands(
    settings.key,
    {
      ...{ open, close, toggle, ask: inApp('ask'), article: inApp('article'), feedback: inApp('feedback') },
      show() {
        node.hidden = false;
      },
      hide() {
        node.hidden = true;
      },
      theme(name) {
        node.className = name as string;
      },
      on: (name, heard) =>
        listen(window, `foyer:${name}`, (event) => (heard as (detail: unknown) => void)((event as CustomEvent).detail)),
      remove() {
        alive.abort();
        void app?.then((app) => app.remove());
        clearTimeout(timer);
        observer.disconnect();
        preload?.remove();
        node.remove();
        delete window.Foyer;
      },
    },
    // What the page asks for beyond the launcher is in a part of its own: nothing of the chat is started for it.
    async (...call) => {
      if (call[0] === 'consent') allow?.();
      await allowed;
      return part('acts', ({ act }: ActsModule) => act(host, ...call));
    },
  );
  emit('ready');

  const idle = (act: () => void) => ('requestIdleCallback' in window ? requestIdleCallback(act) : setTimeout(act, 200));
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (!required && !saving) idle(warm);
  try {
    // An open conversation or an unsent message is left from earlier.
    if (localStorage.getItem(`${storageName(settings.key)}:here`) !== null)
      idle(() => alive.signal.aborted || withApp(() => {}));
  } catch {}
}

const settings = '__FOYER_SETTINGS__' as unknown as Settings;
if (!window.Foyer?.live) load(settings, document.currentScript as HTMLScriptElement);
