import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hours, Span } from '../../protocol/hours.ts';
import { isOpen, nextOpening, openingAt } from '../../server/hours/opening.ts';
import { type Data, databases } from '../support/databases.ts';
import { id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const days = (spans: Partial<Record<number, Span[]>>): Span[][] =>
  Array.from({ length: 7 }, (_, day) => spans[day] ?? []);
const span = (from: string, to: string): Span => ({ from, to });
const hoursOf = (zone: string, week: Span[][], holidays: Hours['holidays'] = []): Hours => ({ zone, week, holidays });

/** The plainest way to tell: what the clock on the wall shows lies within a span of that day, or in one of the day before. */
function openOnTheWall({ zone, week, holidays }: Hours, moment: number): boolean {
  const shown = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDateTime();
  return [0, 1].some((back) => {
    const day = shown.toPlainDate().subtract({ days: back });
    const holiday = holidays.find(({ date }) => date === day.toString());
    const spans = holiday ? holiday.spans : (week[day.dayOfWeek - 1] as Span[]);
    return spans.some(({ from, to }) => {
      const begins = day.toPlainDateTime(from);
      const ends = day.add({ days: to <= from ? 1 : 0 }).toPlainDateTime(to);
      return Temporal.PlainDateTime.compare(begins, shown) <= 0 && Temporal.PlainDateTime.compare(shown, ends) < 0;
    });
  });
}

/** Minute by minute, until it is otherwise than at the start. */
function walkToChange(hours: Hours, from: number, untilMs: number): number | null {
  const before = openOnTheWall(hours, from);
  for (let moment = from - (from % MINUTE_MS) + MINUTE_MS; moment <= from + untilMs; moment += MINUTE_MS) {
    if (openOnTheWall(hours, moment) !== before) return moment;
  }
  return null;
}

describe('a shop in Vienna', () => {
  const shop = hoursOf(
    'Europe/Vienna',
    days({ 0: [span('09:00', '12:30'), span('13:30', '18:00')], 4: [span('21:00', '02:00')] }),
    [
      { date: '2026-12-07', name: 'Stocktaking', spans: [] },
      { date: '2026-12-14', name: 'Short day', spans: [span('10:00', '11:00')] },
    ],
  );

  test('is open in both halves of a Monday and closed at noon', () => {
    const monday = (time: string) => isOpen(shop, at(`2026-11-30T${time}[Europe/Vienna]`));
    expect(['08:59', '09:00', '12:29', '12:30', '13:29', '13:30', '17:59', '18:00'].map(monday)).toEqual([
      ...[false, true, true, false, false, true, true, false],
    ]);
  });

  test('is open past midnight: what begins on Friday at nine lasts until two on Saturday', () => {
    expect(isOpen(shop, at('2026-11-27T20:59[Europe/Vienna]'))).toBe(false);
    expect(isOpen(shop, at('2026-11-28T01:59[Europe/Vienna]'))).toBe(true);
    expect(openingAt(shop, at('2026-11-28T02:00[Europe/Vienna]'))).toEqual({
      ...{ open: false, changesAt: at('2026-11-30T09:00[Europe/Vienna]') },
    });
    expect(openingAt(shop, at('2026-11-27T23:00[Europe/Vienna]')).changesAt).toBe(
      at('2026-11-28T02:00[Europe/Vienna]'),
    );
  });

  test('is closed on a holiday, and opens at other hours on another', () => {
    expect(isOpen(shop, at('2026-12-07T10:00[Europe/Vienna]'))).toBe(false);
    expect(nextOpening(shop, at('2026-12-05T12:00[Europe/Vienna]'))).toBe(at('2026-12-11T21:00[Europe/Vienna]'));
    expect(nextOpening(shop, at('2026-12-12T12:00[Europe/Vienna]'))).toBe(at('2026-12-14T10:00[Europe/Vienna]'));
    expect(isOpen(shop, at('2026-12-14T11:30[Europe/Vienna]'))).toBe(false);
  });

  test('asked while it is open, tells when it opens again', () => {
    expect(nextOpening(shop, at('2026-11-30T10:00[Europe/Vienna]'))).toBe(at('2026-11-30T13:30[Europe/Vienna]'));
  });

  test('that never opens has no next opening, one that never closes no end, and a closed year is found across', () => {
    const now = at('2026-11-30T10:00[Europe/Vienna]');
    expect(openingAt(hoursOf('Europe/Vienna', days({})), now)).toEqual({ open: false, changesAt: null });
    const always = Array.from({ length: 7 }, () => [span('00:00', '00:00')]);
    expect(openingAt(hoursOf('Europe/Vienna', always), now)).toEqual({ open: true, changesAt: null });
    const once = hoursOf('Europe/Vienna', days({}), [
      { date: '2027-10-01', name: 'Fair', spans: [span('08:00', '09:00')] },
    ]);
    expect(nextOpening(once, now)).toBe(at('2027-10-01T08:00[Europe/Vienna]'));
  });
});

describe('in the nights when the clock is changed', () => {
  const night = (from: string, to: string) =>
    hoursOf(
      'Europe/Vienna',
      Array.from({ length: 7 }, () => [span(from, to)]),
    );

  test('what begins in the hour that is skipped begins with the hour after it', () => {
    const shop = night('02:30', '05:00');
    const before = at('2026-03-29T00:30[Europe/Vienna]');
    expect(nextOpening(shop, before)).toBe(at('2026-03-29T03:00[Europe/Vienna]'));
    expect(nextOpening(shop, before)).toBe(walkToChange(shop, before, DAY_MS));
  });

  test('a night shift until two is an hour longer by the watch in autumn, and never shorter than the clock says', () => {
    const autumn = openingAt(night('21:00', '04:00'), at('2026-10-24T21:00[Europe/Vienna]'));
    expect((autumn.changesAt as number) - at('2026-10-24T21:00[Europe/Vienna]')).toBe(8 * 60 * MINUTE_MS);
    const spring = openingAt(night('21:00', '04:00'), at('2026-03-28T21:00[Europe/Vienna]'));
    expect((spring.changesAt as number) - at('2026-03-28T21:00[Europe/Vienna]')).toBe(6 * 60 * MINUTE_MS);
  });
});

const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
];
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 15, 30, 59))
  .map(([hour, minute]) => `${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`);
const spans = fc.array(fc.record({ from: time, to: time }), { maxLength: 3 });

/** Moments around the changes of a zone's clock, and some others. */
const moments = fc.constantFrom(...zones).chain((zone) => {
  const changes: number[] = [at('2026-06-15T12:00[UTC]')];
  let next = Temporal.ZonedDateTime.from('2025-01-01T00:00[UTC]').withTimeZone(zone).getTimeZoneTransition('next');
  while (next && next.year < 2028) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return fc.record({
    zone: fc.constant(zone),
    moment: fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * 60, max: 36 * 60 }))
      .map(([change, minutes]) => change + minutes * MINUTE_MS),
  });
});

test('a walk minute by minute with an eye on the clock comes to the same, whatever the hours and the zone', () => {
  fc.assert(
    fc.property(
      moments,
      fc.array(spans, { minLength: 7, maxLength: 7 }),
      fc.option(fc.record({ day: fc.integer({ min: -2, max: 3 }), spans })),
      ({ zone, moment }, week, holiday) => {
        const day = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
        const holidays = holiday
          ? [{ date: day.add({ days: holiday.day }).toString(), name: 'Holiday', spans: holiday.spans }]
          : [];
        const hours = hoursOf(zone, week, holidays);
        expect(isOpen(hours, moment)).toBe(openOnTheWall(hours, moment));
        const walked = walkToChange(hours, moment, 2 * DAY_MS);
        const { changesAt } = openingAt(hours, moment);
        if (walked === null) expect(changesAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(moment + 2 * DAY_MS);
        else expect(changesAt).toBe(walked);
      },
    ),
    { numRuns: 150 },
  );
});

describe.each(databases)('opening hours, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let now = at('2026-11-30T08:00[Europe/Vienna]');
  beforeEach(async () => {
    now = at('2026-11-30T08:00[Europe/Vienna]');
    data = await fresh();
    house = await openHouse(data.env, () => now);
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  const mondays = hoursOf('Europe/Vienna', days({ 0: [span('09:00', '17:00')] }));
  const ask = async (verb: string, payload: object = {}) =>
    (await house.asStaff(house.olgasCookie, `hours/${verb}`, { site: house.site.id, ...payload })).body;
  const welcome = async (origin = SHOP) =>
    (await house.post('/api/visitor/welcome', { site: house.site.key }, { origin })).body;

  test('a site without hours says nothing of them', async () => {
    expect(await ask('get')).toEqual({ ok: true, hours: null, opening: null });
    expect(await welcome()).toMatchObject({ ok: true, opening: null });
  });

  test('Olga sets them, and every page of the shop knows when somebody answers, as time goes by', async () => {
    const nine = at('2026-11-30T09:00[Europe/Vienna]');
    const opening = { open: false, changesAt: nine };
    expect(await ask('set', { hours: mondays })).toEqual({ ok: true, hours: mondays, opening });
    expect(await welcome()).toMatchObject({ opening });
    now = nine;
    expect(await welcome()).toMatchObject({
      opening: { open: true, changesAt: at('2026-11-30T17:00[Europe/Vienna]') },
    });
    now = at('2026-11-30T17:00[Europe/Vienna]');
    expect(await welcome()).toMatchObject({
      opening: { open: false, changesAt: at('2026-12-07T09:00[Europe/Vienna]') },
    });
    await ask('set', { hours: null });
    expect(await welcome()).toMatchObject({ opening: null });
    expect(await welcome('https://else.example')).toMatchObject({ code: 'origin_refused' });
  });

  test('holidays are kept in the order of the calendar', async () => {
    const holidays = ['2026-12-24', '2026-12-07'].map((date) => ({ date, name: 'Off', spans: [] }));
    await ask('set', { hours: { ...mondays, holidays } });
    const kept = { ...mondays, holidays: holidays.toReversed() };
    expect((await ask('get')).hours).toEqual(kept);
  });

  test('what is no day, no zone or stands there twice is refused, and the answer says which', async () => {
    const holiday = (date: string) => ({ date, name: '', spans: [] });
    const refusals = [
      [{ ...mondays, zone: 'Europe/Atlantis' }, 'hours.zone'],
      [{ ...mondays, holidays: [holiday('2026-02-28'), holiday('2026-02-30')] }, 'hours.holidays.1.date'],
      [{ ...mondays, holidays: [holiday('2026-02-28'), holiday('2026-02-28')] }, 'hours.holidays.1.date'],
    ] as const;
    for (const [hours, field] of refusals) {
      expect(await ask('set', { hours })).toMatchObject({ code: 'bad_input', field, detail: expect.any(String) });
      expect(await ask('try', { hours, site: undefined })).toMatchObject({ code: 'bad_input', field });
    }
    expect((await ask('get')).hours).toBe(null);
  });

  test('hours that begin while others go on are refused where they begin, by day, by night and on holidays', async () => {
    const week = (spans: Partial<Record<number, Span[]>>) => hoursOf('Europe/Vienna', days(spans));
    const night = span('21:00', '02:00');
    const refusals = [
      [week({ 0: [span('09:00', '12:00'), span('11:59', '18:00')] }), 'hours.week.0.1.from', '09:00–12:00'],
      [week({ 0: [span('11:00', '18:00'), span('09:00', '12:00')] }), 'hours.week.0.0.from', '09:00–12:00'],
      [week({ 1: [span('09:00', '12:00'), span('09:00', '12:00')] }), 'hours.week.1.1.from', '09:00–12:00'],
      [week({ 1: [span('00:00', '00:00'), span('23:00', '23:30')] }), 'hours.week.1.1.from', '00:00–00:00'],
      [week({ 4: [night], 5: [span('01:00', '05:00')] }), 'hours.week.5.0.from', 'of the day before'],
      [week({ 6: [night], 0: [span('00:30', '05:00')] }), 'hours.week.0.0.from', 'of the day before'],
      [
        hoursOf('Europe/Vienna', days({}), [{ date: '2026-12-24', name: '', spans: [night, span('22:00', '23:00')] }]),
        ...(['hours.holidays.0.spans.1.from', '21:00–02:00'] as const),
      ],
    ] as const;
    for (const [hours, field, detail] of refusals) {
      const problem = { code: 'bad_input', field, detail: expect.stringContaining(detail) };
      expect(await ask('set', { hours })).toMatchObject(problem);
      expect(await ask('try', { hours, site: undefined })).toMatchObject(problem);
    }
    expect((await ask('get')).hours).toBe(null);
  });

  test('hours that touch, and a morning beside a night, are kept in the order of the clock', async () => {
    const [early, late, night] = [span('02:00', '05:00'), span('05:00', '09:00'), span('21:00', '02:00')];
    const hours = hoursOf('Europe/Vienna', days({ 4: [night], 5: [night, late, early], 6: [span('02:00', '02:00')] }));
    await ask('set', { hours });
    expect((await ask('get')).hours.week[5]).toEqual([early, late, night]);
  });

  test('a team that has none of its own keeps those of its site', async () => {
    await ask('set', { hours: mondays });
    expect(await ask('get', { team: id() })).toMatchObject({ code: 'not_found' });
    const hours = house.app.slices.hours;
    const nobodyKnows = await hours.opening({ site: house.site.id, team: id() });
    expect(nobodyKnows).toEqual(await hours.opening({ site: house.site.id }));
  });
});
