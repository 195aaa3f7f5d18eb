import type { FeedbackKind } from '../../../protocol/feedback.ts';
import type { Desk } from '../../desk.ts';
import { words } from '../../words/en.ts';

const text = words.feedback;
const KINDS = ['bug', 'idea', 'praise'] as const satisfies FeedbackKind[];
type Option = [value: string, label: string];

/** What, whose, about what, and where there are several: of which site. */
export function Choices({ desk }: { desk: Desk }) {
  const { given } = desk;
  const me = desk.me.value.id;
  const sites = desk.sites.value ?? [];
  const { kind, owner, tag, site } = given.chosen.value;
  const others = desk.colleagues.value
    .filter((one) => one.id !== me)
    .map((one): Option => [one.id, one.name])
    .sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <div class="choices">
      <Select
        label={text.kindLabel}
        value={kind}
        any={text.anyKind}
        options={KINDS.map((one) => [one, text.manyKinds[one]])}
        onChoose={(value) => given.choose({ kind: value as FeedbackKind | null })}
      />
      <Select
        label={text.ownerLabel}
        value={owner}
        any={text.anyOwner}
        options={[[me, text.mine], ['none', text.nobodys], ...others]}
        onChoose={(value) => given.choose({ owner: value })}
      />
      {(given.tags.value.length > 0 || tag !== null) && (
        <Select
          label={text.tagLabel}
          value={tag}
          any={text.anyTag}
          options={[...new Set([...(tag === null ? [] : [tag]), ...given.tags.value])].map((one) => [one, one])}
          onChoose={(value) => given.choose({ tag: value })}
        />
      )}
      {sites.length > 1 && (
        <Select
          label={words.conversations.siteLabel}
          value={site}
          any={words.conversations.allSites}
          options={sites.map(({ id, name }) => [id, name])}
          onChoose={(value) => given.choose({ site: value })}
        />
      )}
    </div>
  );
}

function Select(p: {
  label: string;
  value: string | null;
  /** What choosing nothing is called. */
  any: string;
  options: readonly Option[];
  onChoose: (value: string | null) => void;
}) {
  return (
    <select
      class="input"
      aria-label={p.label}
      value={p.value ?? ''}
      onInput={(event) => p.onChoose(event.currentTarget.value || null)}
    >
      <option value="">{p.any}</option>
      {p.options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
