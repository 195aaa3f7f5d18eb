import { aboutOf, follow, foyer, on, plainAll, state, tell, unknown, update, type Values } from './page.ts';

/** `Intercom('boot', …)` and the like, for pages that were written for it. */
type Page = {
  intercomSettings?: Values;
  Intercom?: ((method: string, ...values: unknown[]) => unknown) & { q?: ArrayLike<unknown>[]; booted?: boolean };
};
const page = window as unknown as Page;

/** Settings of the messenger's look and of its account: nothing that is known of a visitor. */
const SETTINGS = [
  ...['app_id', 'api_base', 'user_hash', 'intercom_user_jwt', 'alignment', 'vertical_padding', 'horizontal_padding'],
  ...['hide_default_launcher', 'custom_launcher_selector', 'session_duration', 'action_color', 'background_color'],
  ...['language_override', 'installation_type', 'theme_mode'],
];

const methods: Record<string, (...values: never[]) => unknown> = {
  boot(settings: Values = {}) {
    foyer()('show');
    tellAll({ ...page.intercomSettings, ...settings });
  },
  update: (settings: Values = {}) => tellAll(settings),
  shutdown() {
    foyer()('close');
    foyer()('logout');
    foyer()('hide');
  },
  show: () => foyer()('open'),
  hide: () => foyer()('close'),
  showMessages: () => foyer()('open', 'messages'),
  showSpace: (space: string) => foyer()('open', { home: 'home', messages: 'messages', help: 'help' }[space] ?? 'home'),
  showNewMessage: (text?: string) => foyer()('ask', text),
  showConversation: (id: string) => foyer()('open', id),
  showArticle: (id: string | number) => foyer()('article', `${id}`),
  trackEvent: (name: string, more?: Values) => foyer()('track', name, plainAll(more)),
  onShow: (heard: unknown) => on('open', () => tell(heard)),
  onHide: (heard: unknown) => on('close', () => tell(heard)),
  onUnreadCountChange(heard: unknown) {
    tell(heard, state.unread);
    return on('unread', (count) => tell(heard, count));
  },
  // The loader looks after changed pages itself.
  reattach_activator: () => {},
};

function tellAll(settings: Values): void {
  const { language_override: language, hide_default_launcher: hidden, custom_launcher_selector: own } = settings;
  if (typeof language === 'string') foyer()('locale', language);
  if (typeof hidden === 'boolean') foyer()('launcher', !hidden);
  if (typeof own === 'string') listenTo(own);
  update(aboutOf(settings, { leave: SETTINGS }));
}

let launcher: string | undefined;
function listenTo(selector: string): void {
  if (launcher === undefined) {
    document.addEventListener('click', (event) => {
      if (!launcher || !(event.target as Element).closest?.(launcher)) return;
      event.preventDefault();
      foyer()('toggle');
    });
  }
  launcher = selector;
}

function intercom(method: string, ...values: unknown[]): unknown {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (known) return known(...(values as never[]));
  unknown(`Intercom('${method}')`);
}

const waiting = page.Intercom?.q ?? [];
follow();
page.Intercom = Object.assign(intercom, { booted: true });
if (page.intercomSettings) tellAll(page.intercomSettings);
for (const call of Array.from(waiting)) intercom(...(Array.from(call) as [string]));
