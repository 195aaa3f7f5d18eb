import { follow, foyer, on, plain, plainAll, state, tell, unknown, update, type Values } from './page.ts';

/** `$crisp.push(['do', 'chat:open'])` and the like, for pages that were written for it. */
type Command = [kind: string, name: string, ...more: unknown[]];
type Page = {
  $crisp?: ArrayLike<unknown> | object;
  CRISP_READY_TRIGGER?: unknown;
  CRISP_RUNTIME_CONFIG?: { locale?: unknown };
};
const page = window as unknown as Page;

let prepared = '';
const said: Values = {};

const acts: Record<string, (values: unknown[]) => void> = {
  'chat:open': () => openChat(),
  'chat:close': () => foyer()('close'),
  'chat:toggle': () => (state.open ? foyer()('close') : openChat()),
  'chat:show': () => foyer()('show'),
  'chat:hide': () => foyer()('hide'),
  'message:send': ([kind, text]) =>
    kind === 'text' ? foyer()('ask', `${text}`) : unknown(`$crisp message:send ${kind}`),
  'helpdesk:article:open': ([, slug]) => foyer()('article', `${slug}`),
  'helpdesk:search': () => foyer()('open', 'help'),
  'session:reset': () => foyer()('logout'),
};

const settings: Record<string, (values: unknown[]) => void> = {
  'user:nickname': ([name]) => update({ name: `${name}` }),
  'user:email': ([email]) => update({ email: `${email}` }),
  'user:phone': ([phone]) => update({ attributes: { phone: plain(phone) } }),
  'user:company': ([company]) => update({ attributes: { company: plain(company) } }),
  'session:data': (values) => update({ attributes: plainAll(pairsOf(values)) }),
  'session:segments': ([segments]) =>
    update({ attributes: { segments: plain(([] as unknown[]).concat(segments).join(', ')) } }),
  'session:event': ([events]) => {
    for (const [name, more] of events as [string, Values?][]) foyer()('track', name, plainAll(more));
  },
  'message:text': ([text]) => {
    prepared = `${text}`;
  },
};

/** What is told to the page, by Crisp's names. */
const events: Record<string, (heard: unknown) => () => void> = {
  'session:loaded': (heard) => on('ready', () => tell(heard)),
  'chat:opened': (heard) => on('open', () => tell(heard)),
  'chat:closed': (heard) => on('close', () => tell(heard)),
  'message:received': (heard) =>
    on('message', ({ text, author }) =>
      tell(heard, { content: text, type: 'text', from: 'operator', origin: 'chat', user: { nickname: author } }),
    ),
};
const offs = new Map<string, (() => void)[]>();

function openChat(): void {
  if (prepared) foyer()('ask', prepared);
  else foyer()('open');
  prepared = '';
}

/** `['plan', 'gold']`, `[[['plan', 'gold'], …]]` or `[{ plan: 'gold' }]`. */
function pairsOf([first, second]: unknown[]): Values {
  if (typeof first === 'string') return { [first]: second };
  return Array.isArray(first) ? Object.fromEntries(first) : { ...(first as object) };
}

function push(...commands: Command[]): void {
  for (const [kind, name, more] of commands) {
    const values = Array.isArray(more) ? more : more === undefined ? [] : [more];
    if (kind === 'do' && acts[name]) acts[name](values);
    else if (kind === 'set' && settings[name]) {
      if (typeof values[0] === 'string') said[name] = values[0];
      settings[name](values);
    } else if (kind === 'on' && events[name]) offs.set(name, [...(offs.get(name) ?? []), events[name](more)]);
    else if (kind === 'off') for (const off of offs.get(name)?.splice(0) ?? []) off?.();
    else if (kind === 'config' && name === 'color:mode')
      foyer()('theme', values[0] === 'auto' ? 'system' : (values[0] as Foyer.Theme));
    else if (kind !== 'safe') unknown(`$crisp ${kind} ${name}`);
  }
}

const is: Record<string, () => boolean> = {
  'chat:opened': () => state.open,
  'chat:closed': () => !state.open,
  'session:ongoing': () => true,
};

follow();
const locale = page.CRISP_RUNTIME_CONFIG?.locale;
if (typeof locale === 'string') foyer()('locale', locale);
const waiting = Array.isArray(page.$crisp) ? (page.$crisp as Command[]) : [];
page.$crisp = {
  push,
  is: (name: string) => is[name]?.() ?? false,
  get: (name: string) => (name === 'chat:unread:count' ? state.unread : (said[name] ?? null)),
};
push(...waiting);
on('ready', () => tell(page.CRISP_READY_TRIGGER));
