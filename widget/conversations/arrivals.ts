import { isUp } from '../../client/standing.ts';
import { newId } from '../../client/storage.ts';
import type { Connection } from '../connection.ts';
import { ownTitle } from '../panel/mount.ts';

const SETTLES_MS = 300;
/** Of one address: a page may have its title blink. */
const TITLES_AT_MOST = 3;

/** Tells once per page where the visitor is: also where an app changes its address without loading. */
export function openArrivals({ connection, now }: { connection: Connection; now: () => number }) {
  const id = newId(now());
  let told = { href: '', title: '' };
  let times = 0;
  const tell = () => {
    if (!isUp(connection.line.value)) return;
    const [{ href }, title] = [location, ownTitle()];
    if (told.href === href && (told.title === title || ++times > TITLES_AT_MOST)) return;
    if (told.href !== href) times = 0;
    told = { href, title };
    const { language } = navigator;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    void connection.ask('people:arrive', {
      ...{
        id,
        url: clip(href, 2000),
        title: clip(title, 300),
        referrer: clip(document.referrer, 2000),
      },
      language: /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : '',
      timeZone: /^[A-Za-z0-9_+/-]{1,60}$/.test(timeZone ?? '') ? timeZone : '',
    });
  };
  const target = (window as { navigation?: EventTarget }).navigation ?? window;
  const name = target === window ? 'popstate' : 'currententrychange';
  let waiting: ReturnType<typeof setTimeout> | undefined;
  // The title changes after the address, or long after, when what the page is about has come.
  const moved = () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, SETTLES_MS);
  };
  const titles = new MutationObserver(moved);
  titles.observe(document.head, { childList: true, subtree: true, characterData: true });
  target.addEventListener(name, moved);
  return {
    tell,
    end: () => {
      clearTimeout(waiting);
      titles.disconnect();
      target.removeEventListener(name, moved);
    },
  };
}

function clip(text: string, characters: number): string {
  return text
    .replaceAll('\0', '')
    .slice(0, characters)
    .replace(/[\ud800-\udbff]$/, '');
}
