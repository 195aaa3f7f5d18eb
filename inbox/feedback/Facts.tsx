import type { ComponentChildren } from 'preact';
import type { Feedback } from '../../protocol/feedback.ts';
import type { Desk } from '../desk.ts';
import { browserOf } from '../people/browser.ts';
import { nameOf } from '../people/name.ts';
import { Address, languageOf } from '../people/PersonColumn.tsx';
import { now } from '../shell/clock.ts';
import { clockTime, dayOf } from '../shell/when.ts';
import { words } from '../words/en.ts';

const text = words.feedback;

/** From whom it is, when, and where they were, as their browser told it. */
export function Facts({ desk, one }: { desk: Desk; one: Feedback }) {
  const { person, page } = one;
  const site = (desk.sites.value?.length ?? 0) > 1 && desk.sites.value?.find(({ id }) => id === one.site);
  return (
    <section>
      <dl>
        <Fact name={text.from}>
          {nameOf(person)}
          {person.name && person.email && <bdi class="soft small"> {person.email}</bdi>}
          <span class="soft small"> {words.people.kinds[person.kind]}</span>
        </Fact>
        <Fact name={text.given}>
          <bdi>{dayOf(one.at, now.value)}</bdi>, <bdi>{clockTime(one.at)}</bdi>
        </Fact>
        {site && <Fact name={text.site}>{site.name}</Fact>}
        {page ? (
          <>
            <Fact name={text.page}>
              <Address url={page.address} title={page.address.replace(/^https?:\/\//, '')} />
            </Fact>
            <Fact name={text.browser}>
              <span title={page.browser}>{browserOf(page.browser) || page.browser || words.people.unknown}</span>
            </Fact>
            <Fact name={text.language}>{languageOf(page.language)}</Fact>
            <Fact name={text.size}>{text.pixels(page.width, page.height)}</Fact>
          </>
        ) : (
          one.kind === 'bug' && (
            <Fact name={text.page}>
              <span class="soft">{text.noPage}</span>
            </Fact>
          )
        )}
      </dl>
      {page && <p class="soft small">{text.asTold}</p>}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}
