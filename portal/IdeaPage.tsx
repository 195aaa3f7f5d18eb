import { places } from '../protocol/portal.ts';
import { Pill, Votes } from './BoardPage.tsx';
import { Ask, Crumbs } from './Frame.tsx';
import type { Content, Page } from './page.ts';
import type { Words } from './words/words.ts';

type OneIdea = Page<Extract<Content, { is: 'idea' }>>;

/** One idea, what staff say of it, and what became of it until now. */
export function IdeaPage({ page, words }: { page: OneIdea; words: Words }) {
  const { idea, steps, language } = page;
  const day = (at: number) => new Date(at).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <div class="bar narrow">
      <Crumbs page={page} words={words} way={[{ path: places.ideas(language), title: words.ideas }]} />
      <div class="idea-head">
        <Votes {...{ idea, words, language }} />
        <div>
          <h1 dir="auto">{idea.title}</h1>
          <p>
            <Pill status={idea.status} words={words} />
          </p>
        </div>
      </div>
      {idea.body && (
        <p class="idea-body" dir="auto">
          {idea.body}
        </p>
      )}
      {idea.word && (
        <section class="idea-answer">
          <h2>{words.answer}</h2>
          <p dir="auto">{idea.word}</p>
        </section>
      )}
      {steps.length > 0 && (
        <section class="steps">
          <h2>{words.became}</h2>
          <ol>
            {steps.map(({ status, word, at }) => (
              <li key={at}>
                <time datetime={new Date(at).toISOString()}>{day(at)}</time> <Pill status={status} words={words} />
                {word && word !== idea.word && <p dir="auto">{word}</p>}
              </li>
            ))}
          </ol>
        </section>
      )}
      <Ask {...{ page, words }} about={{ said: words.wish, button: words.openChat }} />
    </div>
  );
}
