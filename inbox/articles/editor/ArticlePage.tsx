import { useEffect, useState } from 'preact/hooks';
import type { Block, Collection, Outline, Standing, Version } from '../../../protocol/articles.ts';
import { helpAt, places } from '../../../protocol/portal.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { toast } from '../../kit/toasts.tsx';
import { Button, Field, Notice, ProblemNotice } from '../../kit/ui.tsx';
import { go, to } from '../../router.ts';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { AddLanguage } from '../AddLanguage.tsx';
import { languageName } from '../catalog.ts';
import { ReadersSay } from '../ReadersSay.tsx';
import { BodyField } from './BodyField.tsx';
import { type Draft, draftOf } from './draft.ts';
import { Place } from './Place.tsx';
import { Preview } from './Preview.tsx';
import { Publishing } from './Publishing.tsx';
import { picturesOf } from './pictures.ts';
import { Versions } from './Versions.tsx';
import '../articles.css';

const text = words.articles;
const EMPTY: Draft = { title: '', summary: '', body: '' };
/** Those that the widget speaks. */

type Props = { desk: Desk; site: Site; id: string; language: string };

/** One article in one language: its text beside how visitors read it, and what becomes of it. */
export function ArticlePage({ desk, site: chosen, id, language }: Props) {
  const { kept, problem: trouble, collections, load, take } = useArticle(desk, chosen, id, language);
  // Who follows a link may come to another site's than they looked at last.
  const site = desk.sites.value?.find((one) => one.id === kept?.article.site) ?? chosen;
  const draft = draftOf(desk, id, language);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const mayWrite = reaches(desk.me.value, 'agent', site.id);
  if (kept === undefined) return <Waiting trouble={trouble} load={load} />;

  const begunFrom = kept?.article.conversation ?? draft.value?.conversation;
  const saved: Draft = kept?.text ?? EMPTY;
  const shown = draft.value ?? saved;
  const isDirty = draft.value !== undefined;
  const set = (part: Partial<Draft>) => {
    const { conversation } = draft.value ?? {};
    const next: Draft = { title: shown.title, summary: shown.summary, body: shown.body, conversation, ...part };
    const same = kept !== null && (Object.keys(EMPTY) as (keyof Draft)[]).every((name) => next[name] === saved[name]);
    draft.value = same ? undefined : next;
  };

  /** What is written goes to the server; whether it is there now. */
  async function save(): Promise<boolean> {
    if (!isDirty && kept) return true;
    setBusy(true);
    const { title, summary, body, conversation } = shown;
    const sent = draft.value;
    const answer = await desk.ask('articles:save', {
      ...{ site: site.id, article: id, language, edits: kept?.edits ?? 0 },
      ...{ title: title.trim() || text.untitled, summary, body },
      ...(conversation && !kept && { conversation }),
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return false;
    // Somebody may have gone on typing meanwhile.
    if (draft.value === sent) draft.value = undefined;
    take(answer);
    return true;
  }

  return (
    <div class="scroll">
      <div class="settings">
        <a href={to('articles')}>{text.all}</a>
        <h1 dir="auto">{shown.title || text.untitled}</h1>
        {kept && <OnTheWeb {...{ desk, site, kept, language }} />}
        <Languages {...{ id, language }} standings={kept?.article.standings ?? []} />
        {begunFrom && (
          <p>
            <a href={to('conversations', begunFrom)}>{text.begunFrom}</a>
          </p>
        )}
        {!mayWrite && <Notice>{words.sites.readOnly}</Notice>}
        {kept?.standing.stale && (
          <Notice
            action={
              mayWrite && (
                <Button onClick={() => void desk.ask('articles:match', { article: id, language }).then(load)}>
                  {text.match}
                </Button>
              )
            }
          >
            {text.staleMore}
          </Notice>
        )}
        <form
          class="article-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save().then((done) => done && toast(text.saved));
          }}
        >
          <fieldset disabled={!mayWrite} class="card">
            <Field
              label={text.name}
              name="title"
              value={shown.title}
              maxLength={200}
              onInput={(title) => set({ title })}
            />
            <Field
              {...{
                label: text.summary,
                name: 'summary',
                value: shown.summary,
                hint: text.summaryHint,
                maxLength: 300,
              }}
              onInput={(summary) => set({ summary })}
            />
            <BodyField
              {...{ mayWrite, value: shown.body }}
              pictures={picturesOf(site.id, id, language)}
              onInput={(body) => set({ body })}
            />
          </fieldset>
          <Preview
            {...{ desk, mayWrite }}
            title={shown.title}
            body={shown.body}
            tree={kept?.tree ?? []}
            same={!isDirty}
          />
          {problem?.code === 'conflict' ? (
            <Notice
              action={
                <Button
                  onClick={() => {
                    draft.value = undefined;
                    setProblem(null);
                    load();
                  }}
                >
                  {text.loadTheirs}
                </Button>
              }
            >
              {text.conflict}
            </Notice>
          ) : (
            <ProblemNotice problem={problem} />
          )}
          {mayWrite && (
            <Publishing
              {...{ desk, id, language, busy, isDirty, save, onDone: load }}
              standing={kept?.standing}
              isEmpty={shown.title.trim() === '' && shown.body.trim() === ''}
            />
          )}
        </form>
        {kept && mayWrite && (
          <>
            <Place {...{ desk, collections }} article={kept.article} onDone={load} />
            <ReadersSay {...{ desk }} article={kept.article} />
            <Versions {...{ desk, id, language, isDirty }} latest={kept.text.number} onRestored={load} />
            <div>
              <Button
                kind="danger"
                onClick={() =>
                  void desk.ask('articles:remove', { article: id }).then((answer) => {
                    if (!answer.ok) return setProblem(answer.problem);
                    const act = () => void desk.ask('articles:bring-back', { article: id });
                    toast(text.removed, { label: words.sites.undo, act });
                    go(to('articles'));
                  })
                }
              >
                {text.remove}
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

type Kept = { article: Outline; text: Version; edits: number; tree: Block[]; standing: Standing };

/** The newest text; null: there is none yet in this language. */
function useArticle(desk: Desk, site: Site, id: string, language: string) {
  const [kept, setKept] = useState<Kept | null | undefined>();
  const [collections, setCollections] = useState<Collection[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = (answer: Omit<Kept, 'standing'>) => {
    const standing = answer.article.standings.find((one) => one.language === language) as Standing;
    setKept({ ...answer, standing });
  };
  const load = () => {
    void desk.ask('articles:get', { article: id, language }).then((answer) => {
      if (answer.ok) take(answer);
      else if (answer.problem.code === 'not_found') setKept(null);
      setProblem(answer.ok || answer.problem.code === 'not_found' ? null : answer.problem);
    });
  };
  const of = kept?.article.site ?? site.id;
  const loadShelves = () =>
    void desk.ask('articles:list', { site: of }).then((answer) => {
      if (answer.ok) setCollections(answer.collections);
    });
  useEffect(load, [desk, id, language]);
  useEffect(loadShelves, [desk, of]);
  return { kept, collections, problem, load, take };
}

function Waiting({ trouble, load }: { trouble: Problem | null; load: () => void }) {
  return (
    <div class="scroll">
      <div class="settings">
        <a href={to('articles')}>{text.all}</a>
        {trouble ? (
          <>
            <ProblemNotice problem={trouble} />
            <div>
              <Button onClick={load}>{words.tryAgain}</Button>
            </div>
          </>
        ) : (
          <span class="bone" aria-hidden="true" style={{ height: '240px' }} />
        )}
      </div>
    </div>
  );
}

/** The way to what visitors read, where they can. */
function OnTheWeb({ desk, site, kept, language }: { desk: Desk; site: Site; kept: Kept; language: string }) {
  const { slug, state } = kept.standing;
  if (!site.helpCentre.open || slug === null || state === 'draft' || kept.article.audience === 'internal') return null;
  return (
    <a href={helpAt(desk.snippetBase.value, site) + places.article(language, slug)} target="_blank" rel="noopener">
      {text.onTheWeb}
    </a>
  );
}

function Languages({ id, language, standings }: { id: string; language: string; standings: readonly Standing[] }) {
  const there = standings.map((one) => one.language);
  const all = there.includes(language) ? there : [...there, language];
  return (
    <nav class="parts" aria-label={text.language}>
      {all.map((one) => (
        <a key={one} href={to('articles', id, one)} aria-current={one === language ? 'page' : undefined}>
          {languageName(one)}
        </a>
      ))}
      {there.length > 0 && <AddLanguage there={all} onAdd={(one) => go(to('articles', id, one))} />}
    </nav>
  );
}
