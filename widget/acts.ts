import type { Host } from './contract.ts';
import { consent, identify, logout, relabel, track, update } from './identity/identity.ts';

type Act = (host: Host, ...values: never[]) => unknown;

/** What a page can ask for without the chat: `Foyer('track', …)` and the like. */
const acts: Record<string, Act> = {
  ...{ identify, update, track, logout, consent },
  /** Without a language it is the page's or the browser's again. */
  locale(host, language?: string) {
    host.locale = language;
    return host.app ? host.app.speak() : relabel(host);
  },
  /** Shows or hides the launcher alone: whoever has one of their own opens the chat by it. */
  launcher({ button }, shown: boolean) {
    button.hidden = !shown;
  },
};

/** Does what the loader passes on. A verb that does not exist warns and never throws into the page. */
export async function act(host: Host, verb: string, ...values: unknown[]): Promise<unknown> {
  try {
    if (Object.hasOwn(acts, verb)) return await acts[verb]?.(host, ...(values as never[]));
    console.warn(`Foyer: there is no verb "${verb}"`);
  } catch (error) {
    console.warn('Foyer:', error);
  }
}
