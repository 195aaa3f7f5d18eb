import type { FeedbackRow } from '../../../protocol/feedback.ts';
import type { Desk } from '../../desk.ts';
import { Icon } from '../../kit/ui.tsx';
import { nameOf } from '../../people/name.ts';
import { to } from '../../router.ts';
import { now } from '../../shell/clock.ts';
import { shortly } from '../../shell/when.ts';
import { words } from '../../words/en.ts';
import { openingOf } from './opening.ts';

const text = words.feedback;

/** One feedback in the list: what it is, from whom, when, its first words, and how it stands. */
export function GivenRow({ desk, row, current }: { desk: Desk; row: FeedbackRow; current: boolean }) {
  const { given } = desk;
  const made = given.pending.value.get(row.id);
  const { status, owner, tags } = { ...row, ...made };
  const several = (desk.sites.value?.length ?? 0) > 1 && given.chosen.value.site === null;
  const site = several ? desk.sites.value?.find(({ id }) => id === row.site) : undefined;
  const carer = desk.colleagues.value.find(({ id }) => id === owner);
  return (
    <a
      class={status === 'new' ? 'row unread' : 'row'}
      href={to('feedback', row.id)}
      aria-current={current ? 'true' : undefined}
    >
      <span class="avatar" title={text.kinds[row.kind]}>
        <Icon name={row.kind} size={18} />
        <span class="hidden-text">{text.kinds[row.kind]}</span>
      </span>
      <span class="lines">
        <span class="line">
          <span class="who one-line" dir="auto">
            {nameOf(row.person)}
          </span>
          <bdi class="soft small">{shortly(row.at, now.value)}</bdi>
        </span>
        <span class="line">
          <span class="last">
            <span class="one-line" dir="auto">
              {openingOf(row)}
            </span>
          </span>
        </span>
        <span class="line facts">
          <span class={`pill is-${status}`}>{text.views[status]}</span>
          {carer && (
            <span class="pill one-line" title={text.ownedBy(carer.name)} dir="auto">
              {carer.id === desk.me.value.id ? words.conversations.mine : carer.name}
            </span>
          )}
          {row.files > 0 && <span class="soft small">{text.pictures(row.files)}</span>}
          {tags.length > 0 && (
            <span class="soft small one-line" dir="auto">
              {tags.join(', ')}
            </span>
          )}
          {site && (
            <span class="soft small one-line" dir="auto">
              {site.name}
            </span>
          )}
        </span>
      </span>
    </a>
  );
}
