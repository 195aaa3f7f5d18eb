import { useEffect, useRef, useState } from 'preact/hooks';
import { request } from '../../client/http.ts';
import type { Chat } from '../conversations/chat.ts';
import { isEmail } from '../email.ts';
import css from '../hours/address.css?inline';
import { useSheet } from '../sheet.ts';
import { elsewhere } from '../words/en/elsewhere.ts';
import { fill, wordsOf } from '../words/speech.ts';

/** For whoever wrote before, on another device: a letter brings their conversations to this one. */
export default function Elsewhere({ chat }: { chat: Chat }) {
  const words = wordsOf('elsewhere', elsewhere);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const root = useSheet<HTMLFormElement>(css);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen]);

  const send = async () => {
    const email = typed.trim();
    if (!isEmail(email)) return setWrong(words.wrong);
    setBusy(true);
    const path = 'api/visitor/notifications/continue';
    const answer = await request(chat.base, path, { site: chat.settings.key, email }, null);
    setBusy(false);
    if (answer?.ok) return setSentTo(email);
    setWrong(answer?.problem.code === 'too_many' ? words.tooMany : words.failed);
  };

  // The answer is the same whether somebody has this address or not.
  if (sentTo) return <p role="status">{fill(words.sent, { email: sentTo })}</p>;
  if (!isOpen) {
    return (
      <button type="button" class="link" onClick={() => setOpen(true)}>
        {words.door}
      </button>
    );
  }
  return (
    <section>
      <h3>{words.title}</h3>
      <p>{words.more}</p>
      <form
        class="address"
        ref={root}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void send();
        }}
      >
        <input
          ref={field}
          class="field"
          type="email"
          autocomplete="email"
          dir="ltr"
          aria-label={words.email}
          placeholder={words.email}
          value={typed}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={wrong ? 'foyer-elsewhere-wrong' : undefined}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            setWrong(null);
          }}
        />
        <button type="submit" class="primary">
          {words.send}
        </button>
        <button type="button" class="link" onClick={() => setOpen(false)}>
          {words.cancel}
        </button>
        {wrong && (
          <p class="failed" id="foyer-elsewhere-wrong" role="alert">
            {wrong}
          </p>
        )}
      </form>
    </section>
  );
}
