import { useRef } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { Feedback } from '../../protocol/feedback.ts';
import { MAX_TEXT_CHARACTERS } from '../../protocol/lengths.ts';
import { entered } from '../conversations/keys.ts';
import type { Desk } from '../desk.ts';
import { useSubmit } from '../kit/submit.ts';
import { Button, ProblemNotice } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { go, to } from '../router.ts';
import { words } from '../words/en.ts';

const text = words.feedback;
const COUNT_FROM = 9_000;

/** Where staff answer what was told: it becomes a conversation, and they are taken there. The draft is kept. */
export function AnswerForm({ desk, one }: { desk: Desk; one: Feedback }) {
  // Its draft lies beside those of conversations: ids are of one kind.
  const draft = desk.drafts.of(one.id).value.text;
  // Whoever presses again after a cut says the same, once.
  const id = useRef(newId(Date.now()));
  const left = MAX_TEXT_CHARACTERS - [...draft].length;
  const { busy, problem, submit, forget } = useSubmit(
    () => desk.ask('feedback:answer', { feedback: one.id, id: id.current, body: draft.trim() }),
    ({ conversation, feedback }) => {
      desk.drafts.set(one.id, { text: '' });
      desk.given.take(feedback);
      entered.value = conversation;
      go(to('conversations', conversation));
    },
  );
  const isReady = draft.trim() !== '' && left >= 0;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        if (isReady) submit(event);
        else event.preventDefault();
      }}
    >
      <ProblemNotice problem={problem} />
      <textarea
        aria-label={text.answerTo(nameOf(one.person))}
        placeholder={text.answerTo(nameOf(one.person))}
        data-key="r"
        dir="auto"
        readOnly={busy}
        value={draft}
        onInput={(event) => {
          forget();
          id.current = newId(Date.now());
          desk.drafts.set(one.id, { text: event.currentTarget.value });
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          if (isReady) submit();
        }}
      />
      <div class="line">
        <p class="small soft">{left < MAX_TEXT_CHARACTERS - COUNT_FROM ? text.left(left) : text.answerMore}</p>
        <Button type="submit" kind="primary" disabled={!isReady || busy}>
          {text.answer}
        </Button>
      </div>
    </form>
  );
}
