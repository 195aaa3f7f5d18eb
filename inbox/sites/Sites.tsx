import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { FormPage } from '../forms/FormPage.tsx';
import { HoursPage } from '../hours/HoursPage.tsx';
import { Filter, fits, NothingFits } from '../kit/filter.tsx';
import { Blank, Button, Icon, ProblemNotice } from '../kit/ui.tsx';
import { path, to } from '../router.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { reaches } from '../staff/roles.ts';
import { SurveysPage } from '../surveys/SurveysPage.tsx';
import { words } from '../words/en.ts';
import { hasUnsaved } from './draft.ts';
import { HelpPage } from './help/HelpPage.tsx';
import { IdentityPage } from './identity/IdentityPage.tsx';
import { NewSite } from './NewSite.tsx';
import { SitePage } from './SitePage.tsx';
import { SentencesPage } from './sentences/SentencesPage.tsx';
import { TalkPage } from './talk/TalkPage.tsx';

const text = words.sites;

export function Sites({ desk }: { desk: Desk }) {
  const [, id, part] = path.value;
  const all = desk.sites.value;
  if (id === 'new') return <NewSite desk={desk} />;
  if (all === undefined) return <Loading desk={desk} />;
  if (id === undefined) return <List desk={desk} sites={all} />;
  const site = all.find((one) => one.id === id);
  if (site && part === 'form') return <FormPage key={id} desk={desk} site={site} />;
  if (site && part === 'hours') return <HoursPage key={id} desk={desk} site={site} />;
  if (site && part === 'surveys') return <SurveysPage key={id} desk={desk} site={site} />;
  if (site && part === 'help') return <HelpPage key={id} desk={desk} site={site} />;
  if (site && part === 'sentences') return <SentencesPage key={id} desk={desk} site={site} />;
  if (site && part === 'talk') return <TalkPage key={id} desk={desk} site={site} />;
  if (site && part === 'identity') return <IdentityPage key={id} desk={desk} site={site} />;
  if (site) return <SitePage key={id} desk={desk} site={site} />;
  return (
    <Blank title={text.gone} whole>
      <p>{text.goneMore}</p>
      <a href={to('sites')}>{text.all}</a>
    </Blank>
  );
}

function List({ desk, sites }: { desk: Desk; sites: readonly Site[] }) {
  const [typed, setTyped] = useState('');
  const found = sites.filter(({ name, origins }) => fits(typed, name, ...origins));
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
        <Filter count={sites.length} label={text.find} value={typed} onInput={setTyped} />
        {sites.length === 0 && (
          <Blank title={text.none}>
            <p>{text.noneMore}</p>
          </Blank>
        )}
        {sites.length > 0 && found.length === 0 && <NothingFits />}
        <ul class="cards" hidden={found.length === 0}>
          {found.map((site) => (
            <li key={site.id}>
              <a class="site" href={to('sites', site.id)}>
                <span class="swatch" style={{ background: site.accent }} />
                <span class="lines">
                  <strong class="one-line" dir="auto">
                    {site.name}
                  </strong>
                  <span class="soft small origins">
                    <bdi class="one-line" dir={site.origins[0] ? 'ltr' : undefined}>
                      {site.origins[0] ?? text.noAddress}
                    </bdi>
                    {site.origins.length > 1 && <span>{text.others(site.origins.length - 1)}</span>}
                  </span>
                </span>
                {hasUnsaved(desk, site) && <span class="pill waits">{text.notSaved}</span>}
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

function Loading({ desk }: { desk: Desk }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = () => void desk.refresh().then(setProblem);
  useEffect(load, [desk]);
  if (!problem) return <Bones />;
  return (
    <div class="scroll">
      <div class="settings">
        <h1>{text.title}</h1>
        <ProblemNotice problem={problem} />
        <div>
          <Button onClick={load}>{words.tryAgain}</Button>
        </div>
      </div>
    </div>
  );
}

function Bones() {
  return (
    <div class="settings wide" aria-hidden="true">
      {[120, 64, 64].map((height, at) => (
        <span key={`${at}-${height}`} class="bone" style={{ height: `${height}px`, marginBottom: '12px' }} />
      ))}
    </div>
  );
}
