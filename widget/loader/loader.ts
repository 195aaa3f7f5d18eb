import type { ActsModule, App, AppModule, Call, Host, Placing, Settings } from '../contract.ts';
import { openCommands, quietly } from './commands.ts';
import { drawLauncher } from './launcher.ts';

type Heard = (detail: unknown) => void;

/** All that a page loads before its visitor acts: the launcher, the verbs, and where everything else is. */
function load(settings: Settings, script: HTMLScriptElement): void {
  const base = new URL('..', script.src).href;
  const data = script.dataset;
  const { launcher, theme, inline } = { ...settings, ...(data as Placing) };
  const required = data.consent === 'required';
  // A chat that stands in the page is there without a click, as far as the page lets it.
  const standing = !!inline && !required;
  const alive = new AbortController();
  const host: Host = { settings, base, data, emit, alive: alive.signal, ...drawLauncher(settings) };
  const { node, button, shadow } = host;
  let files: Record<string, unknown> = settings;
  let app: Promise<App> | undefined;
  let acts: Promise<(verb: string, ...values: unknown[]) => unknown> | undefined;
  let wanted: Call[] = [];
  let fails = 0;
  let pause: Promise<void> | null;
  let allow: (() => void) | undefined;
  const allowed =
    required &&
    new Promise<void>((done) => {
      allow = done;
    });

  function emit(name: string, detail?: unknown): void {
    dispatchEvent(new CustomEvent(`foyer:${name}`, { detail }));
  }

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
    await new Promise<void>((done) => {
      addEventListener('online', done as () => void, alive);
      // Taken away, it does not go on.
      setTimeout(() => alive.signal.aborted || done(), Math.min(fails - 1, 30) * 1e3);
    });
    try {
      // A page that is older than the server asks which file it is now.
      files = await (await fetch(`${base}foyer/manifest.json`)).json();
    } catch {}
    pause = null;
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

  const preload = document.createElement('link');
  preload.rel = 'modulepreload';
  preload.href = `${base}foyer/assets/${settings.app}`;
  const warm = () => shadow.append(preload);
  // A page that swaps its body, or has none yet, takes the launcher in as soon as there is one, and the new body is watched like the old one.
  const place = () => {
    if (!node.isConnected) document.body?.append(node);
    for (const seen of [document.documentElement, document.body]) if (seen) observer.observe(seen, { childList: true });
  };
  const observer = new MutationObserver(place);

  node.className = theme;
  // The page may have a launcher of its own, or want none.
  button.hidden = launcher !== 'own' || standing;
  button.onclick = toggle;
  button.onpointerenter = button.onfocus = warm;
  addEventListener(
    'click',
    quietly((event: Event) => {
      if (!(event.target as Element).closest?.(launcher)) return;
      event.preventDefault();
      toggle();
    }),
    alive,
  );
  place();
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
        // Told now, in the console; not to the page, at the event.
        if (!(heard as { call?: unknown } | null)?.call) throw 'no function';
        const event = `foyer:${name}`;
        const tell = (told: Event) => (heard as Heard)((told as CustomEvent).detail);
        // Who asks late has missed it.
        if (name === 'ready' && window.Foyer?.live) (heard as Heard)(null);
        addEventListener(event, tell, alive);
        return () => removeEventListener(event, tell);
      },
      remove() {
        alive.abort();
        void app?.then((app) => app.remove());
        observer.disconnect();
        node.remove();
        delete window.Foyer;
      },
    },
    async (...call) => {
      // open, ask, article and feedback; nothing else that is a verb reads so.
      if (/open|ask|arti|feed/.test(call[0])) return inChat(...(call as Call));
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
  if (!required && !(navigator as { connection?: { saveData?: boolean } }).connection?.saveData) idle(warm);
  try {
    // An open conversation or an unsent message is left from earlier: `storageName` in the contract, written out to save its bytes.
    if (standing || localStorage.getItem(`foyer:${settings.key}:here`))
      idle(() => alive.signal.aborted || inChat('start'));
  } catch {}
}

const settings = '__FOYER_SETTINGS__' as unknown as Settings;
// By way of the prototype: what people write on a page stands in for document.currentScript, as in <img name="currentScript" src="…">.
if (!window.Foyer?.live)
  quietly(load)(settings, Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement);
