import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { openStorage } from '../client/storage.ts';
import type { App, AppModule, Host } from './contract.ts';
import { storageName } from './contract.ts';
import { Announcer } from './conversations/Announcer.tsx';
import { type Chat, openChat } from './conversations/chat.ts';
import composerCss from './conversations/composer.css?inline';
import threadCss from './conversations/thread.css?inline';
import { fetcher, onMissing } from './fetcher.ts';
import { focusIn } from './panel/focus.ts';
import { titleCount, watchPage, whileAway } from './panel/mount.ts';
import { Panel } from './panel/Panel.tsx';
import panelCss from './panel/panel.css?inline';
import { rooms } from './panel/rooms.ts';
import { openSpaces, type Space } from './panel/spaces.ts';
import { steerLauncher } from './steer.ts';
import { chat as english } from './words/en/chat.ts';
import { speak } from './words/speak.ts';
import { wordsOf } from './words/speech.ts';

export { speak, steerLauncher };

/** Where the panel is as high as the screen: panel.css says the same. */
const SMALL = '(max-width:480px),(max-height:480px)';
const phonePart = fetcher(() => import('./panel/phone.ts'));

/** Starts the chat behind the launcher, once it can speak to its visitor. Nothing is shown before `open`. */
export async function start(host: Host): Promise<App> {
  await speak(host);
  return begin(host);
}

function begin(host: Host): App {
  host.storage ??= openStorage(storageName(host.settings.key));
  const { storage } = host;
  const chat: Chat = openChat({ host, storage, now: Date.now, other: (how) => app.anew({ stays: how === 'moved' }) });
  const spaces = openSpaces(host.settings.closedRooms);
  const launcher = steerLauncher(host);
  const page = watchPage();
  const open = signal(false);
  /** Where the chat stands in the page: nothing is asked or sent before the visitor does something in it. */
  let inline = host.data.inline;
  const acted = signal(!inline);
  const inView = signal(true);
  let asked = '';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(panelCss + threadCss + composerCss);
  host.shadow.adoptedStyleSheets.push(sheet);
  const place = document.createElement('div');
  host.shadow.prepend(place);
  const small = matchMedia(SMALL);
  let screen: { opened(now: boolean): void; end(): void } | undefined;

  const inSight = computed(() => open.value && page.visible.value && inView.value);
  const waiting = computed(() => (inSight.value ? 0 : chat.unread.value));
  const endTitle = titleCount(waiting);
  const endBadge = effect(() => {
    launcher.badge(chat.unread.value);
    host.emit('unread', chat.unread.value);
  });
  const saw = () => {
    if (inSight.value && spaces.space.value.at === 'conversation') chat.saw();
  };
  const endDrawing = effect(() => {
    render(
      <>
        <Announcer chat={chat} />
        {open.value && <View />}
      </>,
      place,
    );
    fill();
  });
  // Out of the back-forward cache a page is seen before it can look who is here now.
  const endHiding = whileAway(place);
  onMissing(renew);
  small.onchange = fill;
  const speaks = () => speak(host);
  // Pages of an app change their language without being loaded again.
  const language = new MutationObserver(speaks);
  language.observe(document.documentElement, { attributeFilter: ['lang'] });
  let endStanding = () => {};
  const standing = inline && standIn(inline);

  // The loader keeps what it was given: a later one does all of it.
  const app: App = Object.assign(host.app ?? {}, {
    open: show,
    close,
    ask(asking?: unknown) {
      const text = typeof asking === 'string' ? asking : '';
      chat.draft.value = askedFor(chat.draft.value, text, asked);
      asked = text;
      spaces.go({ at: 'conversation' });
      show();
    },
    article(which: unknown) {
      // Where help is closed, its articles are as well.
      if (!spaces.has('help')) spaces.go({ at: 'conversation' });
      else spaces.go(typeof which === 'string' ? { at: 'article', what: which } : { at: 'help' });
      show();
    },
    feedback(kind: unknown) {
      spaces.go({ at: 'feedback', what: typeof kind === 'string' ? kind : '' });
      show();
    },
    speak: speaks,
    anew({ stays }: { stays: boolean }) {
      void again(() => begin(host), stays);
    },
    remove,
  });
  host.app = app;
  return app;

  function View() {
    return (
      <Panel
        {...{ chat, spaces }}
        words={wordsOf('chat', english)}
        settings={host.settings}
        acted={inline ? acted : undefined}
        offline={page.offline}
        onClose={close}
        onEnd={saw}
      />
    );
  }

  function show(where?: unknown): void {
    if (standing) void standing.then(() => enter(where));
    else enter(where);
  }

  /** On a small screen the panel is what can be seen of it. Where that part cannot be had, it is as high as the window. */
  function fill(): void {
    if (screen) screen.opened(open.value && !inline);
    else if (open.value && small.matches) void phonePart().then(stretch, () => {});
  }

  function stretch({ fillScreen }: Awaited<ReturnType<typeof phonePart>>): void {
    if (!place.parentNode) return;
    screen ??= fillScreen(place);
    fill();
  }

  /** Opens where the visitor was, or where answers wait; or at what was asked for, as far as there is such a room. */
  function enter(where: unknown): void {
    if (inline) act();
    chat.greet();
    // Where its sentences could not be had before, they may be now.
    void speaks();
    if (!open.value) {
      chat.enter();
      if (where === undefined) chat.showNews();
      open.value = true;
      launcher.opened(true);
    }
    const at = where as Space['at'];
    if (Object.hasOwn(rooms, at)) spaces.go({ at });
    else if (typeof where === 'string') {
      chat.seek(where);
      spaces.go({ at: 'conversation' });
    }
    focusIn(place);
  }

  function act(): void {
    if (acted.value) return;
    acted.value = true;
    chat.greet();
    chat.enter();
  }

  /** Where that part cannot be had, the chat is behind its launcher after all. */
  async function standIn(selector: string): Promise<void> {
    try {
      const { stand } = await import('./inline/inline.ts');
      // Taken away meanwhile.
      if (!place.parentNode) return;
      endStanding = stand({
        ...{ host, selector, place, acted: act },
        inView(now) {
          inView.value = now;
        },
      });
      host.button.hidden = true;
      open.value = true;
      host.emit('open');
    } catch {
      inline = undefined;
      acted.value = true;
      host.button.hidden = false;
    }
  }

  function close(): void {
    if (!open.value || inline) return;
    const inside = host.shadow.activeElement !== null;
    open.value = false;
    launcher.opened(false);
    if (inside) host.button.focus();
  }

  /** A file of ours is gone. Where the server has a newer build by now, that one takes over, with what is stored. */
  async function renew(): Promise<void> {
    try {
      const { app: file } = await (await fetch(`${host.base}foyer/manifest.json`)).json();
      if (import.meta.url.includes(file)) return;
      const module: AppModule = await import(/* @vite-ignore */ `${host.base}foyer/assets/${file}`);
      await again(() => module.start(host), true);
    } catch {
      // Away as well: the part says that it could not be had.
    }
  }

  /** Begins from what is stored; `stays`: where the visitor is in it. What had the focus on the page keeps it. */
  async function again(next: () => App | Promise<App>, stays: boolean): Promise<void> {
    const { at } = spaces.space.value;
    const was = open.value;
    const focused = host.shadow.activeElement ? null : document.activeElement;
    remove();
    if (was) launcher.opened(false);
    const app = await next();
    if (!was || !stays) return;
    app.open(at);
    (focused as HTMLElement | null)?.focus?.();
  }

  function remove(): void {
    const ends = [endDrawing, endBadge, endTitle, endHiding, endStanding];
    for (const end of [...ends, launcher.end, page.end, chat.remove]) end();
    screen?.end();
    small.onchange = null;
    language.disconnect();
    render(null, place);
    place.remove();
  }
}

/** What the page asks for goes behind what the visitor has begun to write; only the page's own last text gives way. */
function askedFor(draft: string, text: string, before: string): string {
  if (!draft.trim() || draft === before) return text;
  return draft.includes(text) ? draft : `${draft}\n${text}`;
}
