import type { FeedbackStatus } from '../../../protocol/feedback.ts';
import { RowBones } from '../../conversations/queue/QueueColumn.tsx';
import type { Desk } from '../../desk.ts';
import { SearchField } from '../../kit/search.tsx';
import { Blank, Button, Icon, ProblemNotice } from '../../kit/ui.tsx';
import { to } from '../../router.ts';
import { words } from '../../words/en.ts';
import { EVERYTHING } from '../given.ts';
import { Choices } from './Choices.tsx';
import { GivenRow } from './GivenRow.tsx';
import { KeepMenu } from './KeepMenu.tsx';

const text = words.feedback;
const STATUSES = ['all', 'new', 'open', 'done', 'declined'] as const satisfies ('all' | FeedbackStatus)[];
const LOAD_MORE_AT_PX = 300;

/** All that was given, as it is chosen, newest first. */
export function GivenColumn({ desk, current }: { desk: Desk; current: string | null }) {
  const { given } = desk;
  const rows = given.rows.value;
  const problem = given.problem.value;
  const counts = given.counts.value;
  const { status } = given.chosen.value;
  return (
    <section class="queue" aria-label={text.listLabel}>
      <header>
        <div class="finding">
          <SearchField
            label={text.search}
            value={given.chosen.value.words}
            onInput={(words) => given.choose({ words })}
          />
          <a
            class="button quiet round"
            href={to('feedback', 'rising')}
            aria-label={words.trends.open}
            title={words.trends.open}
          >
            <Icon name="rising" />
          </a>
          <KeepMenu desk={desk} />
        </div>
        <Choices desk={desk} />
        <fieldset class="views" aria-label={text.viewsLabel}>
          {STATUSES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={(status ?? 'all') === one}
              onClick={() => given.choose({ status: one === 'all' ? null : one })}
            >
              {text.views[one]}
              {counts && (one === 'new' || one === 'open') && <span class="number">{counts[one]}</span>}
            </button>
          ))}
        </fieldset>
      </header>
      <div
        class="list"
        onScroll={({ currentTarget: list }) => {
          if (list.scrollHeight - list.scrollTop - list.clientHeight < LOAD_MORE_AT_PX) void given.loadMore();
        }}
      >
        {problem && (
          <div class="trouble">
            <ProblemNotice problem={problem} />
            <Button onClick={() => given.choose({})}>{words.tryAgain}</Button>
          </div>
        )}
        {rows === undefined && !problem && <RowBones />}
        {rows?.length === 0 && <Empty desk={desk} />}
        <ul>
          {rows?.map((row) => (
            <li key={row.id}>
              <GivenRow desk={desk} row={row} current={row.id === current} />
            </li>
          ))}
        </ul>
        {given.more.value && (
          <div class="trouble">
            <Button onClick={() => void given.loadMore()}>{text.more}</Button>
          </div>
        )}
      </div>
    </section>
  );
}

function Empty({ desk: { given } }: { desk: Desk }) {
  const counts = Object.values(given.counts.value ?? {});
  const isAllEmpty = counts.every((count) => count === 0) && given.chosen.value.site === null;
  return isAllEmpty ? (
    <Blank title={text.none}>
      <p>{text.noneMore}</p>
    </Blank>
  ) : (
    <Blank title={text.nothingFits}>
      <p>{text.nothingFitsMore}</p>
      <Button onClick={() => given.choose(EVERYTHING)}>{text.showAll}</Button>
    </Blank>
  );
}
