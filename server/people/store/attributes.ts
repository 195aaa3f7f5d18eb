import type { Attribute, AttributeValue, Named, Source, Tracked } from '../../../protocol/people.ts';
import { all, insert, one, run, type Work } from '../../foundation/database/database.ts';

const SUREST_FIRST: Source[] = ['staff', 'signed', 'form', 'page'];
const TRACKED_KEPT = 200;
const TRACKED_SHOWN = 20;

type AttributeRow = { name: string; source: Source; value: string; at: number };

/** Keeps what a source tells of a person; null takes a value away. False where the source would tell of more than `most` things. */
export function* tell(p: {
  person: string;
  source: Source;
  attributes: readonly Named[];
  most: number;
  at: number;
}): Work<boolean> {
  const before = yield* all<{ name: string }>(
    'select name from attributes where person_id = $1 and source = $2',
    p.person,
    p.source,
  );
  const names = new Set(before.map(({ name }) => name));
  for (const { name, value } of p.attributes) value === null ? names.delete(name) : names.add(name);
  if (names.size > p.most) return false;
  for (const { name, value } of p.attributes) {
    if (value === null) {
      yield* run(
        'delete from attributes where person_id = $1 and name = $2 and source = $3',
        ...[p.person, name, p.source],
      );
    } else {
      yield* run(
        `insert into attributes (person_id, name, source, value, at) values ($1, $2, $3, $4, $5)
         on conflict (person_id, name, source) do update set value = excluded.value, at = excluded.at`,
        ...[p.person, name, p.source, JSON.stringify(value), p.at],
      );
    }
  }
  return true;
}

/** What the site vouches for, in place of all that it vouched for before. */
export function* tellAnew(p: { person: string; attributes: readonly Named[]; at: number }): Work<void> {
  const { gone, changed } = yield* differences(p);
  const attributes = [...gone.map((name) => ({ name, value: null })), ...changed];
  yield* tell({ person: p.person, source: 'signed', attributes, most: p.attributes.length, at: p.at });
}

/** Whether a site vouched for exactly this before. */
export function* isTold(p: { person: string; attributes: readonly Named[] }): Work<boolean> {
  const { gone, changed } = yield* differences(p);
  return gone.length === 0 && changed.length === 0;
}

function* differences(p: {
  person: string;
  attributes: readonly Named[];
}): Work<{ gone: string[]; changed: readonly Named[] }> {
  const before = new Map<string, string>();
  for (const { name, value, source } of yield* attributesOf(p)) {
    if (source === 'signed') before.set(name, JSON.stringify(value));
  }
  const now = new Set(p.attributes.filter(({ value }) => value !== null).map(({ name }) => name));
  return {
    gone: [...before.keys()].filter((name) => !now.has(name)),
    changed: p.attributes.filter(({ name, value }) => value !== null && before.get(name) !== JSON.stringify(value)),
  };
}

/** What is told of a person, by name; of one name the surest first. */
export function* attributesOf(p: { person: string }): Work<Attribute[]> {
  const rows = yield* all<AttributeRow>(
    'select name, source, value, at from attributes where person_id = $1 order by name',
    p.person,
  );
  const rank = ({ source }: { source: Source }) => SUREST_FIRST.indexOf(source);
  return rows
    .map((row) => ({ ...row, value: JSON.parse(row.value) as AttributeValue }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : rank(a) - rank(b)));
}

/** Keeps something that a person did. Only the newest stay. */
export function* track(p: { id: string; person: string; event: string; properties: string; at: number }): Work<void> {
  yield* insert('tracked', [{ id: p.id, person_id: p.person, event: p.event, properties: p.properties, at: p.at }]);
  const oldest = yield* one<{ at: number; id: string }>(
    `select at, id from tracked where person_id = $1 order by at desc, id desc limit 1 offset ${TRACKED_KEPT - 1}`,
    p.person,
  );
  if (oldest) {
    yield* run(
      'delete from tracked where person_id = $1 and (at < $2 or (at = $2 and id < $3))',
      ...[p.person, oldest.at, oldest.id],
    );
  }
}

export function* trackedOf(p: { person: string }): Work<Tracked[]> {
  const rows = yield* all<{ id: string; event: string; properties: string; at: number }>(
    `select id, event, properties, at from tracked where person_id = $1 order by at desc, id desc limit ${TRACKED_SHOWN}`,
    p.person,
  );
  return rows.map((row) => ({ ...row, properties: JSON.parse(row.properties) as Named[] }));
}
