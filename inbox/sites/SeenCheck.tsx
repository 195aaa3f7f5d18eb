import { useEffect, useState } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { Icon, Notice } from '../kit/ui.tsx';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';

const text = words.sites;
const LOOK_EVERY_MS = 3_000;
const LOOK_AGAIN_MS = 30_000;

/**
 * Looks at the site again and again: until a page has loaded the widget, every few seconds. Gives where it was loaded without being allowed
 * to.
 */
export function useLooks(desk: Desk, { id, seenAt }: Site): string | null {
  const [refusedOn, setRefusedOn] = useState<string | null>(null);
  const everyMs = seenAt === null ? LOOK_EVERY_MS : LOOK_AGAIN_MS;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void desk.ask('sites:get', { site: id }).then((answer) => {
        if (!answer.ok) return;
        desk.keepSite(answer.site);
        setRefusedOn(answer.refusedOn);
      });
    };
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [id, everyMs]);
  return refusedOn;
}

/** Tells whether a page of the website has loaded the widget: when, and which. */
export function SeenCheck({ site, refusedOn }: { site: Site; refusedOn: string | null }) {
  const seen = site.seenAt !== null;
  return (
    <>
      <p class={seen ? 'seen' : 'seen soft'} aria-live="polite">
        <Icon name={seen ? 'check' : 'clock'} />
        <span>
          {site.seenAt === null ? text.checkNo : text.checkYes(shortly(site.seenAt, now.value))}{' '}
          {site.seenOn && <Page url={site.seenOn} />}
        </span>
      </p>
      {refusedOn !== null && <Notice>{text.refusedOn(refusedOn)}</Notice>}
      {!seen && (
        <details>
          <summary>{text.stillNot}</summary>
          <ul class="causes soft small">
            {text.stillNotMore.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A page of the website; it is not told where it was opened from. */
function Page({ url }: { url: string }) {
  return (
    <a class="address" href={url} target="_blank" rel="noreferrer noopener" dir="ltr">
      {url}
    </a>
  );
}
