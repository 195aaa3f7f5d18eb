import type { View } from '../../protocol/boards.ts';
import type { Desk } from '../desk.ts';
import { path } from '../router.ts';
import { chosen, VIEWS } from './board.ts';
import { IdeaList } from './IdeaList.tsx';
import { IdeaPage } from './IdeaPage.tsx';
import { NewIdea } from './NewIdea.tsx';
import { RulesPage } from './RulesPage.tsx';
import './boards.css';

/** What people wish for on a site: the list, one of them, and how the board is kept. */
export function Boards({ desk }: { desk: Desk }) {
  const [, part] = path.value;
  const sites = desk.sites.value;
  if (!sites) return <span class="bone" aria-hidden="true" style={{ height: '240px' }} />;
  const site = sites.find((one) => one.id === chosen.value) ?? sites[0];
  if (!site) return null;
  if (part === 'rules') return <RulesPage key={site.id} {...{ desk, site }} />;
  if (part === 'new') return <NewIdea key={site.id} {...{ desk, site }} />;
  if (part !== undefined && !isView(part)) return <IdeaPage key={part} {...{ desk, id: part }} />;
  return <IdeaList key={site.id} {...{ desk, site, sites, view: part ?? 'all' }} />;
}

function isView(part: string): part is View {
  return (VIEWS as readonly string[]).includes(part);
}
