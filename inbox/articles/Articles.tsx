import { useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Collection, Outline } from '../../protocol/articles.ts';
import { helpAt } from '../../protocol/portal.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { go, path, to } from '../router.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { reaches } from '../staff/roles.ts';
import { Blank, Button, Confirm, Icon, IconButton, ProblemNotice } from '../ui.tsx';
import { words } from '../words/en.ts';
import { ArticlePage } from './ArticlePage.tsx';
import { type Catalog, chosen, languageName, nameOf, ownLanguage, useCatalog } from './catalog.ts';
import { MissedList } from './MissedList.tsx';
import { SynonymsPage } from './SynonymsPage.tsx';
import './articles.css';

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
            <p class="ways">
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
        {sites.length > 1 && (
          <label class="beside">
            {text.site}
            <select
              class="input"
              value={site.id}
              onInput={(event) => {
                chosen.value = event.currentTarget.value;
              }}
            >
              {sites.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
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

type ShelvesProps = { desk: Desk; site: Site; catalog: Catalog; mayWrite: boolean };

function Shelves({ desk, site, catalog, mayWrite }: ShelvesProps) {
  const { collections, articles, missed } = catalog;
  const loose = articles.filter(({ collection }) => collection === null);
  return (
    <>
      {articles.length === 0 && collections.length === 0 && (
        <Blank title={text.none}>
          <p>{text.noneMore}</p>
        </Blank>
      )}
      {collections.map((collection) => (
        <Shelf
          key={collection.id}
          {...{ desk, site, collection, mayWrite }}
          articles={articles.filter((one) => one.collection === collection.id)}
        />
      ))}
      {loose.length > 0 && (
        <section class="card">
          {collections.length > 0 && <h2>{text.loose}</h2>}
          <Rows articles={loose} />
        </section>
      )}
      {mayWrite && <AddShelf {...{ desk, site }} />}
      {missed.length > 0 && <MissedList {...{ desk, site, missed, mayWrite }} />}
    </>
  );
}

function Shelf(p: { desk: Desk; site: Site; collection: Collection; articles: Outline[]; mayWrite: boolean }) {
  const { desk, collection } = p;
  const [isGoing, setGoing] = useState(false);
  const name = nameOf(collection);
  return (
    <section class="card">
      <div class="shelf-head">
        <h2 dir="auto">{name}</h2>
        {p.mayWrite && <IconButton icon="close" label={text.shelf.remove(name)} onClick={() => setGoing(true)} />}
      </div>
      {p.articles.length > 0 ? <Rows articles={p.articles} /> : <p class="soft small">{text.empty}</p>}
      {isGoing && (
        <Confirm
          title={text.shelf.sure(name)}
          text={text.shelf.sureMore}
          yes={text.shelf.yes}
          onYes={() =>
            void desk.ask('articles:remove-collection', { collection: collection.id }).then(() => setGoing(false))
          }
          onClose={() => setGoing(false)}
        />
      )}
    </section>
  );
}

function Rows({ articles }: { articles: readonly Outline[] }) {
  return (
    <ul class="article-rows">
      {articles.map(({ id, audience, language, standings, helped }) => {
        const original = standings.find((one) => one.language === language) ?? standings[0];
        return (
          <li key={id}>
            <a href={to('articles', id, language)} dir="auto">
              {original?.title || text.untitled}
            </a>
            {audience === 'internal' && <span class="badge">{text.internal}</span>}
            <ul class="standings">
              {standings.map((one) => (
                <li key={one.language}>
                  <a href={to('articles', id, one.language)}>
                    <bdi>{languageName(one.language)}</bdi>: {text.states[one.state]}
                    {one.publishAt !== null && `, ${text.planned(shortly(one.publishAt, now.value))}`}
                    {one.stale && `, ${text.stale}`}
                  </a>
                </li>
              ))}
              {helped.yes + helped.no > 0 && (
                <li class="soft">{text.readers.short(helped.yes, helped.yes + helped.no)}</li>
              )}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

function AddShelf({ desk, site }: { desk: Desk; site: Site }) {
  const [name, setName] = useState('');
  const add = () => {
    const title = name.trim();
    if (!title) return;
    const texts = [{ language: ownLanguage(), title, description: '' }];
    void desk
      .ask('articles:save-collection', { site: site.id, collection: newId(Date.now()), texts })
      .then((answer) => {
        if (answer.ok) setName('');
      });
  };
  return (
    <form
      class="beside"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        class="input"
        aria-label={text.shelf.name}
        placeholder={text.shelf.name}
        maxLength={200}
        dir="auto"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!name.trim()}>
        <Icon name="plus" size={18} />
        {text.shelf.add}
      </Button>
    </form>
  );
}
