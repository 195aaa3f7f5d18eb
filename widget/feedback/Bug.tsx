import { useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import { giving } from '../words/en/giving.ts';
import { fill, wordsOf } from '../words/speech.ts';
import { seenPage } from './along.ts';
import { draftOf, keepDraft } from './draft.ts';
import { type FormProps, Long, MOST_CHARACTERS, Send } from './form.tsx';
import { lastErrors } from './lines.ts';
import { Pictures } from './Pictures.tsx';
import { tellingOf } from './told.ts';

/** A bug: what happened, pictures of it, and where, which is shown before it goes along. */
export function Bug({ chat, talk, onSent }: FormProps) {
  const words = wordsOf('giving', giving);
  const [draft, setDraft] = useState(() => draftOf(chat, 'bug'));
  const [page] = useState(seenPage);
  const [goesAlong, setGoesAlong] = useState(true);
  const [errors] = useState(lastErrors);
  const [errorsGo, setErrorsGo] = useState(true);
  const [isNeeded, setNeeded] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<typeof draft>) => {
    // Pictures are made ready while somebody types on.
    setDraft((now) => {
      const next = { ...now, ...part };
      keepDraft(chat, 'bug', next);
      return next;
    });
    setNeeded(false);
  };
  const send = () => {
    const { pictures } = draft;
    const body = draft.body.trim();
    if (body.length > MOST_CHARACTERS || isBusy) return;
    if (!body && pictures.length === 0) return setNeeded(true);
    const id = newId(Date.now());
    const along = { ...(goesAlong && { page }), ...(errorsGo && errors.length > 0 && { errors: [...errors] }) };
    tellingOf(chat).tell({ id, kind: 'bug', body, pictures, ...along });
    keepDraft(chat, 'bug', { title: '', body: '', pictures: [] });
    onSent(id);
  };
  return (
    <form
      class="telling"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Long
        label={words.bug}
        hint={words.bugHint}
        value={draft.body}
        talk={talk}
        rows={5}
        wrong={isNeeded}
        onInput={(body) => change({ body })}
      />
      <Pictures
        files={chat.files}
        talk={talk}
        pictures={draft.pictures}
        onChange={(pictures) => change({ pictures })}
        onBusy={setBusy}
      />
      <label class="tick">
        <input type="checkbox" checked={goesAlong} onInput={(event) => setGoesAlong(event.currentTarget.checked)} />
        {words.along}
      </label>
      <dl class={goesAlong ? 'along' : 'along left-out'}>
        <dt>{words.page}</dt>
        <dd dir="ltr">{page.address}</dd>
        <dt>{words.browser}</dt>
        <dd dir="ltr">{page.browser}</dd>
        <dt>{words.language}</dt>
        <dd dir="ltr">{page.language}</dd>
        <dt>{words.size}</dt>
        <dd>{fill(words.pixels, { width: page.width, height: page.height })}</dd>
      </dl>
      {errors.length > 0 && (
        <>
          <label class="tick">
            <input type="checkbox" checked={errorsGo} onInput={(event) => setErrorsGo(event.currentTarget.checked)} />
            {words.errors}
          </label>
          <ul class={errorsGo ? 'along' : 'along left-out'} dir="ltr">
            {errors.map((line, at) => (
              <li key={at}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <Send isNeeded={isNeeded} disabled={isBusy} />
    </form>
  );
}
