import { openCommands } from './commands.ts';
import {
  type ActsModule,
  type App,
  type AppModule,
  type Call,
  type Host,
  type Placing,
  type Settings,
  storageName,
} from './contract.ts';
import { drawLauncher } from './launcher.ts';

/** All that a page loads before its visitor acts: the launcher, the verbs, and where everything else is. */
function load(settings: Settings, script: HTMLScriptElement): void {
  const base = new URL('..', script.src).href;
  const data = script.dataset;
  const { launcher, theme } = { ...settings, ...(data as Placing) };
  const required = data.consent === 'required';
  const alive = new AbortController();
  const { node, button, shadow } = drawLauncher(settings);
  const host: Host = { settings, base, node, shadow, button, data, emit, alive: alive.signal };
  let files: Record<string, unknown> = settings;
  let app: Promise<App> | undefined;
  let acts: Promise<(verb: string, ...values: unknown[]) => unknown> | undefined;
  let wanted: Call[] = [];
  let fails = 0;
  let pause: Promise<void> | undefined;
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
  const part = async <M, T>(name: string, use: (module: M) => T | Promise<T>): Promise<T> => {
    try {
      // Browsers keep a module that failed to load as failed: each later attempt is in another folder, together with all that it imports.
      return await use(
        await import(/* @vite-ignore */ `${base}foyer/assets/${fails ? `${fails}/` : ''}${files[name]}`),
      );
    } catch {
      if (fails++) emit('error', { code: 'not_loaded' });
      pause ??= rest();
      await pause;
      return part(name, use);
    }
  };
  const rest = async () => {
    await new Promise<unknown>((done) => {
      window.addEventListener('online', done, { once: true, signal: alive.signal });
      // Taken away, it does not go on.
      if (!alive.signal.aborted) timer = setTimeout(done, Math.min(fails - 1, 30) * 1e3);
    });
    clearTimeout(timer);
    try {
      // A page that is older than the server asks which file it is now.
      files = await (await fetch(`${base}foyer/manifest.json`)).json();
    } catch {}
    pause = undefined;
  };
  const inChat = (...call: Call) => {
    allow?.();
    wanted.push(call);
    button.ariaBusy = 'true';
    app ??= part('app', ({ start }: AppModule) => start(host));
    void app.then((app) => {
      button.ariaBusy = 'false';
      if (!alive.signal.aborted) for (const [verb, ...values] of wanted.splice(0)) app[verb]?.(...values);
    });
  };
  const close = () => {
    wanted = [];
    if (app) inChat('close');
  };
  const toggle = () => (button.ariaExpanded === 'true' ? close() : inChat('open'));
  const show = () => {
    if (!node.isConnected) document.body?.append(node);
  };

  let preload: HTMLLinkElement | undefined;
  const warm = () => {
    if (preload) return;
    preload = document.createElement('link');
    preload.rel = 'modulepreload';
    preload.href = `${base}foyer/assets/${settings.app}`;
    shadow.append(preload);
  };
  const place = () => {
    show();
    for (const seen of [document.documentElement, document.body]) observer.observe(seen, { childList: true });
  };
  // A page that swaps its body takes the launcher away: it comes back, and the new body is watched like the old one.
  const observer = new MutationObserver(place);

  node.className = theme;
  // The page may have a launcher of its own, or want none.
  button.hidden = launcher !== 'own';
  button.onclick = toggle;
  button.onpointerenter = button.onfocus = warm;
  listen(document, 'click', (event) => {
    try {
      if (!(event.target as Element).closest?.(launcher)) return;
      event.preventDefault();
      toggle();
    } catch (error) {
      console.warn('Foyer:', error);
    }
  });
  if (document.body) place();
  else listen(document, 'DOMContentLoaded', place);
  openCommands(
    settings.key,
    {
      ...{ close, toggle },
      show() {
        node.hidden = false;
      },
      hide() {
        node.hidden = true;
      },
      theme(name) {
        node.className = name as string;
      },
      on(name, heard) {
        const tell = heard as (detail: unknown) => void;
        // Told now, in the console; not to the page, at the event.
        if (typeof heard !== 'function') throw "'on' needs a function";
        // Who asks late has missed it.
        if (name === 'ready' && window.Foyer?.live) tell(null);
        return listen(window, `foyer:${name}`, (event) => tell((event as CustomEvent).detail));
      },
      remove() {
        alive.abort();
        void app?.then((app) => app.remove());
        clearTimeout(timer);
        observer.disconnect();
        node.remove();
        delete window.Foyer;
      },
    },
    async (...call) => {
      if (/^(open|ask|article|feedback)$/.test(call[0])) return inChat(...(call as Call));
      // What else the page asks for is in a part of its own: nothing of the chat is started for it.
      if (call[0] !== 'consent') await allowed;
      else if (call[1] !== false) allow?.();
      // One promise for all calls: they are done in the order in which they came.
      acts ??= part('acts', ({ act }: ActsModule) => act.bind(null, host));
      return (await acts)(...call);
    },
  );
  emit('ready');

  const idle: (act: () => void) => void = window.requestIdleCallback ?? setTimeout;
  const saving = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData;
  if (!required && !saving) idle(warm);
  try {
    // An open conversation or an unsent message is left from earlier.
    if (localStorage.getItem(`${storageName(settings.key)}:here`)) idle(() => alive.signal.aborted || inChat('start'));
  } catch {}
}

const settings = '__FOYER_SETTINGS__' as unknown as Settings;
if (!window.Foyer?.live) load(settings, document.currentScript as HTMLScriptElement);
