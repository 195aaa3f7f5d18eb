import { useSheet } from '../../sheet.ts';
import { feedback } from '../../words/en/feedback.ts';
import { wordsOf } from '../../words/speech.ts';
import css from './faces.css?inline';

const FACES = ['😞', '🙁', '😐', '🙂', '😀'];

/** From bad to very good: each of them acts at once. */
export function Faces(p: { labelledBy: string; score?: number | undefined; onTap: (score: number) => void }) {
  const { scores } = wordsOf('feedback', feedback);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, each of which acts at once
    <div class="faces" role="group" aria-labelledby={p.labelledBy} ref={useSheet(css)}>
      {FACES.map((face, at) => (
        <button
          key={face}
          type="button"
          aria-label={scores[at]}
          aria-pressed={p.score === undefined ? undefined : p.score === at + 1}
          title={scores[at]}
          onClick={() => p.onTap(at + 1)}
        >
          {face}
        </button>
      ))}
    </div>
  );
}
