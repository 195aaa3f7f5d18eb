import { HERE_AT_MOST, type Present } from '../../protocol/staff.ts';

/** Who only loads the inbox anew was never away; who comes and goes together is told of once. */
const TOLD_AFTER_MS = 2_000;

export type WhoIsHere = ReturnType<typeof openHere>;

/**
 * Who of the staff is there for a site's visitors: whoever has the inbox open and may answer there, within the hours that the site keeps.
 * It knows the lines of its own process, and forgets with it.
 */
export function openHere(o: {
  /** Everybody at the staff door, a line each. */
  connected(): readonly { id: string }[];
  mayAnswer(staff: string, site: string): boolean;
  present(staff: string): Present | undefined;
  isOpen(site: string): Promise<boolean>;
  /** Puts a visitor's line among those that are told of this site. */
  join(socket: string, site: string): void;
  /** Whether any is among them. */
  isWatched(site: string): boolean;
  tell(site: string, here: Present[]): void;
  failed(error: unknown): void;
}) {
  /** What was told of each site that somebody watches. */
  const told = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  return { here, watch, stir, close: () => clearTimeout(timer) };

  /** A handful at most, and always the same ones, so that nobody counts who works here. */
  async function here(site: string): Promise<Present[]> {
    if (!(await o.isOpen(site))) return [];
    const ids = new Set(o.connected().map(({ id }) => id));
    return [...ids]
      .filter((id) => o.mayAnswer(id, site))
      .sort()
      .flatMap((id) => o.present(id) ?? [])
      .slice(0, HERE_AT_MOST);
  }

  /** The same, and from now on this line is told of it. */
  async function watch(site: string, socket: string | null): Promise<Present[]> {
    const now = await here(site);
    if (socket !== null) {
      o.join(socket, site);
      // What others have been told may be older: they hear of it in a moment.
      if (!told.has(site)) told.set(site, JSON.stringify(now));
    }
    return now;
  }

  /** Somebody of the staff came or went, or is another now. */
  function stir(): void {
    if (told.size === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      look().catch(o.failed);
    }, TOLD_AFTER_MS).unref();
  }

  async function look(): Promise<void> {
    for (const [site, before] of told) {
      if (!o.isWatched(site)) {
        told.delete(site);
        continue;
      }
      const now = await here(site);
      const text = JSON.stringify(now);
      if (text === before) continue;
      told.set(site, text);
      o.tell(site, now);
    }
  }
}
