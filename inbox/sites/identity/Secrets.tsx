import { useEffect, useState } from 'preact/hooks';
import { MOST_SECRETS, type Secret } from '../../../protocol/people.ts';
import type { Problem } from '../../../protocol/problem.ts';
import type { Site } from '../../../protocol/sites.ts';
import type { Desk } from '../../desk.ts';
import { Copyable } from '../../kit/copy.tsx';
import { useSubmit } from '../../kit/submit.ts';
import { toast } from '../../kit/toasts.tsx';
import { Button, Confirm, Dialog, ProblemNotice } from '../../kit/ui.tsx';
import { now } from '../../shell/clock.ts';
import { shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import './secrets.css';

const text = words.identity;

/** The secrets of a site: made, shown once, exchanged without a gap, revoked. */
export function Secrets({ desk, site }: { desk: Desk; site: Site }) {
  const [secrets, setSecrets] = useState<readonly Secret[] | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [fresh, setFresh] = useState<string | undefined>();
  const [going, setGoing] = useState<Secret | undefined>();
  const load = () =>
    void desk.ask('people:secrets', { site: site.id }).then((answer) => {
      if (answer.ok) setSecrets(answer.secrets);
      setProblem(answer.ok ? null : answer.problem);
    });
  useEffect(load, [desk, site.id]);
  const making = useSubmit(
    () => desk.ask('people:make-secret', { site: site.id }),
    ({ value }) => {
      setFresh(value);
      load();
    },
  );
  const revoking = useSubmit(
    () => desk.ask('people:retire-secret', { site: site.id, secret: going?.id ?? '' }),
    () => {
      setGoing(undefined);
      load();
      toast(text.revoked);
    },
  );
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <p class="soft">{text.more}</p>
      <h3>{text.secrets}</h3>
      <ProblemNotice problem={problem ?? making.problem} />
      {!secrets && problem && (
        <div>
          <Button onClick={load}>{words.tryAgain}</Button>
        </div>
      )}
      {!secrets && !problem && <span class="bone" aria-hidden="true" style={{ height: '64px' }} />}
      {secrets?.length === 0 && <p>{text.none}</p>}
      {secrets && secrets.length > 0 && (
        <ul class="secrets">
          {secrets.map((one) => (
            <li key={one.id}>
              <span>
                <bdi dir="ltr" class="ending">
                  …{one.ending}
                </bdi>{' '}
                <span class="soft small">
                  {text.made(shortly(one.createdAt, now.value))},{' '}
                  {one.usedAt === null ? text.notUsed : text.used(shortly(one.usedAt, now.value))}
                </span>
              </span>
              <Button onClick={() => setGoing(one)}>
                <span aria-hidden="true">{text.revokeShort}</span>
                <span class="hidden-text">{text.revoke(one.ending)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {secrets && secrets.length >= MOST_SECRETS && <p class="soft small">{text.full}</p>}
      {secrets && secrets.length < MOST_SECRETS && (
        <div>
          <Button kind={secrets.length === 0 ? 'primary' : 'plain'} onClick={making.submit} disabled={making.busy}>
            {secrets.length === 0 ? text.make : text.makeAnother}
          </Button>
        </div>
      )}
      {fresh !== undefined && (
        <Dialog title={text.shown} onClose={() => setFresh(undefined)} stays>
          <p>{text.shownMore}</p>
          <Copyable label={text.secret} text={fresh} />
          <div class="actions">
            <Button kind="primary" onClick={() => setFresh(undefined)}>
              {text.done}
            </Button>
          </div>
        </Dialog>
      )}
      {going && (
        <Confirm
          {...{ title: text.revokeTitle, text: text.revokeMore, yes: text.revokeShort }}
          onYes={revoking.submit}
          onClose={() => setGoing(undefined)}
          busy={revoking.busy}
          problem={revoking.problem}
        />
      )}
    </section>
  );
}
