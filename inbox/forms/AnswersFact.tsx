import { useEffect, useState } from 'preact/hooks';
import type { Answers } from '../../protocol/forms.ts';
import type { Desk } from '../desk.ts';
import { words } from '../words/en.ts';

const text = words.forms;

/** What the visitor answered before the conversation. `look` changes when it may be worth another look. */
export function AnswersFact({ desk, conversation, look }: { desk: Desk; conversation: string; look: unknown }) {
  const [answers, setAnswers] = useState<Answers['answers']>([]);
  useEffect(() => {
    let isOver = false;
    void desk.ask('forms:answers', { conversation }).then((answer) => {
      if (!isOver && answer.ok) setAnswers(answer.answers);
    });
    return () => {
      isOver = true;
    };
  }, [desk, conversation, look]);
  if (answers.length === 0) return null;
  return (
    <section>
      <h3>{text.answers}</h3>
      <dl>
        {answers.map(({ label, value, kind }, at) => (
          <div key={`${at} ${label}`}>
            <dt dir="auto">{label}</dt>
            <dd dir="auto">{kind === 'tick' ? text.ticked : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
