import { useId } from 'preact/hooks';
import type { BoardRules } from '../../protocol/boards.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Desk } from '../desk.ts';
import { SaveBar, useEditing, Waiting } from '../kit/editing.tsx';
import { Select } from '../kit/Select.tsx';
import { Notice } from '../kit/ui.tsx';
import { to } from '../router.ts';
import { partDraft } from '../sites/draft.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';

const text = words.boards;
const AUDIENCES = ['public', 'proven'] as const;
const MOST_PER_DAY = 5;
const WAITS = ['everybody', 'unproven', 'nobody'] as const;

/** Whether there is a board, for whom, and what is looked at before it is seen. */
export function RulesPage({ desk, site }: { desk: Desk; site: Site }) {
  const id = useId();
  const editing = useEditing({
    draft: partDraft<BoardRules>(desk, site.id, 'board'),
    load: () => desk.ask('boards:rules', { site: site.id }),
    save: (rules) => desk.ask('boards:set-rules', { site: site.id, rules: sentOf(rules) }),
    of: (answer) => answer.rules,
  });
  const { value: rules, change, submit } = editing;
  const mayChange = reaches(desk.me.value, 'admin', site.id);
  return (
    <div class="scroll">
      <div class="settings narrow">
        <a href={to('boards')}>{text.all}</a>
        <h1>{text.rules}</h1>
        {(desk.sites.value?.length ?? 0) > 1 && (
          <p class="soft" dir="auto">
            {site.name}
          </p>
        )}
        {!mayChange && <Notice>{words.sites.readOnly}</Notice>}
        {rules === undefined ? (
          <Waiting {...editing} />
        ) : (
          <form class="site-form" onSubmit={submit} noValidate>
            <fieldset class="card" disabled={!mayChange}>
              <Tick label={text.open} on={rules.open} onChange={(open) => change({ ...rules, open })} />
              <p class="hint">{text.openMore}</p>
              <Select
                {...{ label: text.audience, value: rules.audience, disabled: !mayChange }}
                values={AUDIENCES.map((value) => ({ value, name: text.audiences[value] }))}
                onChoose={(audience) => change({ ...rules, audience: audience as BoardRules['audience'] })}
              />
              <Select
                {...{ label: text.whoWaits, value: rules.waits, disabled: !mayChange }}
                values={WAITS.map((value) => ({ value, name: text.whoWaitsOf[value] }))}
                onChoose={(waits) => change({ ...rules, waits: waits as BoardRules['waits'] })}
              />
              <Tick
                label={text.linksWait}
                on={rules.linksWait}
                onChange={(linksWait) => change({ ...rules, linksWait })}
              />
              <Tick
                label={text.manyWait}
                on={rules.mostPerDay !== null}
                onChange={(on) => change({ ...rules, mostPerDay: on ? MOST_PER_DAY : null })}
              />
              {rules.mostPerDay !== null && (
                <label class="beside">
                  {text.mostPerDay}
                  <input
                    type="number"
                    class="input"
                    min={1}
                    max={100}
                    value={rules.mostPerDay}
                    onInput={({ currentTarget: { valueAsNumber } }) =>
                      change({ ...rules, mostPerDay: Math.min(100, Math.max(1, Math.trunc(valueAsNumber) || 1)) })
                    }
                  />
                </label>
              )}
              <div class="field">
                <label class="label" for={id}>
                  {text.words}
                </label>
                <textarea
                  id={id}
                  class="input"
                  rows={3}
                  dir="auto"
                  aria-describedby={`${id}-more`}
                  value={rules.words.join('\n')}
                  onInput={(event) => change({ ...rules, words: event.currentTarget.value.split('\n') })}
                />
                <p class="hint" id={`${id}-more`}>
                  {text.wordsHint}
                </p>
              </div>
            </fieldset>
            <SaveBar editing={editing} fields={[]} />
          </form>
        )}
      </div>
    </div>
  );
}

function Tick({ label, on, onChange }: { label: string; on: boolean; onChange(on: boolean): void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={on} onInput={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Lines with nothing in them are there while somebody types. */
function sentOf(rules: BoardRules): BoardRules {
  return { ...rules, words: rules.words.map((word) => word.trim()).filter(Boolean) };
}
