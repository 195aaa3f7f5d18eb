import { useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import { giving } from '../words/en/giving.ts';
import { wordsOf } from '../words/speech.ts';
import { draftOf, keepDraft } from './draft.ts';
import { type FormProps, Long, Send } from './form.tsx';
import { tellingOf } from './told.ts';

const TITLE_CHARACTERS = 200;

/** An idea: what, and why. */
export function Idea({ chat, talk, onSent }: FormProps) {
  const words = wordsOf('giving', giving);
  const [draft, setDraft] = useState(() => draftOf(chat, 'idea'));
  const [isNeeded, setNeeded] = useState(false);
  const change = (part: Partial<typeof draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(chat, 'idea', next);
    setNeeded(false);
  };
  const send = () => {
    if (!draft.title.trim()) return setNeeded(true);
    const id = newId(Date.now());
    tellingOf(chat).tell({ id, kind: 'idea', title: draft.title.trim(), body: draft.body.trim(), pictures: [] });
    keepDraft(chat, 'idea', { title: '', body: '', pictures: [] });
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
      <label for="foyer-idea">{words.idea}</label>
      <input
        class="field"
        id="foyer-idea"
        dir={draft.title ? 'auto' : undefined}
        maxLength={TITLE_CHARACTERS}
        value={draft.title}
        aria-invalid={isNeeded || undefined}
        aria-describedby={isNeeded ? 'foyer-needed' : undefined}
        ref={(field) => {
          if (isNeeded) field?.focus();
        }}
        onInput={(event) => change({ title: event.currentTarget.value })}
      />
      <Long label={words.why} value={draft.body} talk={talk} onInput={(body) => change({ body })} rows={5} />
      <Send isNeeded={isNeeded} />
    </form>
  );
}
