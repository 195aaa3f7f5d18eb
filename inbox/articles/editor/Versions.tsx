import { useState } from 'preact/hooks';
import { Blocks } from '../../../client/articles/Blocks.tsx';
import type { Block, VersionOutline } from '../../../protocol/articles.ts';
import type { Desk } from '../../desk.ts';
import { toast, toastProblem } from '../../kit/toasts.tsx';
import { Button, Dialog } from '../../kit/ui.tsx';
import { now } from '../../shell/clock.ts';
import { shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import { Compare } from './Compare.tsx';
import { pictureForStaff } from './pictures.ts';

const text = words.articles;

/** Every text that there was: to be read, and to be said again. */
export function Versions(p: {
  desk: Desk;
  id: string;
  language: string;
  latest: number;
  /** Something is written and not saved: bringing back an older text would lose it. */
  isDirty: boolean;
  onRestored: () => void;
}) {
  const { desk, id: article, language } = p;
  const [versions, setVersions] = useState<VersionOutline[] | undefined>();
  const [compared, setCompared] = useState<number | undefined>();
  const [read, setRead] = useState<{ number: number; title: string; tree: Block[] } | undefined>();
  const load = () =>
    void desk.ask('articles:versions', { article, language }).then((answer) => {
      if (answer.ok) setVersions(answer.versions);
    });
  const open = (number: number) =>
    void desk.ask('articles:version', { article, language, number }).then((answer) => {
      if (answer.ok) setRead({ number, title: answer.text.title, tree: answer.tree });
    });
  /** `after`: what there was before can come back in the same way. */
  const restore = async (number: number, after?: number) => {
    const answer = await desk.ask('articles:restore', { article, language, number });
    if (!answer.ok) return toastProblem(answer.problem);
    setRead(undefined);
    load();
    const undo = after === undefined ? undefined : { label: words.sites.undo, act: () => void restore(after) };
    toast(after === undefined ? text.undone : text.restored, undo);
    p.onRestored();
  };
  const nameOf = (id: string | null) => desk.colleagues.value.find((one) => one.id === id)?.name ?? words.someone;

  return (
    <details class="card" onToggle={(event) => event.currentTarget.open && load()}>
      <summary>{text.versions}</summary>
      <ul class="versions">
        {versions?.map(({ number, title, by, at, published }) => (
          <li key={number}>
            <button type="button" class="link" onClick={() => open(number)}>
              {text.version(number)}
            </button>
            <span dir="auto">{title}</span>
            <span class="soft small">
              {text.by(nameOf(by))} · <bdi>{shortly(at, now.value)}</bdi>
              {published && ` · ${text.nowRead}`}
            </span>
            {versions.length > 1 && (
              <span class="at-end">
                {number !== p.latest && (
                  <Button kind="quiet" onClick={() => setCompared(number)}>
                    {words.compare.open(number)}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {compared !== undefined && versions && (
        <Compare
          key={p.latest}
          {...{ desk, article, language, versions }}
          from={compared}
          onClose={() => setCompared(undefined)}
          onRestore={p.isDirty ? null : (number) => void restore(number, p.latest)}
        />
      )}
      {read && (
        <Dialog title={text.version(read.number)} onClose={() => setRead(undefined)}>
          <p class="article-title" dir="auto">
            {read.title}
          </p>
          <div class="article version-text">
            <Blocks blocks={read.tree} film={text.film} pictureAt={pictureForStaff} onArticle={() => {}} />
          </div>
          {p.isDirty && read.number !== p.latest && <p class="soft">{words.compare.unsaved}</p>}
          <div class="actions">
            <Button onClick={() => setRead(undefined)}>{words.close}</Button>
            {read.number !== p.latest && !p.isDirty && (
              <Button kind="primary" onClick={() => void restore(read.number, p.latest)}>
                {text.restore(read.number)}
              </Button>
            )}
          </div>
        </Dialog>
      )}
    </details>
  );
}
