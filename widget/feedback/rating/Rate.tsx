import { useEffect, useState } from 'preact/hooks';
import type { Chat } from '../../conversations/chat.ts';
import { useSheet } from '../../sheet.ts';
import { feedback } from '../../words/en/feedback.ts';
import { wordsOf } from '../../words/speech.ts';
import { Faces } from './Faces.tsx';
import css from './rate.css?inline';

const WORD_CHARACTERS = 1000;

/** After a conversation: one tap, then a word for whoever wants to. Once for a conversation, and never while somebody types. */
export default function Rate({ chat, conversation }: { chat: Chat; conversation: string }) {
  const words = wordsOf('feedback', feedback);
  const known = `rated:${conversation}`;
  const [stage, setStage] = useState<'unknown' | 'ask' | 'word' | 'sent' | 'over'>('unknown');
  const [score, setScore] = useState(0);
  const [word, setWord] = useState(chat.kept.get(`${known}:word`) ?? '');
  const root = useSheet(css);
  useEffect(() => {
    if (stage !== 'unknown') return;
    if (chat.kept.get(known)) return setStage('over');
    // It may have been rated in another browser.
    void chat.ask('feedback:rating', { conversation }).then((answer) => {
      if (answer?.ok) setStage(answer.rating ? 'over' : 'ask');
    });
  }, [conversation, chat.line.value]);
  const over = (last: typeof stage) => {
    chat.kept.set(known, '1');
    chat.kept.remove(`${known}:word`);
    setStage(last);
  };
  const tap = (tapped: number) => {
    setScore(tapped);
    setStage('word');
    chat.kept.set(known, '1');
    chat.errands.run('feedback:rate', { conversation, score: tapped, word: '' });
    chat.emit('feedback', { kind: 'csat', rating: tapped });
  };

  if (stage === 'unknown' || stage === 'over') return null;
  if (stage === 'ask' && (chat.draft.value.trim() || chat.typing.value)) return null;
  return (
    <div class="rate" ref={root}>
      {stage === 'ask' && (
        <>
          <p id="foyer-rate">{words.ask}</p>
          <Faces labelledBy="foyer-rate" onTap={tap} />
          <button type="button" class="link" onClick={() => over('over')}>
            {words.no}
          </button>
        </>
      )}
      {stage === 'word' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (word.trim()) chat.errands.run('feedback:rate', { conversation, score, word: word.trim() });
            over('sent');
          }}
        >
          <p role="status">
            {words.thanks} <label for="foyer-word">{words.word}</label>
          </p>
          <input
            class="field"
            id="foyer-word"
            dir={word ? 'auto' : undefined}
            maxLength={WORD_CHARACTERS}
            value={word}
            ref={(field) => {
              if (field && !word) field.focus();
            }}
            onInput={({ currentTarget: { value } }) => {
              chat.kept.set(`${known}:word`, value);
              setWord(value);
            }}
          />
          <button type="submit" class="primary">
            {words.send}
          </button>
          <button type="button" class="link" onClick={() => over('over')}>
            {words.no}
          </button>
        </form>
      )}
      {stage === 'sent' && <p role="status">{words.sent}</p>}
    </div>
  );
}
