import { useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import { feedback } from '../words/en/feedback.ts';
import { giving } from '../words/en/giving.ts';
import { wordsOf } from '../words/speech.ts';
import { draftOf, keepDraft } from './draft.ts';
import { type FormProps, Long, MOST_CHARACTERS, Send } from './form.tsx';
import { Faces } from './rating/Faces.tsx';
import { tellingOf } from './told.ts';

/** One tap says it. A word may follow. */
export function Praise({ chat, talk, onSent }: FormProps) {
  const words = wordsOf('giving', giving);
  const asked = wordsOf('feedback', feedback);
  const [tapped, setTapped] = useState<{ id: string; score: number } | undefined>();
  const [draft, setDraft] = useState(() => draftOf(chat, 'praise'));
  const change = (body: string) => {
    const next = { ...draft, body };
    setDraft(next);
    keepDraft(chat, 'praise', next);
  };
  const tap = (score: number) => {
    const one = { id: tapped?.id ?? newId(Date.now()), score };
    setTapped(one);
    tellingOf(chat).tell({ ...one, kind: 'praise', body: '', pictures: [] });
  };
  const send = () => {
    const body = draft.body.trim();
    if (!tapped || body.length > MOST_CHARACTERS) return;
    if (body) tellingOf(chat).tell({ ...tapped, kind: 'praise', body, pictures: [] });
    change('');
    onSent(tapped.id);
  };
  return (
    <form
      class="telling"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p id="foyer-praise">{words.praise}</p>
      <Faces labelledBy="foyer-praise" score={tapped?.score} onTap={tap} />
      {tapped && (
        <>
          <p role="status">{asked.thanks}</p>
          <Long label={asked.word} value={draft.body} talk={talk} rows={3} onInput={change} />
          <Send isNeeded={false} />
        </>
      )}
    </form>
  );
}
