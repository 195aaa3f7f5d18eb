import { randomBytes } from 'node:crypto';
import { FIRST_LOOK } from '../../protocol/look.ts';
import { type Refused, refuse } from '../../protocol/problem.ts';
import type { LoaderSettings, Site } from '../../protocol/sites.ts';
import type { Store } from '../foundation/database/database.ts';
import type { Scope } from '../foundation/door.ts';
import { newId } from '../foundation/ids.ts';
import { cssOf, launcherOf } from './look.ts';
import { type Book, bookOf, changed } from './sentences.ts';
import * as units from './store.ts';

/** Another process on the same database may have changed a site: the copy in memory is at most this old. */
const COPY_LASTS_MS = 5_000;
const SEEN_EVERY_MS = 60_000;
const REFUSED_TOLD_MS = 24 * 3_600_000;
const FIRST_ACCENT = '#0b6b4f';
const FIRST_EDIT_MINUTES = 15;
const FIRST_GREETING = 'Hello! Ask us anything: we read every message and answer here.';

export type Sites = Awaited<ReturnType<typeof openSites>>;

/** The sites of this installation. They are few and asked for at every connection: all of them stay in memory. */
export async function openSites(o: {
  store: Store;
  now: () => number;
  /** Host name of PUBLIC_URL: what all sites share cannot be the address of one site's help. */
  ownHost: string | null;
  /** There is a new site. */
  made(): void;
  /** A page that could embed a site cannot any more. */
  narrowed(site: string): void;
}) {
  const { store, now } = o;
  let copy: readonly Site[] = [];
  let copiedAt = 0;
  let copying = false;
  const refused = new Map<string, { origin: string; at: number }>();
  await store.write(units.makeFirst, { site: fresh('My website', []), at: now() });
  await reload();

  return {
    all,
    first,
    byKey,
    byId,
    byHelpHost,
    withHelpAt,
    allows,
    allowedAnywhere,
    create,
    change,
    seen,
    refusedOn,
    loaderSettings,
    changeableSince,
    bookIn,
  };

  function all(): readonly Site[] {
    if (now() - copiedAt > COPY_LASTS_MS && !copying) {
      copying = true;
      // A failed look leaves the copy as it is: the next one tries again.
      reload()
        .catch(() => {})
        .finally(() => {
          copying = false;
        });
    }
    return copy;
  }

  async function reload(): Promise<void> {
    copy = await store.read(units.allSites, undefined);
    copiedAt = now();
  }

  function first(): Site | undefined {
    return all()[0];
  }

  function byKey(key: string): Site | undefined {
    return all().find((site) => site.key === key);
  }

  function byId(id: string): Site | undefined {
    return all().find((site) => site.id === id);
  }

  /** Whose help a host name leads to, as a browser says it in Host. */
  function byHelpHost(host: string | undefined): Site | undefined {
    const name = host?.toLowerCase().replace(/:\d+$/, '');
    return name ? all().find(({ helpCentre }) => helpCentre.open && helpCentre.host === name) : undefined;
  }

  /** Whose help is on the web at `/help/NAME`: by the owner's name for it, or the site's key. */
  function withHelpAt(name: string): Site | undefined {
    return all().find(({ key, helpCentre }) => helpCentre.open && (key === name || helpCentre.name === name));
  }

  /** Whether a page of this origin may embed the site's widget: those that its owner lists, and its help. */
  function allows(site: Site, origin: string): boolean {
    const lower = origin.toLowerCase();
    return (
      site.origins.includes(lower) ||
      (site.helpCentre.host !== null && byHelpHost(URL.parse(lower)?.host)?.id === site.id)
    );
  }

  function allowedAnywhere(origin: string): boolean {
    return all().some((site) => allows(site, origin));
  }

  /** A new site with the first address that may embed it. */
  async function create(p: { name: string; origin: string }): Promise<{ ok: true; site: Site } | Refused> {
    const origins = tidy([p.origin]);
    if (!origins.ok) return refuse('bad_input', { field: 'origin', detail: origins.detail });
    const site = fresh(p.name.trim(), origins.origins);
    await store.write(units.make, { site, at: now() });
    await reload();
    o.made();
    return { ok: true, site };
  }

  async function change(
    p: { site: string; origins?: string[] } & Partial<Omit<Site, 'id' | 'key' | 'origins' | 'seenAt' | 'seenOn'>>,
    scope: Scope,
  ): Promise<{ ok: true; site: Site } | Refused> {
    const before = scope.includes(p.site) ? byId(p.site) : undefined;
    if (!before) return refuse('not_found');
    const origins = tidy(p.origins ?? before.origins);
    if (!origins.ok) return refuse('bad_input', { field: `origins.${origins.index}`, detail: origins.detail });
    const site: Site = {
      ...before,
      name: p.name?.trim() ?? before.name,
      origins: origins.origins,
      accent: p.accent ?? before.accent,
      greeting: p.greeting ?? before.greeting,
      look: p.look ?? before.look,
      editMinutes: p.editMinutes === undefined ? before.editMinutes : p.editMinutes,
      closedRooms: p.closedRooms ? [...new Set(p.closedRooms)] : before.closedRooms,
      sentences: changed(before.sentences, p.sentences ?? []),
      helpCentre: p.helpCentre ?? before.helpCentre,
    };
    if (site.helpCentre.host !== null && site.helpCentre.host === o.ownHost) {
      return refuse('bad_input', { field: 'helpCentre.host', detail: 'is the address of Foyer itself' });
    }
    const taken = await store.write(units.change, { site });
    if (taken) return refuse('conflict', { field: `helpCentre.${taken}`, detail: 'is that of another site' });
    await reload();
    const leftHost = before.helpCentre.host !== null && before.helpCentre.host !== site.helpCentre.host;
    if (leftHost || before.origins.some((origin) => !site.origins.includes(origin))) o.narrowed(site.id);
    return { ok: true, site: byId(p.site) ?? site };
  }

  /** A page asked for the loader: keeps when and on which page, once a minute at most. `ours` is our own origin. */
  function seen(site: Site, referer: string | undefined, ours: string | undefined): void {
    const page = referer === undefined ? null : URL.parse(referer);
    if (!page || page.origin === ours) return;
    const at = now();
    if (!allows(site, page.origin)) {
      if (/^https?:$/.test(page.protocol)) refused.set(site.id, { origin: page.origin.slice(0, 300), at });
      return;
    }
    if (site.seenAt !== null && at - site.seenAt < SEEN_EVERY_MS) return;
    const on = `${page.origin}${page.pathname}`.slice(0, 300);
    site.seenAt = at;
    site.seenOn = on;
    void store.write(units.markSeen, { site: site.id, at, on }).catch(() => {
      site.seenAt = null;
    });
  }

  /** Where the snippet was loaded lately without being allowed to: perhaps an address that its owner forgot. Anybody can claim one. */
  function refusedOn(site: Site): string | null {
    const last = refused.get(site.id);
    return last && now() - last.at < REFUSED_TOLD_MS && !allows(site, last.origin) ? last.origin : null;
  }

  function loaderSettings(site: Site): LoaderSettings {
    const { key, name, greeting, editMinutes, closedRooms, look, sentences } = site;
    const { theme } = look;
    return {
      ...{ key, name, editMinutes, closedRooms, theme, launcher: launcherOf(look), css: cssOf(site) },
      ...(greeting === FIRST_GREETING ? {} : { greeting }),
      ...(sentences.length === 0 ? {} : { own: 1 as const }),
    };
  }

  /** What the chat of a site says in its owner's words. */
  function bookIn(site: Site, language: string): Book {
    return bookOf(site.sentences, language);
  }

  /** What visitors of a site wrote since then they can change and take back. */
  function changeableSince(id: string): number {
    const minutes = byId(id)?.editMinutes ?? null;
    return minutes === null ? 0 : now() - minutes * 60_000;
  }

  function fresh(name: string, origins: string[]): Site {
    return {
      ...{ id: newId(now()), key: newKey(), name, origins },
      ...{
        accent: FIRST_ACCENT,
        greeting: FIRST_GREETING,
        look: FIRST_LOOK,
        editMinutes: FIRST_EDIT_MINUTES,
        closedRooms: [],
        sentences: [],
        helpCentre: { open: true, name: null, host: null },
        seenAt: null,
        seenOn: null,
      },
    };
  }
}

const KEY_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 16 letters and digits. A byte that would favour some of them is thrown away. */
function newKey(): string {
  let key = '';
  while (key.length < 16) {
    const [byte = 255] = randomBytes(1);
    if (byte < 248) key += KEY_CHARACTERS[byte % 62];
  }
  return key;
}

type Tidied = { ok: true; origins: string[] } | { ok: false; index: number; detail: string };

/** Addresses as browsers send them in Origin: lower case, without a default port. */
function tidy(origins: readonly string[]): Tidied {
  const tidied = new Set<string>();
  for (const [index, origin] of origins.entries()) {
    const url = URL.parse(origin);
    if (!url || url.origin === 'null' || origin.includes('*')) {
      return { ok: false, index, detail: 'is no address of a website, such as https://shop.example.com' };
    }
    tidied.add(url.origin);
  }
  return { ok: true, origins: [...tidied] };
}
