import type { StaffRow } from '../../../protocol/conversations.ts';
import type { Desk } from '../../desk.ts';
import { Avatar, Icon } from '../../kit/ui.tsx';
import { nameOf } from '../../people/name.ts';
import { to } from '../../router.ts';
import { now } from '../../shell/clock.ts';
import { lasting, shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import { entered } from '../keys.ts';
import { inShort } from '../thread/Quote.tsx';

const text = words.conversations;

/** One conversation in the queue: who, when, the last words, how long they wait, who has it. */
export function Row({ desk, row, current }: { desk: Desk; row: StaffRow; current: boolean }) {
  const me = desk.me.value.id;
  const state = { ...row.state, ...desk.acts.pending.value.get(row.conversation) };
  const typing = desk.presence.visitorsTyping.value.has(row.conversation);
  const several = (desk.sites.value?.length ?? 0) > 1 && desk.queue.site.value === null;
  const site = several ? desk.sites.value?.find(({ id }) => id === row.site) : undefined;
  const team = desk.teams.value.find(({ id }) => id === state.team);
  const name = nameOf(row.person);
  return (
    <a
      class={row.unread > 0 ? 'row unread' : 'row'}
      href={to('conversations', row.conversation)}
      aria-current={current ? 'true' : undefined}
      onClick={() => {
        entered.value = row.conversation;
      }}
    >
      <Avatar name={name} />
      <span class="lines">
        <span class="line">
          <span class="who one-line" dir="auto">
            {name}
          </span>
          <bdi class="soft small">{shortly(state.lastAt, now.value)}</bdi>
        </span>
        <span class="line">
          <span class="last">{typing ? <em>{text.isTyping}</em> : <LastWords row={row} me={me} />}</span>
          {row.unread > 0 && (
            <span class="pill count">
              {row.unread > 99 ? '99+' : row.unread}
              <span class="hidden-text"> {text.unread}</span>
            </span>
          )}
        </span>
        {(state.waitingSince !== null || state.assignee || team || site) && (
          <span class="line facts">
            {state.waitingSince !== null && (
              <span class="pill waits">{text.waiting(lasting(now.value - state.waitingSince))}</span>
            )}
            {state.assignee && (
              <span class="pill" title={text.has(state.assignee.name)}>
                <Avatar name={state.assignee.name} tiny />
                <span class="one-line" dir="auto">
                  {state.assignee.id === me ? text.mine : state.assignee.name}
                </span>
              </span>
            )}
            {team && (
              <span class="pill" title={text.hasTeam(team.name)}>
                <Icon name="people" size={14} />
                <span class="one-line" dir="auto">
                  {team.name}
                </span>
              </span>
            )}
            {site && (
              <span class="soft small one-line" dir="auto">
                {site.name}
              </span>
            )}
          </span>
        )}
      </span>
    </a>
  );
}

function LastWords({ row: { last }, me }: { row: StaffRow; me: string }) {
  if (!last) return <>{text.noMessage}</>;
  const { note, yours, theirs } = text.lead;
  const ours = () => (last.author?.id === me ? yours : theirs(last.author?.name ?? words.someone));
  const lead = last.note ? note : last.by === 'staff' ? ours() : null;
  return (
    <>
      {lead && <bdi class="lead">{lead}</bdi>}{' '}
      <span class="one-line" dir="auto">
        {inShort(last)}
      </span>
    </>
  );
}
