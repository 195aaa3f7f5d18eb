import type { Storage } from '../client/storage.ts';
import type { LoaderSettings } from '../protocol/sites.ts';

/** What the server bakes into the loader: the site's own settings, the files of the lazy parts, and what the launcher is called at first. */
export type Settings = LoaderSettings & { app: string; acts: string; label: string };

/** What the page's script may say of the look, besides the owner. */
export type Placing = {
  /** Selector of the elements that open and close the chat, or 'own' for ours. */
  launcher: string;
  theme: string;
  /** Selector of the element that the chat stands in, without a launcher. */
  inline?: string;
};

/** What the loader gives to its lazy parts. They may leave something in it for each other. */
export type Host = {
  settings: Settings;
  /** Where Foyer is served, with a slash at the end. */
  base: string;
  /** Holds the shadow root; its class is the theme that the page wants. */
  node: HTMLElement;
  shadow: ShadowRoot;
  /** The launcher. */
  button: HTMLButtonElement;
  /** What stands as data-… on the page's script. */
  data: DOMStringMap;
  /** Tells the page: as `foyer:<name>` on window. */
  emit(name: string, detail?: unknown): void;
  /** Aborted by `remove`: nothing of a part stays. */
  alive: AbortSignal;
  /** The language that the page has asked for. */
  locale?: unknown;
  /** The chat, once it runs. */
  app?: App;
  /** What this browser keeps for the site: one view of it for all parts. */
  storage?: Storage;
  /** Who is on this page, as its site says. It is kept here alone until the visitor acts. */
  who?: Who;
};

/** `sub`: the site has proven on this page that it is this one. `pass` opens a session of the same person. */
export type Who = { person: string; sub?: string; pass?: string };

/** What the chat gives back to the loader. */
export type App = {
  /** The chat runs, and need not open. */
  start?(): void;
  /** Opens a space (home, messages, help, feedback, ideas), a conversation by its id, or what was open before. */
  open(where?: unknown): void;
  close(): void;
  /** Opens with a text in the composer. */
  ask(text?: unknown): void;
  article?(which?: unknown): void;
  feedback?(kind?: unknown): void;
  /** The language that is wished for may be another one now. */
  speak(): Promise<void>;
  /** Somebody else is here now, or the same person in another session: begins from what is stored. `stays`: what is open stays so. */
  anew(how: { stays: boolean }): void;
  remove(): void;
};

/** What is asked of the chat: it is kept until the chat is here. */
export type Call = [verb: Exclude<keyof App, 'remove' | 'anew' | 'speak'>, ...values: unknown[]];

export type AppModule = {
  start(host: Host): App | Promise<App>;
  speak(host: Host): Promise<void>;
  steerLauncher(host: Host): { badge(count: number): void; opened(now: boolean): void; end(): void };
};

/** Everything that a page can ask for without the chat: `act(host, 'identify', token)`. */
export type ActsModule = { act(host: Host, verb: string, ...values: unknown[]): Promise<unknown> };

/** One name for everything that this site keeps in a browser. */
export const storageName = (key: string): string => `foyer:${key}`;
