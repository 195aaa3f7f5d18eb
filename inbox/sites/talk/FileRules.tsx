import { useEffect, useState } from 'preact/hooks';
import { bytesOf } from '../../../client/files/rules.ts';
import type { Kind, Rules } from '../../../protocol/files.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Select } from '../../kit/Select.tsx';
import { toast } from '../../kit/toasts.tsx';
import { Button, Notice, ProblemNotice } from '../../kit/ui.tsx';
import { words } from '../../words/en.ts';

const text = words.talk;
const kinds: readonly Kind[] = ['image', 'audio', 'video', 'document', 'other'];
const usualBytes = [1, 5, 10, 20, 50, 100].map((megabytes) => megabytes * 1_000_000);

/** What files visitors may send, and how big. */
export function FileRules({ desk, site, mayChange }: { desk: Desk; site: Site; mayChange: boolean }) {
  const [rules, setRules] = useState<Rules | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const taken = (answer: Awaited<ReturnType<typeof ask>>) => {
    if (answer.ok) setRules({ kinds: answer.kinds, maxBytes: answer.maxBytes });
    setProblem(answer.ok ? null : answer.problem);
    return answer.ok;
  };
  const ask = () => desk.ask('files:rules', { site: site.id });
  const load = () => void ask().then(taken);
  useEffect(load, [desk, site.id]);
  const set = async (next: Rules, back?: Rules) => {
    // It shows at once; refused, it is again what the server has.
    setRules(next);
    if (!taken(await desk.ask('files:set-rules', { site: site.id, ...next }))) return setRules(back ?? rules);
    toast(words.sites.saved, back && { label: words.sites.undo, act: () => void set(back) });
  };
  return (
    <section class="card">
      <h2>{text.files}</h2>
      <p class="soft small">{text.filesMore}</p>
      <ProblemNotice problem={problem} />
      {!rules && problem && (
        <div>
          <Button onClick={load}>{words.tryAgain}</Button>
        </div>
      )}
      {!rules && !problem && <span class="bone" aria-hidden="true" style={{ height: '180px' }} />}
      {rules && (
        <>
          {kinds.map((kind) => (
            <label key={kind} class="tick">
              <input
                type="checkbox"
                checked={rules.kinds.includes(kind)}
                disabled={!mayChange}
                onInput={(event) => {
                  const wanted = event.currentTarget.checked;
                  const next = kinds.filter((one) => (one === kind ? wanted : rules.kinds.includes(one)));
                  void set({ ...rules, kinds: next }, rules);
                }}
              />
              <span>{text.kinds[kind]}</span>
            </label>
          ))}
          {rules.kinds.length === 0 ? (
            <Notice>{text.noFiles}</Notice>
          ) : (
            <Select
              label={text.size}
              value={`${rules.maxBytes}`}
              values={[...new Set([...usualBytes, rules.maxBytes])]
                .sort((a, b) => a - b)
                .map((bytes) => ({ value: `${bytes}`, name: bytesOf(bytes, 'en') }))}
              disabled={!mayChange}
              onChoose={(bytes) => void set({ ...rules, maxBytes: Number(bytes) }, rules)}
            />
          )}
        </>
      )}
    </section>
  );
}
