import { useEffect, useState } from 'preact/hooks';
import type { Troubles } from '../../protocol/notifications.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Desk } from '../desk.ts';
import { ProblemNotice } from '../kit/ui.tsx';
import { words } from '../words/en.ts';

const text = words.mail;

/** Whether answers go out by mail, and what of it fails. Where it is off it says what that means and who can change it. */
export function MailCheck({ desk }: { desk: Desk }) {
  const [mail, setMail] = useState<Troubles | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    void desk.ask('notifications:troubles', {}).then((answer) => {
      if (answer.ok) setMail(answer);
      setProblem(answer.ok ? null : answer.problem);
    });
  }, [desk]);
  return (
    <section class="card">
      <h2>{text.title}</h2>
      <ProblemNotice problem={problem} />
      {!mail && !problem && <p class="soft">{words.loading}</p>}
      {mail && <p>{mail.mail === null ? text.off : text.on(mail.mail)}</p>}
      {mail && (mail.failing > 0 || mail.gaveUp > 0) && (
        <div class="notice bad">
          {mail.failing > 0 && <p>{text.failing(mail.failing)}</p>}
          {mail.gaveUp > 0 && <p>{text.gaveUp(mail.gaveUp)}</p>}
          {mail.trouble !== null && <p>{text.why[mail.trouble] ?? text.whyElse}</p>}
        </div>
      )}
    </section>
  );
}
