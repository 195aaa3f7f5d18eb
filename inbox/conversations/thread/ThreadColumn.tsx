import { useEffect } from 'preact/hooks';
import { isUp } from '../../../client/standing.ts';
import { writeFrom } from '../../articles/writeFrom.ts';
import { FromConversation } from '../../boards/FromConversation.tsx';
import type { Desk } from '../../desk.ts';
import { Blank, Button, Icon, IconButton } from '../../kit/ui.tsx';
import { nameOf } from '../../people/name.ts';
import { go, path, to } from '../../router.ts';
import { reaches } from '../../staff/roles.ts';
import { KeepMenu } from '../../transcript/KeepMenu.tsx';
import { words } from '../../words/en.ts';
import { AssignMenu } from '../AssignMenu.tsx';
import { Composer } from '../composer/Composer.tsx';
import { type KeyState, making } from '../keys.ts';
import { Messages } from './Messages.tsx';
import type { Opened } from './thread.ts';

const text = words.conversations;

export function ThreadColumn(p: { desk: Desk; id: string | null; keys: KeyState; onPerson: () => void }) {
  const { desk, id } = p;
  const opened = desk.threads.opened.value;
  const problem = desk.threads.problem.value;
  if (id === null) {
    return (
      <section class="thread-column">
        <Blank title={text.pick}>
          <p class="by-keys">{text.pickMore}</p>
        </Blank>
      </section>
    );
  }
  if (opened) return <OpenThread {...p} opened={opened} />;
  const gone = problem?.code === 'not_found' || problem?.code === 'bad_input';
  return (
    <section class="thread-column" aria-busy={problem === null}>
      <header>
        <Back />
      </header>
      {problem ? (
        <Blank title={gone ? text.gone : text.threadFailed}>
          <p>{gone ? text.goneMore : words.refusal(problem)}</p>
          {!gone && <Button onClick={() => desk.threads.open(id)}>{words.tryAgain}</Button>}
        </Blank>
      ) : (
        <Bones />
      )}
    </section>
  );
}

function OpenThread({
  desk,
  opened,
  keys,
  onPerson,
}: {
  desk: Desk;
  opened: Opened;
  keys: KeyState;
  onPerson: () => void;
}) {
  const { thread, person, site } = opened;
  const state = { ...thread.state, ...desk.acts.pending.value.get(thread.conversation) };
  const mayAnswer = reaches(desk.me.value, 'agent', site);
  const lookers = desk.presence.lookers.value;
  const team = desk.teams.value.find(({ id }) => id === state.team);
  const name = nameOf(person);
  useEffect(() => {
    // What a reload kept of the outbox may be stored already.
    desk.posting.settle(thread.messages.map(({ id }) => id));
  }, [thread.conversation]);

  const closeOrReopen = () => {
    if (state.status === 'closed') return desk.acts.reopen(thread.conversation);
    (document.activeElement as HTMLElement | null)?.blur();
    const { conversation } = thread;
    const next = neighbour(desk, conversation);
    const closed = desk.acts.close(conversation);
    // Without a line it is not known to be closed: nothing else is opened, and read, in its place.
    if (desk.queue.view.peek() === 'closed' || !isUp(desk.line.peek())) return;
    go(next ? to('conversations', next) : to('conversations'));
    void closed.then((done) => {
      if (!done && path.peek()[1] === next) go(to('conversations', conversation));
    });
  };

  return (
    <section class="thread-column" aria-label={name}>
      <header>
        <Back />
        <div class="title">
          <h2 class="one-line" dir="auto">
            {name}
          </h2>
          {team && (
            <p class="small soft one-line" dir="auto" title={text.hasTeam(team.name)}>
              {team.name}
            </p>
          )}
          {lookers.length > 0 && (
            <p class="small soft one-line" role="status">
              {text.looking(text.isAre(lookers.map((one) => one.name)))}
            </p>
          )}
        </div>
        {mayAnswer && (
          <>
            <AssignMenu desk={desk} opened={opened} state={state} keys={keys} />
            <button type="button" class="button" data-key="e" onClick={closeOrReopen}>
              <Icon name={state.status === 'closed' ? 'reopen' : 'check'} size={18} />
              <span class="wide">{state.status === 'closed' ? text.reopenIt : text.closeIt}</span>
            </button>
          </>
        )}
        <KeepMenu desk={desk} opened={opened} />
        <span class="opens-person">
          <IconButton icon="info" label={text.who} onClick={onPerson} />
        </span>
      </header>
      {mayAnswer && <Making {...{ desk, opened }} />}
      <Messages key={thread.conversation} desk={desk} opened={opened} />
      {state.status === 'closed' && <p class="is-closed">{text.isClosed}</p>}
      {mayAnswer ? (
        <Composer key={`composer ${thread.conversation}`} desk={desk} opened={opened} />
      ) : (
        <p class="is-closed">{text.viewer}</p>
      )}
    </section>
  );
}

/** What is made of the conversation, by key or from its menu. */
function Making({ desk, opened }: { desk: Desk; opened: Opened }) {
  const what = making.value;
  useEffect(() => {
    if (what !== 'article') return;
    making.value = null;
    writeFrom(desk, opened);
  }, [what]);
  useEffect(
    () => () => {
      making.value = null;
    },
    [opened.thread.conversation],
  );
  if (what !== 'idea') return null;
  return (
    <FromConversation
      {...{ desk, opened }}
      key={opened.thread.conversation}
      onClose={() => {
        making.value = null;
      }}
    />
  );
}

/** The one below in the queue, or else the one above. */
function neighbour(desk: Desk, conversation: string): string | undefined {
  const rows = desk.queue.rows.peek() ?? [];
  const at = rows.findIndex((row) => row.conversation === conversation);
  if (at < 0) return undefined;
  return (rows[at + 1] ?? rows[at - 1])?.conversation;
}

function Back() {
  return (
    <a class="button quiet round back" href={to('conversations')} aria-label={text.back} title={text.back}>
      <Icon name="back" turns />
    </a>
  );
}

function Bones() {
  return (
    <div class="messages" aria-hidden="true">
      {[40, 65, 30, 55].map((width) => (
        <span
          key={width}
          class="bone"
          style={{ width: `${width}%`, height: '44px', marginBottom: '12px', flex: 'none' }}
        />
      ))}
    </div>
  );
}
