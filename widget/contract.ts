import type { LoaderSettings } from '../protocol/sites.ts';

/** What the server bakes into the loader: the site's own settings and the file of the chat. */
export type Settings = LoaderSettings & { app: string };

/** What the loader gives to the chat when it starts it. */
export type Host = {
  settings: Settings;
  /** Where Foyer is served, with a slash at the end. */
  base: string;
  shadow: ShadowRoot;
  /** Tells the page: as `foyer:<name>` on window. */
  emit(name: string, detail?: unknown): void;
  /** Shows how many answers wait, on the launcher. */
  badge(count: number): void;
  /** The panel is open or closed now. */
  opened(open: boolean): void;
  focusLauncher(): void;
};

/** What the chat gives back to the loader. */
export type App = {
  open(): void;
  close(): void;
  /** Opens with a text in the composer. */
  ask(text: string): void;
  remove(): void;
};

export type AppModule = { start(host: Host): App };

/** One name for everything that this site keeps in a browser. */
export const storageName = (key: string): string => `foyer:${key}`;
