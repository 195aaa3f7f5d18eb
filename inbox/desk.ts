import { type ReadonlySignal, signal } from '@preact/signals';
import type { Site } from '../protocol/sites.ts';
import type { Member } from '../protocol/staff.ts';
import { sessionEnded } from './account.ts';
import { type Ask, type Connection, openConnection } from './connection.ts';

/** What a signed-in staff member works with: the line, and what comes over it. */
export type Desk = {
  /** Who works here; another role shows at once. */
  me: ReadonlySignal<Member>;
  line: Connection['line'];
  ask: Ask;
  sites: ReadonlySignal<readonly Site[] | undefined>;
  /** Everybody who shares a site with me. */
  colleagues: ReadonlySignal<readonly Member[]>;
  /** Asks again who I am, who else is here, and which sites there are. */
  refresh(): Promise<void>;
  /** Puts a changed or new site into the list. */
  keepSite(site: Site): void;
  close(): void;
};

export function openDesk(member: Member): Desk {
  const me = signal(member);
  const sites = signal<readonly Site[] | undefined>();
  const colleagues = signal<readonly Member[]>([]);
  const connection = openConnection({ hear, catchUp, lost: sessionEnded });
  connection.start();

  return { me, line: connection.line, ask: connection.ask, sites, colleagues, refresh, keepSite, close };

  function hear(_event: string, _payload: unknown): void {}

  function catchUp(): void {
    void refresh();
  }

  async function refresh(): Promise<void> {
    const [who, team, all] = await Promise.all([
      connection.ask('staff:me', {}),
      connection.ask('staff:list', {}),
      connection.ask('sites:list', {}),
    ]);
    if (who.ok) me.value = who.member;
    if (team.ok) colleagues.value = team.members;
    if (all.ok) sites.value = all.sites;
  }

  function keepSite(site: Site): void {
    const others = sites.value ?? [];
    const known = others.some(({ id }) => id === site.id);
    sites.value = known ? others.map((one) => (one.id === site.id ? site : one)) : [...others, site];
  }

  function close(): void {
    connection.close();
  }
}
