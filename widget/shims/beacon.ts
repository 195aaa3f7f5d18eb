import { aboutOf, follow, foyer, on, plainAll, state, tell, unknown, update, type Values } from './page.ts';

/** `Beacon('open')` and the like, for pages that were written for it. */
type Heard = (...values: unknown[]) => void;
type Page = { Beacon?: ((method: string, options?: unknown, data?: unknown) => unknown) & { readyQueue?: Waiting[] } };
type Waiting = { method: string; options?: unknown; data?: unknown };
const page = window as unknown as Page;

/** What is told to the page, by Beacon's names. */
const events: Record<string, (heard: Heard) => () => void> = {
  ready: (heard) => on('ready', () => tell(heard)),
  open: (heard) => on('open', () => tell(heard)),
  close: (heard) => on('close', () => tell(heard)),
};
const listening: { name: string; heard: Heard; off: () => void }[] = [];

const methods: Record<string, (options: never, data: never) => unknown> = {
  init: () => foyer()('show'),
  destroy() {
    foyer()('close');
    foyer()('hide');
  },
  open: () => foyer()('open'),
  close: () => foyer()('close'),
  toggle: () => foyer()('toggle'),
  navigate(route: string) {
    if (route.startsWith('/ask')) foyer()('ask', prepared);
    else if (route.startsWith('/previous-messages')) foyer()('open', 'messages');
    else foyer()('open', route.startsWith('/docs') || route.startsWith('/answers') ? 'help' : 'home');
  },
  article: (id: string) => foyer()('article', id),
  search: () => foyer()('open', 'help'),
  identify: (said: Values) => update(aboutOf(said, { leave: ['signature', 'avatar'] })),
  prefill(said: Values) {
    const { name, email, text, subject } = said;
    update(aboutOf({ name, email }));
    prepared = [subject, text].filter((part) => typeof part === 'string' && part).join('\n');
  },
  reset() {
    prepared = '';
  },
  logout() {
    foyer()('close');
    foyer()('logout');
  },
  config(settings: { display?: { style?: string } }) {
    const style = settings?.display?.style;
    if (style) foyer()('launcher', style !== 'manual');
  },
  event: ({ type, ...more }: Values) => foyer()('track', `${type ?? 'event'}`, plainAll(more)),
  'session-data': (values: Values) => update({ attributes: plainAll(values) }),
  on: (name: string, heard: Heard) => listen(name, heard),
  once: (name: string, heard: Heard) =>
    listen(name, heard, (...values) => {
      unlisten(name, heard);
      heard(...values);
    }),
  off: (name: string, heard?: Heard) => unlisten(name, heard),
  info: () => ({ isOpen: state.open, version: 'Foyer' }),
};
let prepared = '';

function listen(name: string, heard: Heard, act = heard): void {
  const begin = events[name];
  if (begin) listening.push({ name, heard, off: begin(act) });
  else unknown(`Beacon('on', '${name}')`);
}

function unlisten(name: string, heard: Heard | undefined): void {
  for (const one of listening.filter((each) => each.name === name && (!heard || each.heard === heard))) {
    one.off?.();
    listening.splice(listening.indexOf(one), 1);
  }
}

function beacon(method: string, options?: unknown, data?: unknown): unknown {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (known) return known(options as never, data as never);
  unknown(`Beacon('${method}')`);
}

const waiting = page.Beacon?.readyQueue ?? [];
follow();
page.Beacon = Object.assign(beacon, { readyQueue: [] as Waiting[] });
for (const { method, options, data } of waiting) beacon(method, options, data);
