import { newId } from '../../client/storage.ts';
import { helpAt } from '../../protocol/portal.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { Button, ProblemNotice } from '../kit/ui.tsx';
import { go, path, to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { chosen, ownLanguage, useCatalog } from './catalog.ts';
import { ArticlePage } from './editor/ArticlePage.tsx';
import { SynonymsPage } from './searches/SynonymsPage.tsx';
import { Shelves } from './shelves/Shelves.tsx';
import './articles.css';
import { SiteChoice } from '../kit/SiteChoice.tsx';

const text = words.articles;

/** What visitors read of a site: shelves of articles, and each of them. */
export function Articles({ desk }: { desk: Desk }) {
  const [, id, language] = path.value;
  const sites = desk.sites.value;
  if (!sites) return <span class="bone" aria-hidden="true" style={{ height: '240px' }} />;
  const site = sites.find((one) => one.id === chosen.value) ?? sites[0];
  if (!site) return null;
  if (id === 'synonyms') return <SynonymsPage key={`${site.id} ${language}`} {...{ desk, site }} language={language} />;
  if (id) return <ArticlePage key={`${id} ${language}`} {...{ desk, site, id, language: language ?? ownLanguage() }} />;
  return <List key={site.id} {...{ desk, site, sites }} />;
}

function List({ desk, site, sites }: { desk: Desk; site: Site; sites: readonly Site[] }) {
  const { catalog, problem, load } = useCatalog(desk, site.id);
  const mayWrite = reaches(desk.me.value, 'agent', site.id);
  return (
    <div class="scroll">
      <div class="settings">
        <header class="top">
          <div>
            <h1>{text.title}</h1>
            <p class="soft">{text.more}</p>
            <p class="help-ways">
              {site.helpCentre.open && (
                <a href={helpAt(desk.snippetBase.value, site)} target="_blank" rel="noopener">
                  {text.helpCentre}
                </a>
              )}
              <a href={to('articles', 'synonyms')}>{words.synonyms.title}</a>
            </p>
          </div>
          {mayWrite && (
            <Button kind="primary" onClick={() => go(to('articles', newId(Date.now())))}>
              {text.write}
            </Button>
          )}
        </header>
        <SiteChoice {...{ sites, site, chosen }} label={text.site} />
        {problem && (
          <>
            <ProblemNotice problem={problem} />
            <div>
              <Button onClick={load}>{words.tryAgain}</Button>
            </div>
          </>
        )}
        {catalog ? (
          <Shelves {...{ desk, site, catalog, mayWrite }} />
        ) : (
          !problem && <span class="bone" aria-hidden="true" style={{ height: '240px' }} />
        )}
      </div>
    </div>
  );
}
