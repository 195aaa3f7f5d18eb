import { useEffect, useState } from 'preact/hooks';
import { isUp } from '../../client/standing.ts';
import type { Standing } from '../../protocol/notifications.ts';
import type { Chat } from '../conversations/chat.ts';
import { isEmail } from '../email.ts';
import type { Errand } from '../errands.ts';
import { useSheet } from '../sheet.ts';
import { hours } from '../words/en/hours.ts';
import { soon } from '../words/soon.ts';
import { fill, wordsOf } from '../words/speech.ts';
import css from './address.css?inline';

/** Where the visitor is answered once they are gone: what they said of it, and the place to say it. */
export function Address({ chat }: { chat: Chat }) {
  const words = wordsOf('hours', hours);
  const [isAsking, ask] = useState(false);
  const standing = useStanding(chat);
  const given = waiting(chat);
  const email = given ?? standing?.email ?? null;
  if (isAsking) return <Form chat={chat} email={email ?? ''} onDone={() => ask(false)} />;
  const refusal = chat.errands.refused.value;
  const refused = emailIn(refusal);
  const trouble = refused !== null && (
    <p class="failed" role="alert">
      {fill(refusal?.problem.code === 'no_more_mail' ? words.noMore : words.notTaken, { email: refused })}
    </p>
  );
  const wait = chat.errands.late.value.find((one) => emailIn(one) === email)?.problem.retryAfterMs;
  if (email === null) {
    return (
      <>
        {trouble}
        <button type="button" class="link" onClick={() => ask(true)}>
          {words.leave}
        </button>
      </>
    );
  }
  const isProven = given === null && standing?.verified;
  const hasLetter = given === null && !isProven && chat.kept.get('letter-to') === email;
  const told = (
    <p role={wait ? 'status' : undefined}>
      {/* What cannot go there is not promised beside the reason. */}
      {refused !== email &&
        (wait
          ? fill(words.later, { email, when: soon(wait) })
          : fill(hasLetter ? words.asked : words.left, { email }))}{' '}
      {/* What is proven stays: another address is another person's. */}
      {!isProven && (
        <button type="button" class="link" onClick={() => ask(true)}>
          {words.change}
        </button>
      )}
    </p>
  );
  return (
    <>
      {trouble}
      {told}
    </>
  );
}

/** What is typed here stays, wherever the visitor goes before it is given. */
function Form({ chat, email, onDone }: { chat: Chat; email: string; onDone: () => void }) {
  const words = wordsOf('hours', hours);
  const [typed, setTyped] = useState(chat.kept.get('email-typed') ?? email);
  const [isWrong, setWrong] = useState(false);
  const over = () => {
    chat.kept.remove('email-typed');
    onDone();
  };
  return (
    <form
      class="address"
      ref={useSheet<HTMLFormElement>(css)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const email = typed.trim();
        if (!isEmail(email)) return setWrong(true);
        chat.kept.set('letter-to', email);
        chat.errands.run('notifications:give-address', { email });
        over();
      }}
    >
      <input
        class="field"
        type="email"
        autocomplete="email"
        dir="ltr"
        aria-label={words.email}
        placeholder={words.email}
        value={typed}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? 'foyer-email-wrong' : undefined}
        ref={(field) => {
          if (field && !typed) field.focus();
        }}
        onInput={({ currentTarget: { value } }) => {
          chat.kept.set('email-typed', value);
          setTyped(value);
          setWrong(false);
        }}
      />
      <button type="submit" class="primary">
        {words.keep}
      </button>
      <button type="button" class="link" onClick={over}>
        {words.cancel}
      </button>
      {isWrong && (
        <p class="failed" id="foyer-email-wrong" role="alert">
          {words.wrong}
        </p>
      )}
    </form>
  );
}

/** An address that the server does not have yet. */
function waiting({ errands }: Chat): string | null {
  return errands.left.value.map(emailIn).find((email) => email !== null) ?? null;
}

function emailIn(errand: Errand | null): string | null {
  return errand && 'email' in errand.payload ? errand.payload.email : null;
}

/** What the server knows of the visitor's address: asked once there is a line, when another was given, and when they come back to the page. */
function useStanding(chat: Chat): Standing | undefined {
  const [standing, keep] = useState<Standing>();
  const hasLine = isUp(chat.line.value);
  const given = waiting(chat);
  /** What was asked before it may have held an address. */
  const conversation = chat.thread.value?.conversation;
  useEffect(() => {
    let isOver = false;
    const look = () => {
      if (!hasLine || given !== null || document.visibilityState !== 'visible') return;
      void chat.ask('notifications:standing', {}).then((answer) => {
        if (!isOver && answer?.ok) keep(answer);
      });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, [chat, hasLine, given, conversation]);
  return standing;
}
