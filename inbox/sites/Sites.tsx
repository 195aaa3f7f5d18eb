import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { path, to } from '../router.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { reaches } from '../staff/roles.ts';
import { Blank, Icon } from '../ui.tsx';
import { words } from '../words/en.ts';
import { NewSite } from './NewSite.tsx';
import { SitePage } from './SitePage.tsx';
import './sites.css';

const text = words.sites;

export function Sites({ desk }: { desk: Desk }) {
  const [, id] = path.value;
  const all = desk.sites.value;
  if (id === 'new') return <NewSite desk={desk} />;
  if (all === undefined) return <Bones />;
  if (id === undefined) return <List desk={desk} sites={all} />;
  const site = all.find((one) => one.id === id);
  if (site) return <SitePage key={id} desk={desk} site={site} />;
  return (
    <Blank title={text.gone} whole>
      <p>{text.goneMore}</p>
      <a href={to('sites')}>{text.all}</a>
    </Blank>
  );
}

function List({ desk, sites }: { desk: Desk; sites: readonly Site[] }) {
  const mayCreate = reaches(desk.me.value, 'owner', null);
  return (
    <div class="scroll">
      <div class="settings">
        <header class="top">
          <div>
            <h1>{text.title}</h1>
            <p class="soft">{text.more}</p>
          </div>
          {mayCreate && (
            <a class="button primary" href={to('sites', 'new')}>
              <Icon name="plus" size={18} />
              {text.create}
            </a>
          )}
        </header>
        <ul class="cards">
          {sites.map((site) => (
            <li key={site.id}>
              <a class="site" href={to('sites', site.id)}>
                <span class="swatch" style={{ background: site.accent }} />
                <span class="lines">
                  <strong class="one-line" dir="auto">
                    {site.name}
                  </strong>
                  <span class="soft small one-line">
                    {site.origins[0] ?? text.noAddress}{' '}
                    {site.origins.length > 1 && text.others(site.origins.length - 1)}
                  </span>
                </span>
                <span class={site.seenAt === null ? 'pill waits' : 'pill'}>
                  {site.seenAt === null ? text.notSeen : text.seen(shortly(site.seenAt, now.value))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Bones() {
  return (
    <div class="settings" aria-hidden="true">
      {[120, 64, 64].map((height, at) => (
        <span key={`${at}-${height}`} class="bone" style={{ height: `${height}px`, marginBottom: '12px' }} />
      ))}
    </div>
  );
}
