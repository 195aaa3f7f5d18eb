import { useEffect, useMemo, useState } from 'preact/hooks';
import { LANGUAGES, type Language, type Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { fits, NothingFits } from '../../kit/filter.tsx';
import { useSubmit } from '../../kit/submit.ts';
import { toast } from '../../kit/toasts.tsx';
import { Button, Field, Notice, ProblemNotice } from '../../kit/ui.tsx';
import { reaches } from '../../staff/roles.ts';
import { words } from '../../words/en.ts';
import { partDraft } from '../draft.ts';
import { SiteParts } from '../SiteParts.tsx';
import { placesIn, type Row, rowsIn } from './rows.ts';
import './sentences.css';

const text = words.sentences;
const MOST_CHARACTERS = 500;
const LONG_CHARACTERS = 60;
/** What is changed and not saved, by language and name. */
type Changes = Readonly<Record<string, string>>;

/** What the chat of a site says, in each language, and what the owner says in its place. */
export function SentencesPage({ desk, site }: { desk: Desk; site: Site }) {
  const [language, setLanguage] = useState<Language>('en');
  const [typed, setTyped] = useState('');
  const [onlyOwn, setOnlyOwn] = useState(false);
  const { rows, failed, again } = useRows(language);
  const draft = partDraft<Changes>(desk, site.id, 'sentences');
  const changes = draft.value ?? {};
  const kept = useMemo(() => new Map(site.sentences.map((one) => [keyOf(one), one.text])), [site]);
  const own = ({ name }: Row) => changes[keyOf({ language, name })] ?? kept.get(keyOf({ language, name })) ?? '';
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  const { busy, problem, submit, forget } = useSubmit(
    () => desk.ask('sites:update', { site: site.id, sentences: Object.entries(changes).map(sentenceOf) }),
    (answer) => {
      draft.value = undefined;
      desk.keepSite(answer.site);
      toast(words.sites.saved);
    },
  );
  const change = (key: string, value: string) => {
    const { [key]: _, ...others } = changes;
    const next = value === (kept.get(key) ?? '') ? others : { ...others, [key]: value };
    draft.value = Object.keys(next).length > 0 ? next : undefined;
    forget();
  };
  const discard = () => {
    draft.value = undefined;
    forget();
    const act = () => {
      draft.value = changes;
    };
    toast(words.sites.discarded, { label: words.sites.undo, act });
  };
  const ownHere = rows?.filter((row) => own(row) !== '') ?? [];
  const shown = (onlyOwn ? ownHere : (rows ?? [])).filter((row) => fits(typed, row.english, row.said, own(row)));
  const isWrong = Object.entries(changes).some(
    ([key, value]) => unknownPlace(rows, sentenceOf([key, value])) !== undefined,
  );

  return (
    <div class="scroll">
      <div class="settings">
        <SiteParts site={site} here="sentences" />
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        <form class="site-form" onSubmit={submit} noValidate>
          <section class="card">
            <h2>{text.title}</h2>
            <p class="soft">{text.more}</p>
            <div class="narrowing">
              <Languages value={language} onChoose={setLanguage} />
              <input
                type="search"
                class="input"
                aria-label={text.find}
                placeholder={text.find}
                dir="auto"
                value={typed}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
              <label class="tick">
                <input type="checkbox" checked={onlyOwn} onInput={(event) => setOnlyOwn(event.currentTarget.checked)} />
                <span>{text.own(ownHere.length)}</span>
              </label>
            </div>
          </section>
          {failed && (
            <Notice>
              {text.failed} <Button onClick={again}>{words.tryAgain}</Button>
            </Notice>
          )}
          {!rows && !failed && <span class="bone" aria-hidden="true" style={{ height: '240px' }} />}
          {rows && shown.length === 0 && (onlyOwn && !typed ? <Notice>{text.none}</Notice> : <NothingFits />)}
          {partsOf(shown).map(([part, those]) => (
            <details key={part} class="card sentences" open={part === 'chat' || onlyOwn || typed !== ''}>
              <summary>
                <h2>{text.parts[part] ?? part}</h2>
              </summary>
              <fieldset disabled={!mayChange} class="stack" lang={language}>
                {those.map((row) => (
                  <Sentence
                    key={`${language} ${row.name}`}
                    row={row.name === 'chat.greeting' && site.greeting ? { ...row, said: site.greeting } : row}
                    value={own(row)}
                    wrong={unknownPlace(rows, { name: row.name, text: own(row) })}
                    isRtl={language === 'ar' || language === 'he'}
                    onInput={(value) => change(keyOf({ language, name: row.name }), value)}
                  />
                ))}
              </fieldset>
            </details>
          ))}
          {(draft.value !== undefined || problem) && (
            <div class="save-bar">
              <ProblemNotice problem={problem} />
              <p class="soft small">{words.sites.unsaved}</p>
              <Button onClick={discard}>{words.sites.discard}</Button>
              <Button kind="primary" type="submit" disabled={busy || isWrong || draft.value === undefined}>
                {words.sites.save}
              </Button>
            </div>
          )}
        </form>
      </div>
    </div>
  );
}

function Languages({ value, onChoose }: { value: Language; onChoose: (language: Language) => void }) {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const sorted = [...LANGUAGES].sort((a, b) => `${names.of(a)}`.localeCompare(`${names.of(b)}`, 'en'));
  return (
    <select
      class="input"
      aria-label={text.language}
      value={value}
      onInput={(event) => onChoose(event.currentTarget.value as Language)}
    >
      {sorted.map((language) => (
        <option key={language} value={language}>
          {names.of(language)}
        </option>
      ))}
    </select>
  );
}

function Sentence(p: {
  row: Row;
  value: string;
  wrong: string | undefined;
  isRtl: boolean;
  onInput: (value: string) => void;
}) {
  const { english, said, numbers, name } = p.row;
  return (
    <Field
      label={numbers ? `${english} (${text.forNumbers(numbers)})` : english}
      name={name}
      value={p.value}
      placeholder={said}
      wrong={p.wrong === undefined ? null : text.unknownPlace(p.wrong)}
      {...(p.isRtl && p.value === '' ? { dir: 'rtl' as const } : {})}
      {...(said.length > LONG_CHARACTERS ? { rows: 2 } : {})}
      maxLength={MOST_CHARACTERS}
      onInput={p.onInput}
    />
  );
}

function useRows(language: Language) {
  const [loaded, setLoaded] = useState<{ language: Language; rows?: Row[] }>();
  const load = () =>
    void rowsIn(language).then(
      (rows) => setLoaded({ language, rows }),
      () => setLoaded({ language }),
    );
  useEffect(load, [language]);
  const here = loaded?.language === language ? loaded : undefined;
  return { rows: here?.rows, failed: here !== undefined && here.rows === undefined, again: load };
}

function partsOf(rows: readonly Row[]): [string, Row[]][] {
  return [...Map.groupBy(rows, ({ part }) => part)];
}

const keyOf = ({ language, name }: { language: string; name: string }): string => `${language} ${name}`;

function sentenceOf([key, own]: [string, string]) {
  const [language, name] = key.split(' ') as [Language, string];
  return { language, name, text: own };
}

/** A place in somebody's own words that no value goes to. */
function unknownPlace(rows: readonly Row[] | undefined, own: { name: string; text: string }): string | undefined {
  const row = rows?.find(({ name }) => name === own.name);
  return row && placesIn(own.text).find((place) => !placesIn(row.english).includes(place));
}
