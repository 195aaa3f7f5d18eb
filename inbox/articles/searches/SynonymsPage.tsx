import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { toast } from '../../kit/toasts.tsx';
import { Blank, Button, Icon, IconButton, Notice, ProblemNotice } from '../../kit/ui.tsx';
import { to } from '../../router.ts';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { languageName, ownLanguage } from '../catalog.ts';
import { SearchTrial } from './SearchTrial.tsx';
import { groupsOf, isTooLong, isWhole, lineOf, linesOf, wordsOf } from './synonyms.ts';
import '../articles.css';
import './synonyms.css';

const text = words.synonyms;
type Kept = { synonyms: string[][]; mark: string };

/** Words that mean the same in a language, and at once what visitors find with them. */
export function SynonymsPage({
  desk,
  site,
  language: wanted,
}: {
  desk: Desk;
  site: Site;
  language: string | undefined;
}) {
  const languages = useLanguages(desk, site.id);
  const language = wanted ?? languages?.[0] ?? ownLanguage();
  return (
    <div class="scroll">
      <div class="settings">
        <a href={to('articles')}>{words.articles.all}</a>
        <header>
          <h1>{text.title}</h1>
          <p class="soft">{text.more}</p>
        </header>
        <nav class="parts" aria-label={words.articles.language}>
          {[...new Set([...(languages ?? []), language])].map((one) => (
            <a key={one} href={to('articles', 'synonyms', one)} aria-current={one === language ? 'page' : undefined}>
              {languageName(one)}
            </a>
          ))}
        </nav>
        {languages && <Groups key={language} {...{ desk, site, language }} />}
      </div>
    </div>
  );
}

function Groups({ desk, site, language }: { desk: Desk; site: Site; language: string }) {
  const { kept, problem, setProblem, load, take } = useKept(desk, site.id, language);
  const draft = linesOf(desk, site.id, language);
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const mayWrite = reaches(desk.me.value, 'agent', site.id);
  if (!kept) return <Waiting problem={problem} load={load} />;

  const saved = kept.synonyms.map(lineOf);
  const lines = draft.value ?? saved;
  const isDirty = draft.value !== undefined;
  const groups = groupsOf(lines);
  const set = (next: readonly string[]) => {
    draft.value = JSON.stringify(next) === JSON.stringify(saved) ? undefined : next;
  };
  const focus = (nth: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[Math.max(0, nth)]?.focus());
  const add = () => {
    set([...lines, '']);
    focus(lines.length);
  };
  const remove = (nth: number) => {
    set(lines.filter((_, at) => at !== nth));
    focus(Math.min(nth, lines.length - 2));
  };
  const save = async () => {
    if (!groups.every(isWhole)) return focus(lines.findIndex((line) => line.trim() !== '' && !isWhole(wordsOf(line))));
    setBusy(true);
    const sent = draft.value;
    const answer = await desk.ask('articles:set-synonyms', {
      ...{ site: site.id, language, synonyms: groups, mark: kept.mark },
    });
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    // Somebody may have gone on typing meanwhile.
    if (draft.value === sent) draft.value = undefined;
    take(answer);
    toast(text.saved);
  };

  return (
    <>
      {!mayWrite && <Notice>{words.sites.readOnly}</Notice>}
      <form
        class="synonyms"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset class="card" disabled={!mayWrite}>
          {lines.length === 0 && (
            <Blank title={text.none}>
              <p>{text.noneMore}</p>
            </Blank>
          )}
          <ul class="groups" ref={list}>
            {lines.map((line, nth) => (
              <Group
                key={nth}
                {...{ line, nth }}
                onInput={(next) => set(lines.map((one, at) => (at === nth ? next : one)))}
                onRemove={() => remove(nth)}
              />
            ))}
          </ul>
          <div>
            <Button onClick={add}>
              <Icon name="plus" size={18} />
              {text.add}
            </Button>
          </div>
        </fieldset>
        {problem?.code === 'conflict' ? (
          <Notice
            action={
              <Button
                onClick={() => {
                  draft.value = undefined;
                  load();
                }}
              >
                {words.articles.loadTheirs}
              </Button>
            }
          >
            {text.conflict}
          </Notice>
        ) : (
          <ProblemNotice problem={problem} />
        )}
        {mayWrite && (
          <div class="publishing">
            <p class="soft small" role="status">
              {isDirty ? text.unsaved : text.allSaved}
            </p>
            {isDirty && (
              <Button
                onClick={() => {
                  draft.value = undefined;
                }}
              >
                {text.discard}
              </Button>
            )}
            <Button kind="primary" type="submit" disabled={!isDirty || busy}>
              {text.save}
            </Button>
          </div>
        )}
      </form>
      <SearchTrial {...{ desk, site, language, isDirty }} groups={groups.filter(isWhole)} />
    </>
  );
}

type GroupProps = { line: string; nth: number; onInput(line: string): void; onRemove(): void };

function Group({ line, nth, onInput, onRemove }: GroupProps) {
  const [isLeft, setLeft] = useState(true);
  const wrong = isTooLong(line) ? text.long : isLeft && wordsOf(line).length === 1 ? text.alone : null;
  return (
    <li>
      <input
        class="input"
        dir="auto"
        aria-label={text.group(nth + 1)}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `group-${nth}` : undefined}
        placeholder={text.example}
        maxLength={1_300}
        value={line}
        onInput={(event) => {
          setLeft(false);
          onInput(event.currentTarget.value);
        }}
        onBlur={() => setLeft(true)}
      />
      <IconButton icon="close" label={line.trim() ? text.remove(line) : text.removeEmpty} onClick={onRemove} />
      {wrong && (
        <p id={`group-${nth}`} class="wrong small">
          {wrong}
        </p>
      )}
    </li>
  );
}

function Waiting({ problem, load }: { problem: Problem | null; load: () => void }) {
  if (!problem) return <span class="bone" aria-hidden="true" style={{ height: '240px' }} />;
  return (
    <>
      <ProblemNotice problem={problem} />
      <div>
        <Button onClick={load}>{words.tryAgain}</Button>
      </div>
    </>
  );
}

/** What is kept, asked again whenever somebody changed something. What one is writing stays. */
function useKept(desk: Desk, site: string, language: string) {
  const [kept, setKept] = useState<Kept | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const draft = linesOf(desk, site, language);
  const load = () =>
    void desk.ask('articles:synonyms', { site, language }).then((answer) => {
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setKept(answer);
    });
  const { edited } = desk;
  useEffect(load, [desk, site, language]);
  useEffect(() => {
    // Under what one is writing it is not changed: saving that says so.
    if (edited.value && [site, null].includes(edited.value.site) && draft.peek() === undefined) load();
  }, [edited.value]);
  return { kept, problem, setProblem, load, take: setKept };
}

/** In which languages there is something to be found, one's own first. */
function useLanguages(desk: Desk, site: string): string[] | undefined {
  const [languages, setLanguages] = useState<string[] | undefined>();
  useEffect(() => {
    void desk.ask('articles:list', { site }).then((answer) => {
      const all = answer.ok ? answer.articles.flatMap(({ standings }) => standings.map((one) => one.language)) : [];
      const own = ownLanguage();
      const there = [...new Set(all)].sort((a, b) => Number(b === own) - Number(a === own) || (a < b ? -1 : 1));
      setLanguages(there.length > 0 ? there : [own]);
    });
  }, [desk, site]);
  return languages;
}
