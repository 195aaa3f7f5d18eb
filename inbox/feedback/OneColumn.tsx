import type { Feedback } from '../../protocol/feedback.ts';
import type { Desk } from '../desk.ts';
import { MessageFiles } from '../files/MessageFiles.tsx';
import { Blank, Button } from '../kit/ui.tsx';
import { nameOf } from '../people/name.ts';
import { to } from '../router.ts';
import { reaches } from '../staff/roles.ts';
import { words } from '../words/en.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { Back } from './Back.tsx';
import { Facts } from './Facts.tsx';
import type { Made } from './given.ts';
import { OwnerMenu, StatusMenu } from './MadeMenus.tsx';
import { stand } from './stand.ts';
import { Tags } from './Tags.tsx';

const text = words.feedback;

/** One feedback: all that was told, and what staff make of it. */
export function OneColumn({ desk, id }: { desk: Desk; id: string | null }) {
  const { given } = desk;
  const one = given.one.value;
  const problem = given.oneProblem.value;
  if (id === null) {
    return (
      <section class="thread-column">
        <Blank title={text.pick}>
          <p class="by-keys">{text.pickMore}</p>
        </Blank>
      </section>
    );
  }
  if (one?.id === id) return <Opened key={id} desk={desk} one={{ ...one, ...given.pending.value.get(id) }} />;
  const isGone = problem?.code === 'not_found' || problem?.code === 'bad_input';
  return (
    <section class="thread-column" aria-busy={problem === null}>
      <header>
        <Back />
      </header>
      {problem ? (
        <Blank title={isGone ? text.gone : words.unreachable}>
          <p>{isGone ? text.goneMore : words.refusal(problem)}</p>
          {!isGone && <Button onClick={() => given.open(id)}>{words.tryAgain}</Button>}
        </Blank>
      ) : (
        <div class="given" aria-hidden="true">
          {[50, 90, 70].map((width) => (
            <span key={width} class="bone" style={{ width: `${width}%`, height: '20px' }} />
          ))}
        </div>
      )}
    </section>
  );
}

function Opened({ desk, one }: { desk: Desk; one: Feedback }) {
  const { given } = desk;
  const mayChange = reaches(desk.me.value, 'agent', one.site);
  const name = nameOf(one.person);
  const make = (made: Made) => given.make(one.id, made);
  return (
    <section class="thread-column" aria-label={`${text.kinds[one.kind]}: ${name}`}>
      <header>
        <Back />
        <div class="title">
          <h2 class="one-line" dir="auto">
            {name}
          </h2>
          <p class="small soft one-line">{text.kinds[one.kind]}</p>
        </div>
        {mayChange && (
          <>
            <OwnerMenu desk={desk} one={one} onChoose={(owner) => void make({ owner })} />
            <StatusMenu status={one.status} onChoose={(status) => void stand(given, status)} />
          </>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by keys */}
      <div class="given" tabIndex={0}>
        <div class="said">
          {one.score !== null && <p class="score">{words.people.rating.score(one.score)}</p>}
          {one.title && <h3 dir="auto">{one.title}</h3>}
          {one.body && (
            <p class="words" dir="auto">
              {one.body}
            </p>
          )}
          {!one.title && !one.body && <p class="soft">{one.files.length > 0 ? text.pictureAlone : text.tapAlone}</p>}
          {one.files.length > 0 && <MessageFiles files={one.files} />}
        </div>
        <Facts desk={desk} one={one} />
        <Tags tags={one.tags} known={given.tags.value} mayChange={mayChange} onChange={(tags) => void make({ tags })} />
        {one.errors.length > 0 && (
          <section>
            <h3>{text.errors}</h3>
            <pre dir="ltr">{one.errors.join('\n')}</pre>
          </section>
        )}
      </div>
      {one.conversation ? (
        <p class="is-closed">
          {text.answered} <a href={to('conversations', one.conversation)}>{text.toConversation}</a>
        </p>
      ) : mayChange ? (
        <AnswerForm desk={desk} one={one} />
      ) : (
        <p class="is-closed">{text.viewer}</p>
      )}
    </section>
  );
}
