import { useEffect, useState } from 'preact/hooks';
import { newId } from '../../client/storage.ts';
import type { SurveyDue } from '../../protocol/surveys.ts';
import type { Chat } from '../conversations/chat.ts';
import { useSheet } from '../sheet.ts';
import { surveys } from '../words/en/surveys.ts';
import { wordsOf } from '../words/speech.ts';
import css from './survey.css?inline';

const WORD_CHARACTERS = 1000;
const SCALES = { nps: [0, 10], ces: [1, 7], own: [1, 5] } as const;

type Asked = NonNullable<SurveyDue['survey']> & { answer: string };

/** What the site asks now and then: one tap, then a word for whoever wants to. The server says when, and that it was shown is told at once. */
export default function Survey({ chat }: { chat: Chat }) {
  const words = wordsOf('surveys', surveys);
  const [asked, setAsked] = useState<Asked | undefined>();
  const [stage, setStage] = useState<'ask' | 'word' | 'sent' | 'over'>('ask');
  const [score, setScore] = useState(0);
  const [word, setWord] = useState('');
  const root = useSheet<HTMLElement>(css);
  const [page] = useState(() => location.pathname.slice(0, 1000));
  useEffect(() => {
    if (asked) return;
    void chat.ask('surveys:due', { page }).then((answer) => {
      if (!answer?.ok || !answer.survey) return;
      const answered = newId(Date.now());
      setAsked({ ...answer.survey, answer: answered });
      chat.errands.run('surveys:answer', { id: answered, survey: answer.survey.id, score: null, word: '', page });
    });
  }, [chat.line.value]);
  if (!asked || stage === 'over') return null;

  const tell = (told: number, said: string) =>
    chat.errands.run('surveys:answer', { id: asked.answer, survey: asked.id, score: told, word: said, page });
  const tap = (tapped: number) => {
    setScore(tapped);
    setStage('word');
    tell(tapped, '');
    chat.emit('feedback', { kind: asked.kind, rating: tapped });
  };
  const { kind } = asked;
  const [least, most] = SCALES[kind];
  const question = asked.question || (kind === 'own' ? '' : words.questions[kind]);
  return (
    <section class="survey" ref={root} aria-labelledby="foyer-survey">
      <p id="foyer-survey" dir="auto">
        {question}
      </p>
      {stage === 'ask' && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, each of which acts at once */}
          <div class="scale" role="group" aria-labelledby="foyer-survey">
            {Array.from({ length: most - least + 1 }, (_, at) => least + at).map((one) => (
              <button
                key={one}
                type="button"
                aria-label={endOf(one) ? `${one}: ${endOf(one)}` : undefined}
                onClick={() => tap(one)}
              >
                {one}
              </button>
            ))}
          </div>
          <p class="ends" aria-hidden="true">
            <span>{endOf(least)}</span> <span>{endOf(most)}</span>
          </p>
          <button type="button" class="link" onClick={() => setStage('over')}>
            {words.no}
          </button>
        </>
      )}
      {stage === 'word' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (word.trim()) tell(score, word.trim());
            setStage('sent');
          }}
        >
          <label for="foyer-why">{words.why}</label>
          <input
            class="field"
            id="foyer-why"
            dir={word ? 'auto' : undefined}
            maxLength={WORD_CHARACTERS}
            value={word}
            ref={(field) => {
              if (field && !word) field.focus();
            }}
            onInput={(event) => setWord(event.currentTarget.value)}
          />
          <button type="submit" class="primary">
            {words.send}
          </button>
          <button type="button" class="link" onClick={() => setStage('sent')}>
            {words.no}
          </button>
        </form>
      )}
      <p role="status">{stage === 'sent' ? words.thanks : ''}</p>
    </section>
  );

  function endOf(one: number): string {
    const ends = words.ends[kind];
    return one === least ? ends[0] : one === most ? ends[1] : '';
  }
}
