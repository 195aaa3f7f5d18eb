import type { Host } from './contract.ts';

type Act = (host: Host, ...values: never[]) => unknown;

/**
 * What a page can ask for without the chat: `Foyer('track', …)` and the like. Each is a part of its own, fetched when it is first
 * called: `track: async (host, ...values) => (await import('./people/track.ts')).track(host, ...values)`.
 */
const acts: Record<string, Act> = {
  /** Shows or hides the launcher alone: whoever has one of their own opens the chat by it. */
  launcher({ button }, shown: boolean) {
    button.hidden = !shown;
  },
};

/** Does what the loader passes on. A verb that does not exist warns and never throws into the page. */
export async function act(host: Host, verb: string, ...values: unknown[]): Promise<unknown> {
  if (Object.hasOwn(acts, verb)) return acts[verb]?.(host, ...(values as never[]));
  console.warn(`Foyer: there is no verb "${verb}"`);
}
