import { type Card, STATUSES, type Status } from '../protocol/boards.ts';
import { places } from '../protocol/portal.ts';
import { Ask, Crumbs } from './Frame.tsx';
import type { Content, Page } from './page.ts';
import { say, type Words } from './words/words.ts';

type Board = Page<Extract<Content, { is: 'board' }>>;

/** What people wish for, by votes; one status alone is the way that lies ahead, or what has changed. */
export function BoardPage({ page, words }: { page: Board; words: Words }) {
  const { ideas, status, more, after, language } = page;
  return (
    <div class="bar narrow">
      <Crumbs page={page} words={words} />
      <h1>{words.ideas}</h1>
      <nav class="choices" aria-label={words.ideas}>
        {[null, ...STATUSES].map((one) => (
          <a
            key={one}
            href={page.root + places.ideas(language, one)}
            aria-current={one === status ? 'page' : undefined}
          >
            {one === null ? words.everything : words[one]}
          </a>
        ))}
      </nav>
      {ideas.length === 0 && <p class="lead">{words.noIdeas}</p>}
      <ol class="ideas" start={after + 1}>
        {ideas.map((idea) => (
          <li key={idea.id}>
            <Votes {...{ idea, words, language }} />
            <a href={page.root + places.idea(language, idea.id)} dir="auto">
              <strong>{idea.title}</strong>
              {idea.body && <span>{idea.body}</span>}
            </a>
            {status === null && idea.status !== 'open' && <Pill status={idea.status} words={words} />}
          </li>
        ))}
      </ol>
      {more && (
        <a class="more" rel="next" href={page.root + places.ideas(language, status, after + ideas.length)}>
          {words.moreIdeas}
        </a>
      )}
      <Ask {...{ page, words }} about={{ said: words.wish, button: words.openChat }} />
    </div>
  );
}

export function Votes({ idea, words, language }: { idea: Card; words: Words; language: string }) {
  const said = say(words.votes, { count: idea.votes }, language);
  return (
    <span class="votes" role="img" aria-label={said} title={said}>
      {idea.votes.toLocaleString(language)}
    </span>
  );
}

export function Pill({ status, words }: { status: Status; words: Words }) {
  return <span class={`pill ${status}`}>{words[status]}</span>;
}
