import { useEffect } from 'preact/hooks';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { Icon } from '../ui.tsx';
import { words } from '../words/en.ts';

const text = words.sites;
const LOOK_EVERY_MS = 3_000;
const LOOK_AGAIN_MS = 30_000;

/** Tells whether a page of the website has loaded the widget, and looks again until one has. */
export function SeenCheck({ desk, site }: { desk: Desk; site: Site }) {
  const seen = site.seenAt !== null;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void desk.ask('sites:get', { site: site.id }).then((answer) => answer.ok && desk.keepSite(answer.site));
    };
    look();
    const timer = setInterval(look, seen ? LOOK_AGAIN_MS : LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [site.id, seen]);
  return (
    <section class="card" aria-live="polite">
      <h2>{text.check}</h2>
      {site.seenAt !== null ? (
        <p class="seen">
          <Icon name="check" />
          <span>
            {text.checkYes(shortly(site.seenAt, now.value))} <span class="address">{site.seenOn}</span>
          </span>
        </p>
      ) : (
        <p class="seen soft">
          <Icon name="clock" />
          <span>{site.origins.length > 0 ? text.checkNo : text.checkAddress}</span>
        </p>
      )}
    </section>
  );
}
