import { useState } from 'preact/hooks';
import { newId } from '../../../client/storage.ts';
import type { Collection, Outline } from '../../../protocol/articles.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Blank, Button, Confirm, Icon, IconButton } from '../../kit/ui.tsx';
import { to } from '../../router.ts';
import { now } from '../../shell/clock.ts';
import { shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import { type Catalog, languageName, nameOf, ownLanguage } from '../catalog.ts';
import { MissedList } from '../searches/MissedList.tsx';
import { Movers, type Step, useOrder } from './ordering.tsx';
import { ShelfDialog } from './ShelfDialog.tsx';

const text = words.articles;

type ShelvesProps = { desk: Desk; site: Site; catalog: Catalog; mayWrite: boolean };

/** Shelves and what stands on each, in the order in which visitors see them. */
export function Shelves({ desk, site, catalog, mayWrite }: ShelvesProps) {
  const { collections, articles, missed } = catalog;
  const { order, move } = useOrder(
    collections.map(({ id }) => id),
    (id, after) => {
      const { texts } = collections.find((one) => one.id === id) as Collection;
      return desk.ask('articles:save-collection', { site: site.id, collection: id, texts, after });
    },
  );
  const sorted = order.flatMap((id) => collections.find((one) => one.id === id) ?? []);
  const loose = articles.filter(({ collection }) => collection === null);
  return (
    <>
      {articles.length === 0 && collections.length === 0 && (
        <Blank title={text.none}>
          <p>{text.noneMore}</p>
        </Blank>
      )}
      {sorted.map((collection, nth) => (
        <Shelf
          key={collection.id}
          {...{ desk, site, collection, mayWrite }}
          {...{ nth, of: sorted.length, onMove: (by) => move(collection.id, by) }}
          articles={articles.filter((one) => one.collection === collection.id)}
        />
      ))}
      {loose.length > 0 && (
        <section class="card">
          {collections.length > 0 && <h2>{text.loose}</h2>}
          <Rows {...{ desk, mayWrite }} articles={loose} />
        </section>
      )}
      {mayWrite && <AddShelf {...{ desk, site }} />}
      {missed.length > 0 && <MissedList {...{ desk, site, missed, mayWrite }} />}
    </>
  );
}

type ShelfProps = {
  desk: Desk;
  site: Site;
  collection: Collection;
  articles: Outline[];
  mayWrite: boolean;
  nth: number;
  of: number;
  onMove(by: Step): void;
};

function Shelf(p: ShelfProps) {
  const { desk, collection } = p;
  const [isGoing, setGoing] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const name = nameOf(collection);
  return (
    <section class="card" data-order={collection.id}>
      <div class="shelf-head">
        <h2 dir="auto">{name}</h2>
        {p.mayWrite && (
          <span class="movers">
            <Movers {...{ name }} nth={p.nth} of={p.of} onMove={p.onMove} />
            <IconButton icon="pencil" label={text.shelf.change(name)} onClick={() => setChanging(true)} />
            <IconButton icon="close" label={text.shelf.remove(name)} onClick={() => setGoing(true)} />
          </span>
        )}
      </div>
      {p.articles.length > 0 ? (
        <Rows {...{ desk }} mayWrite={p.mayWrite} articles={p.articles} />
      ) : (
        <p class="soft small">{text.empty}</p>
      )}
      {isChanging && (
        <ShelfDialog
          {...{ desk, collection, site: p.site.id, onClose: () => setChanging(false) }}
          languages={[...new Set(p.articles.flatMap(({ standings }) => standings.map(({ language }) => language)))]}
        />
      )}
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

function Rows({ desk, articles, mayWrite }: { desk: Desk; articles: readonly Outline[]; mayWrite: boolean }) {
  const { order, move } = useOrder(
    articles.map(({ id }) => id),
    (article, after) => desk.ask('articles:place', { article, after }),
  );
  const sorted = order.flatMap((id) => articles.find((one) => one.id === id) ?? []);
  return (
    <ul class="article-rows">
      {sorted.map(({ id, audience, language, standings, helped }, nth) => {
        const original = standings.find((one) => one.language === language) ?? standings[0];
        return (
          <li key={id} data-order={id}>
            <a href={to('articles', id, language)} dir="auto">
              {original?.title || text.untitled}
            </a>
            <span class="movers">
              {audience === 'internal' && <span class="badge">{text.internal}</span>}
              {mayWrite && sorted.length > 1 && (
                <Movers
                  {...{ nth, name: original?.title || text.untitled }}
                  of={sorted.length}
                  onMove={(by) => move(id, by)}
                />
              )}
            </span>
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
