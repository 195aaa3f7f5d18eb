import { useState } from 'preact/hooks';
import type { Attribute, AttributeValue, Tracked } from '../../protocol/people.ts';
import { now } from '../shell/clock.ts';
import { shortly } from '../shell/when.ts';
import { words } from '../words/en.ts';

const text = words.people;
const DONE_SHOWN = 5;

/** What is told of somebody, with who says so: the surest of each name first, others below it. */
export function Attributes({ attributes }: { attributes: readonly Attribute[] }) {
  if (attributes.length === 0) return null;
  return (
    <section>
      <h3>{text.attributes}</h3>
      <dl class="told">
        {attributes.map(({ name, value, source, at }, index) => (
          <div key={`${source} ${name}`} class={attributes[index - 1]?.name === name ? 'less-sure' : undefined}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{said(value)}</bdi>{' '}
              <span class={`pill by-${source}`} title={`${text.sourcesMore[source]} ${shortly(at, now.value)}`}>
                {text.sources[source]}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What somebody did on the site's pages, newest first. */
export function Done({ tracked }: { tracked: readonly Tracked[] }) {
  const [all, setAll] = useState(false);
  if (tracked.length === 0) return null;
  const rest = tracked.length - DONE_SHOWN;
  return (
    <section>
      <h3>{text.done}</h3>
      <ol class="done">
        {(all ? tracked : tracked.slice(0, DONE_SHOWN)).map(({ id, event, properties, at }) => (
          <li key={id}>
            <span class="line">
              <bdi>{event}</bdi>
              <bdi class="soft small">{shortly(at, now.value)}</bdi>
            </span>
            {properties.length > 0 && (
              <span class="soft small">
                {properties.map(({ name, value }) => (
                  <bdi key={name}>{`${name}: ${said(value)}`}</bdi>
                ))}
              </span>
            )}
          </li>
        ))}
      </ol>
      {rest > 0 && !all && (
        <button type="button" class="text-button small" onClick={() => setAll(true)}>
          {text.moreDone(rest)}
        </button>
      )}
    </section>
  );
}

function said(value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  // As the site told it: a number may be a year or an order.
  return `${value ?? ''}`;
}
