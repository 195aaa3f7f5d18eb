import { aboutOf, follow, foyer, on, plainAll, state, unknown, update, type Values } from './page.ts';

/** `$chatwoot.toggle()` and the like, for pages that were written for it. */
type Page = { chatwootSettings?: Values; chatwootSDK?: object; $chatwoot?: object };
const page = window as unknown as Page;

const themes: Record<string, Foyer.Theme> = { auto: 'system', light: 'light', dark: 'dark' };
const announce = (name: string, detail?: unknown) =>
  window.dispatchEvent(new CustomEvent(`chatwoot:${name}`, { detail }));
const setColorScheme = (scheme: string) => foyer()('theme', themes[scheme] ?? 'system');
const toggleBubbleVisibility = (want: string) => foyer()('launcher', want !== 'hide');

const chatwoot = {
  baseUrl: '',
  hasLoaded: true,
  get isOpen() {
    return state.open;
  },
  toggle(want?: string) {
    if (want === 'open') foyer()('open');
    else foyer()(want === 'close' ? 'close' : 'toggle');
  },
  popoutChatWindow: () => foyer()('open'),
  toggleBubbleVisibility,
  setUser(identifier: string, said: Values = {}) {
    const { custom_attributes: more, ...about } = said;
    update(aboutOf({ identifier, ...about, ...(more as Values) }, { leave: ['identifier_hash'] }));
  },
  setCustomAttributes: (values: Values) => update({ attributes: plainAll(values) }),
  deleteCustomAttribute: (name: string) => update({ attributes: { [name]: null } }),
  setConversationCustomAttributes: (values: Values) => update({ attributes: plainAll(values) }),
  deleteConversationCustomAttribute: (name: string) => update({ attributes: { [name]: null } }),
  setLabel: () => unknown('$chatwoot.setLabel()'),
  removeLabel: () => unknown('$chatwoot.removeLabel()'),
  setLocale: (language: string) => foyer()('locale', language),
  setColorScheme,
  reset() {
    foyer()('close');
    foyer()('logout');
  },
};

follow();
on('open', () => announce('opened'));
on('close', () => announce('closed'));
on('message', (detail) => announce('on-message', { content: detail.text, sender: { name: detail.author } }));
on('error', (detail) => announce('error', detail));

/** Pages call it once the script is here: that is when they expect `$chatwoot` and its event. */
page.chatwootSDK = {
  run() {
    const { locale, darkMode, hideMessageBubble } = page.chatwootSettings ?? {};
    if (typeof locale === 'string') foyer()('locale', locale);
    if (typeof darkMode === 'string') setColorScheme(darkMode);
    if (hideMessageBubble === true) toggleBubbleVisibility('hide');
    page.$chatwoot = chatwoot;
    announce('ready');
  },
};
