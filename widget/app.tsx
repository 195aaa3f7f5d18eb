import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { openStorage } from '../client/storage.ts';
import type { App, Host } from './contract.ts';
import { storageName } from './contract.ts';
import { type Chat, openChat } from './conversations/chat.ts';
import { Panel } from './conversations/Panel.tsx';
import { titleCount, watchPage } from './mount.ts';
import css from './panel.css?inline';
import { steerLauncher } from './steer.ts';
import { en as words } from './words/en.ts';

/** Starts the chat behind the launcher. Nothing is shown before `open`. */
export function start(host: Host): App {
  const storage = openStorage(storageName(host.settings.key));
  const chat: Chat = openChat({ host, storage, now: Date.now });
  const launcher = steerLauncher(host);
  const page = watchPage();
  const open = signal(false);
  let asked = '';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  host.shadow.adoptedStyleSheets.push(sheet);
  const place = document.createElement('div');
  host.shadow.prepend(place);

  const waiting = computed(() => (open.value && page.visible.value ? 0 : chat.unread.value));
  const endTitle = titleCount(waiting);
  const endBadge = effect(() => {
    launcher.badge(chat.unread.value);
    host.emit('unread', chat.unread.value);
  });
  const saw = () => {
    if (open.value && page.visible.value) chat.saw();
  };
  const endSeen = effect(() => {
    if (page.visible.value && open.value) queueMicrotask(saw);
  });
  const endDrawing = effect(() => {
    render(open.value ? <View /> : null, place);
  });

  function View() {
    return (
      <Panel
        chat={chat}
        words={words}
        settings={host.settings}
        height={page.height.value}
        offline={page.offline}
        onClose={close}
        onEnd={saw}
      />
    );
  }

  function show(): void {
    if (!open.value) {
      open.value = true;
      launcher.opened(true);
    }
    place.querySelector('textarea')?.focus();
  }

  function close(): void {
    if (!open.value) return;
    const inside = host.shadow.activeElement !== null;
    open.value = false;
    launcher.opened(false);
    if (inside) host.button.focus();
  }

  host.app = {
    open: show,
    close,
    ask(asking) {
      const text = `${asking ?? ''}`;
      chat.draft.value = askedFor(chat.draft.value, text, asked);
      asked = text;
      show();
    },
    remove() {
      for (const end of [endDrawing, endSeen, endBadge, endTitle, page.end, chat.remove]) end();
      render(null, place);
    },
  };
  return host.app;
}

/** What the page asks for goes behind what the visitor has begun to write; only the page's own last text gives way. */
function askedFor(draft: string, text: string, before: string): string {
  if (!draft.trim() || draft === before) return text;
  return draft.includes(text) ? draft : `${draft}\n${text}`;
}
