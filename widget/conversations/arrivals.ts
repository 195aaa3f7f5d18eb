import { newId } from '../../client/storage.ts';
import type { Connection } from '../connection.ts';

/** Tells once per page where the visitor is: also where an app changes its address without loading. */
export function openArrivals({ connection, now }: { connection: Connection; now: () => number }) {
  const id = newId(now());
  let told = '';
  const tell = () => {
    if (connection.line.value !== 'live' && connection.line.value !== 'http') return;
    if (told === location.href) return;
    told = location.href;
    const { language } = navigator;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    void connection.ask('people:arrive', {
      ...{
        id,
        url: clip(location.href, 2000),
        title: clip(document.title, 300),
        referrer: clip(document.referrer, 2000),
      },
      language: /^[A-Za-z0-9-]{1,35}$/.test(language) ? language : '',
      timeZone: /^[A-Za-z0-9_+/-]{1,60}$/.test(timeZone ?? '') ? timeZone : '',
    });
  };
  const target = (window as { navigation?: EventTarget }).navigation ?? window;
  const name = target === window ? 'popstate' : 'currententrychange';
  // The title usually changes after the address.
  const moved = () => void setTimeout(tell, 300);
  target.addEventListener(name, moved);
  return { tell, end: () => target.removeEventListener(name, moved) };
}

function clip(text: string, characters: number): string {
  return text
    .replaceAll('\0', '')
    .slice(0, characters)
    .replace(/[\ud800-\udbff]$/, '');
}
