import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Version, VersionOutline } from '../../../protocol/articles.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Desk } from '../../desk.ts';
import { Button, IconButton, ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';
import { differenceOf, isSame, type Line, type Piece, type Stretch } from './difference.ts';
import './compare.css';

const text = words.compare;
type Way = 'inline' | 'beside';
/** How somebody likes to see it, for as long as the inbox is open. */
let preferred: Way = 'inline';

type Props = {
  desk: Desk;
  article: string;
  language: string;
  versions: readonly VersionOutline[];
  from: number;
  onClose(): void;
  /** null: something is written and not saved, which would be lost. */
  onRestore: ((number: number) => void) | null;
};

/** Two texts of an article, with what was taken away and added marked by a line through it or below it. */
export function Compare(p: Props) {
  const { desk, article, language } = p;
  const latest = p.versions[0]?.number ?? p.from;
  const [from, setFrom] = useState(p.from);
  const [till, setTill] = useState(latest);
  const [way, setWay] = useState<Way>(preferred);
  const heading = useRef<HTMLHeadingElement>(null);
  const [first, last] = from < till ? [from, till] : [till, from];
  const before = useVersion(desk, article, language, first);
  const after = useVersion(desk, article, language, last);
  useEffect(() => setFrom(p.from), [p.from]);
  useEffect(() => heading.current?.focus(), [p.from]);
  const problem = before.problem ?? after.problem;

  return (
    <section class="compare" aria-labelledby="compare">
      <div class="shelf-head">
        <h3 id="compare" ref={heading} tabIndex={-1}>
          {text.title}
        </h3>
        <IconButton icon="close" label={words.close} onClick={p.onClose} />
      </div>
      <div class="compare-what">
        <Choose label={text.before} value={from} onChoose={setFrom} {...p} />
        <Choose label={text.after} value={till} onChoose={setTill} {...p} />
        <fieldset class="compare-how">
          <legend class="label">{text.how}</legend>
          {(['inline', 'beside'] as const).map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="compare"
                checked={way === one}
                onInput={() => {
                  preferred = one;
                  setWay(one);
                }}
              />
              {text.ways[one]}
            </label>
          ))}
        </fieldset>
      </div>
      <ProblemNotice problem={problem} />
      {before.version && after.version ? (
        <Differences before={before.version} after={after.version} {...{ language, way }} />
      ) : (
        !problem && <span class="bone" aria-hidden="true" style={{ height: '120px' }} />
      )}
      {first !== latest && (
        <div class="actions">
          {p.onRestore ? (
            <Button kind="primary" onClick={() => p.onRestore?.(first)}>
              {words.articles.restore(first)}
            </Button>
          ) : (
            <p class="soft">{text.unsaved}</p>
          )}
        </div>
      )}
    </section>
  );
}

type Choice = {
  label: string;
  value: number;
  versions: readonly VersionOutline[];
  onChoose(number: number): void;
};

function Choose({ label, value, versions, onChoose }: Choice) {
  const id = useId();
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <select id={id} class="input" value={`${value}`} onInput={(event) => onChoose(Number(event.currentTarget.value))}>
        {versions.map(({ number }, nth) => (
          <option key={number} value={`${number}`}>
            {nth === 0 ? text.now(number) : words.articles.version(number)}
          </option>
        ))}
      </select>
    </div>
  );
}

function useVersion(desk: Desk, article: string, language: string, number: number) {
  const [got, setGot] = useState<{ version?: Version; problem: Problem | null }>({ problem: null });
  useEffect(() => {
    let isOver = false;
    void desk.ask('articles:version', { article, language, number }).then((answer) => {
      if (!isOver) setGot(answer.ok ? { version: answer.text, problem: null } : { problem: answer.problem });
    });
    return () => {
      isOver = true;
    };
  }, [desk, article, language, number]);
  return got.version?.number === number || got.problem ? got : { problem: null };
}

const PARTS = ['title', 'summary', 'body'] as const;

function Differences({
  before,
  after,
  language,
  way,
}: {
  before: Version;
  after: Version;
  language: string;
  way: Way;
}) {
  const parts = useMemo(
    () =>
      PARTS.map((part) => ({ part, stretches: differenceOf(before[part], after[part], language) })).filter(
        ({ part }) => before[part] !== after[part],
      ),
    [before, after, language],
  );
  if (parts.length === 0) return <p role="status">{text.nothing}</p>;
  return (
    <>
      {parts.map(({ part, stretches }) => (
        <div key={part}>
          <h4 class="soft small">{text.parts[part]}</h4>
          <div class="differences">{stretches.map((stretch) => drawn(stretch, way))}</div>
        </div>
      ))}
    </>
  );
}

function drawn(stretch: Stretch, way: Way) {
  if ('same' in stretch) return <p class="alike soft small">{text.same(stretch.same)}</p>;
  return stretch.lines.map((line) => (way === 'beside' ? <Beside {...line} /> : <Inline {...line} />));
}

function Inline({ before, after }: Line) {
  if (isSame({ before, after })) return <Row pieces={after} />;
  return (
    <>
      {before && <Row pieces={before} kind="gone" />}
      {after && <Row pieces={after} kind="new" />}
    </>
  );
}

function Beside({ before, after }: Line) {
  const kind = isSame({ before, after }) ? undefined : 'changed';
  return (
    <div class="pair">
      <Row pieces={before} kind={kind && before ? 'gone' : undefined} />
      <Row pieces={after} kind={kind && after ? 'new' : undefined} />
    </div>
  );
}

function Row({ pieces, kind }: { pieces: readonly Piece[] | null; kind?: 'gone' | 'new' | undefined }) {
  return (
    <p class={kind ? `line is-${kind}` : 'line'} dir="auto">
      {pieces?.map(({ is, text: said }) =>
        is === 'same' ? (
          said
        ) : is === 'gone' ? (
          <del>
            <span class="hidden-text">{text.gone} </span>
            {said}
          </del>
        ) : (
          <ins>
            <span class="hidden-text">{text.added} </span>
            {said}
          </ins>
        ),
      )}
    </p>
  );
}
