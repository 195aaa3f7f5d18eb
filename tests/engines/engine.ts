import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A browser that is not Chromium, as far as the scenes of this folder need one. */
export type Engine = {
  name: string;
  /** What is not on this machine, in a sentence; null where everything is there. */
  missing: string | null;
  start(): Promise<Running>;
};

export type Running = {
  version: string;
  /** A visitor's browser: nothing is stored in it yet. One at a time. */
  visit(size: Size): Promise<Visit>;
  close(): Promise<void>;
};

export type Size = { width: number; height: number };

/** One page of a visitor. Whatever has to be as people do it (click, type) goes by the browser's own input. */
export type Visit = {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs in the page; plain values go in and come out. */
  run<A, T>(act: (value: A) => T, value: A): Promise<T>;
  click(what: What): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  press(key: 'Tab' | 'Enter' | 'Escape'): Promise<void>;
  /** Chooses a file in a file field. */
  choose(what: What, file: string): Promise<void>;
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
};

/** Something on the page or in the widget: the first that fits the selector and is called so. */
export type What = { css: string; name?: string };

/** Runs in the page: finds it in the widget or, where it is not there, on the page. A name that ends in … is a beginning. */
export function findIn({ css, name }: What): Element | null {
  const named = (node: Element) => {
    const called = (node.getAttribute('aria-label') ?? node.textContent ?? '').trim();
    return name?.endsWith('…*') ? called.startsWith(name.slice(0, -2)) : name === undefined || called === name;
  };
  const shadow = document.querySelector('foyer-widget')?.shadowRoot;
  const all = [...(shadow?.querySelectorAll(css) ?? []), ...document.querySelectorAll(css)];
  return all.find(named) ?? null;
}

/** The first of these programs that the machine has. */
export function onThisMachine(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => (name.startsWith('/') ? [name] : folders.map((one) => join(one, name))))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
