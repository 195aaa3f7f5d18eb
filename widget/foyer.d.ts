/**
 * The types of `Foyer('verb', …)`, the one call that a page has. Served by every Foyer at /foyer/foyer.d.ts: keep a copy in your project,
 * where TypeScript finds it. Before the script has loaded the stub keeps the calls, in order, and gives nothing back.
 */
interface FoyerCall {
  /** Opens the chat: what was open before, a space of it, or a conversation by its id. */
  (verb: 'open', where?: Foyer.Space | (string & {})): void;
  (verb: 'close' | 'toggle'): void;
  /** Shows and hides the whole widget, launcher included. */
  (verb: 'show' | 'hide'): void;
  /** Shows and hides the launcher alone, for pages that open the chat in their own way. */
  (verb: 'launcher', shown: boolean): Promise<unknown>;
  /** Opens the chat with a text to go on from. It goes behind what the visitor has begun to write. */
  (verb: 'ask', text?: string): void;
  /** Opens a help article by its id or name in the address. */
  (verb: 'article', article: string): void;
  (verb: 'feedback', kind?: Foyer.FeedbackKind): void;

  /** Says who the visitor is, by a token that the site's server has signed. It never throws: look at `ok`. */
  (verb: 'identify', token: string): Promise<Foyer.Told>;
  /** Tells more about the visitor: unverified, or verified by a signed token. */
  (verb: 'update', about: Foyer.About | string): Promise<Foyer.Told>;
  /** Signs the visitor out in all tabs and wipes what this browser kept. */
  (verb: 'logout'): Promise<Foyer.Told>;
  /** With `data-consent="required"` nothing personal is sent or stored by the page's calls before true; false wipes. */
  (verb: 'consent', given: boolean): Promise<Foyer.Told>;
  /** Tells what the visitor has done, such as `Foyer('track', 'ordered', { total: 42 })`. */
  (verb: 'track', event: string, properties?: Record<string, Foyer.Value>): Promise<Foyer.Told>;

  /** The language of the chat, such as 'de' or 'pt-BR'; without one the page's or the browser's. */
  (verb: 'locale', language?: string): Promise<unknown>;
  (verb: 'theme', theme: Foyer.Theme): void;

  /** Listens. Gives back its own off switch. `ready` is told at once where it has been already. */
  <E extends keyof Foyer.Events>(verb: 'on', event: E, heard: (detail: Foyer.Events[E]) => void): () => void;
  /** Takes everything away: no node, listener, timer or global stays. */
  (verb: 'remove'): void;

  /** Calls that came before the script had loaded. */
  q?: ArrayLike<unknown>[];
  /** The site's key, once the script has loaded. */
  live?: string;
}

declare namespace Foyer {
  type Space = 'home' | 'messages' | 'help' | 'feedback' | 'ideas';
  type FeedbackKind = 'bug' | 'idea' | 'praise';
  type Theme = 'system' | 'light' | 'dark';
  type Value = string | number | boolean | null;
  /** What a page says about its visitor. null takes a value away. */
  interface About {
    name?: string;
    email?: string;
    attributes?: Record<string, Value>;
  }
  /** What came of a call. `code` says what was wrong, such as 'token_expired'; `offline` where nobody could be reached. */
  type Told = { ok: true; [more: string]: unknown } | { ok: false; code: string; [more: string]: unknown };

  /** What is told, by `Foyer('on', …)` as a value and by `foyer:<event>` on window as `event.detail`. */
  interface Events {
    ready: null;
    open: null;
    close: null;
    /** An answer has come. */
    message: { text: string; author: string | null };
    /** How many answers wait to be read. */
    unread: number;
    /** Who the visitor is has changed. */
    identified: { person: string | null };
    /** The visitor has told what they think. */
    feedback: { kind: string; rating?: number };
    /** Something did not work, and goes on by itself where it can. */
    error: { code: string; verb?: string };
  }
}

interface Window {
  Foyer?: FoyerCall;
}
interface WindowEventMap {
  'foyer:ready': CustomEvent<Foyer.Events['ready']>;
  'foyer:open': CustomEvent<Foyer.Events['open']>;
  'foyer:close': CustomEvent<Foyer.Events['close']>;
  'foyer:message': CustomEvent<Foyer.Events['message']>;
  'foyer:unread': CustomEvent<Foyer.Events['unread']>;
  'foyer:identified': CustomEvent<Foyer.Events['identified']>;
  'foyer:feedback': CustomEvent<Foyer.Events['feedback']>;
  'foyer:error': CustomEvent<Foyer.Events['error']>;
}
declare const Foyer: FoyerCall;
