import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Notice } from '../../kit/ui.tsx';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { SiteParts } from '../SiteParts.tsx';
import { EditMinutes } from './EditMinutes.tsx';
import { FileRules } from './FileRules.tsx';
import { Rooms } from './Rooms.tsx';

/** What visitors of a site can do in the chat. Each of it is switched at once. */
export function TalkPage({ desk, site }: { desk: Desk; site: Site }) {
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="talk" />
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        <Rooms {...{ desk, site, mayChange }} />
        <EditMinutes {...{ desk, site, mayChange }} />
        <FileRules {...{ desk, site, mayChange }} />
      </div>
    </div>
  );
}
