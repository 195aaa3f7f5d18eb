import { useEffect, useState } from 'preact/hooks';
import type { Chat } from '../conversations/chat.ts';
import { useSheet } from '../sheet.ts';
import { en as words } from '../words/hours.ts';
import css from './away.css?inline';
import { backWhen } from './when.ts';

const LOOKS_LIKE_EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const TICKS_EVERY_MS = 30_000;

/** Above the place to write while nobody is there: when an answer comes, and where to. Writing goes on as ever. */
export default function Away({ chat }: { chat: Chat }) {
  const opening = chat.welcome.value?.opening;
  const now = useNow();
  const root = useSheet(css);
  const [isAsking, ask] = useState(false);
  if (!opening || opening.open) return null;
  const email = emailOf(chat);
  return (
    <div class="away" ref={root}>
      <p role="status">{backWhen(opening, now, words)}</p>
      {isAsking ? (
        <Address chat={chat} onDone={() => ask(false)} />
      ) : email ? (
        <p>
          {words.left(email)}{' '}
          <button type="button" class="link" onClick={() => ask(true)}>
            {words.change}
          </button>
        </p>
      ) : (
        <button type="button" class="link" onClick={() => ask(true)}>
          {words.leave}
        </button>
      )}
    </div>
  );
}

/** What is typed here stays, wherever the visitor goes before it is left. */
function Address({ chat, onDone }: { chat: Chat; onDone: () => void }) {
  const [typed, setTyped] = useState(chat.kept.get('email-typed') ?? emailOf(chat));
  const [isWrong, setWrong] = useState(false);
  const over = () => {
    chat.kept.remove('email-typed');
    onDone();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const email = typed.trim();
        if (!LOOKS_LIKE_EMAIL.test(email) || email.length > 254) return setWrong(true);
        chat.kept.set('email', email);
        chat.errands.run('people:introduce', { email });
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

function emailOf({ kept }: Chat): string {
  return kept.get('email') ?? '';
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICKS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
