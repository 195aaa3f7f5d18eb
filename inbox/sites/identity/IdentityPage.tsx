import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Copyable } from '../../kit/copy.tsx';
import { Notice } from '../../kit/ui.tsx';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { SiteParts } from '../SiteParts.tsx';
import { Samples } from './Samples.tsx';
import { Secrets } from './Secrets.tsx';

const text = words.identity;

/** How a website's own server vouches for its visitors: the secrets, and what to do with them. */
export function IdentityPage({ desk, site }: { desk: Desk; site: Site }) {
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="identity" />
        {mayChange ? <Secrets desk={desk} site={site} /> : <Notice>{words.sites.readOnly}</Notice>}
        <section class="card">
          <h2>{text.samples}</h2>
          <p class="soft small">{text.samplesMore}</p>
          <Samples />
        </section>
        <section class="card">
          <h2>{text.page}</h2>
          <p class="soft small">{text.pageMore}</p>
          <Copyable label={text.page} text={"Foyer('identify', token);"} />
          <details>
            <summary>{text.required}</summary>
            <p class="soft small">{text.requiredMore}</p>
            <Copyable
              label={text.required}
              text={`<script async data-identity="required" src="${desk.snippetBase.value}/foyer/${site.key}.js"></script>`}
            />
          </details>
        </section>
      </div>
    </div>
  );
}
