import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Field, Form } from '../../protocol/forms.ts';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse, SHOP } from '../support/server.ts';

/** What a shop asks before the first message, and what becomes of the answers. */
const field = (kind: Field['kind'], label: string, more: Partial<Field> = {}): Field => ({
  ...{ id: id(), kind, label, required: false, options: [] },
  ...more,
});
const name = field('name', 'Your name');
const email = field('email', 'Your e-mail address', { required: true });
const topic = field('choice', 'What is it about?', { required: true, options: ['An order', 'A return'] });
const consent = field('tick', 'You may keep what I write for a year.', { required: true });
const form: Form = { on: true, intro: 'So that we can help you at once:', fields: [name, email, topic, consent] };

describe.each(databases)('a form on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let vera: string;
  beforeEach(async () => {
    data = await fresh();
    house = await openHouse(data.env);
    vera = await house.visitorToken();
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  const olga = async (verb: string, payload: object): Promise<Answer> =>
    (await house.asStaff(house.olgasCookie, verb, payload)).body;
  const set = (next: Form) => olga('forms/set', { site: house.site.id, form: next });
  const asked = async () =>
    (await house.post('/api/visitor/welcome', { site: house.site.key }, { origin: SHOP })).body.form;
  const ask = async (verb: string, payload: object, by = vera): Promise<Answer> =>
    (await house.asVisitor(by, verb, payload)).body;
  const answersTo = (given: [Field, string][]) => given.map(([{ id, label }, value]) => ({ field: id, label, value }));
  const ALL: [Field, string][] = [
    [name, 'Vera'],
    [email, 'vera@home.example'],
    [topic, 'A return'],
    [consent, 'yes'],
  ];

  test('is asked once it is switched on, and as it is then; nobody is asked otherwise', async () => {
    expect(await asked()).toBeNull();
    expect(await set({ ...form, on: false })).toEqual({ ok: true, form: { ...form, on: false } });
    expect(await asked()).toBeNull();
    await set(form);
    const shown = await asked();
    expect(shown).toEqual({ version: expect.any(Number), intro: form.intro, fields: form.fields });
    expect((await olga('forms/get', { site: house.site.id })).form).toEqual(form);
  });

  test('brings its answers to the conversation that begins by them: staff read them, and what is typed proves nothing', async () => {
    await set(form);
    const { version } = await asked();
    const start = id();
    const answer = { conversation: start, version, answers: answersTo(ALL) };
    expect(await ask('forms/answer', answer)).toEqual({ ok: true });
    // Told again, because the answer was lost, or otherwise, by whatever mistake: the first one counts.
    expect(await ask('forms/answer', answer)).toEqual({ ok: true });
    const otherwise = answersTo([...ALL.slice(0, 2), [topic, 'An order'], [consent, 'yes']]);
    expect(await ask('forms/answer', { ...answer, answers: otherwise })).toEqual({ ok: true });
    await ask('conversations/post', { id: id(), start, body: 'It has a crack.' });
    const { answers } = await olga('forms/answers', { conversation: start });
    expect(answers).toMatchObject([
      { label: 'Your name', value: 'Vera', kind: 'name' },
      { label: 'Your e-mail address', value: 'vera@home.example' },
      { label: 'What is it about?', value: 'A return' },
      { label: consent.label, value: 'yes', kind: 'tick', at: expect.any(Number) },
    ]);
    const { person } = await olga('conversations/sync', { conversation: start });
    expect(person).toMatchObject({ kind: 'unverified', name: 'Vera', email: 'vera@home.example' });
    const { attributes } = await olga('people/get', { person: person.id });
    expect(attributes).toContainEqual(
      expect.objectContaining({ name: 'What is it about?', value: 'A return', source: 'form' }),
    );
  });

  test('refuses what was not asked, saying where and what; what lacks is named in the owner’s words', async () => {
    await set(form);
    const { version } = await asked();
    const tell = (given: [Field, string][]) =>
      ask('forms/answer', { conversation: id(), version, answers: answersTo(given) });
    const wrong = async (given: [Field, string][], at: string, detail: string) =>
      expect(await tell(given)).toMatchObject({
        code: 'bad_input',
        field: at,
        detail: expect.stringContaining(detail),
      });
    await wrong([[email, 'vera'], ...ALL.slice(2)], 'answers.0.value', 'no e-mail address');
    await wrong([...ALL.slice(0, 2), [topic, 'A loan'], [consent, 'yes']], 'answers.2.value', 'none of the choices');
    await wrong([...ALL.slice(0, 3), [consent, 'no']], 'answers.3.value', "is 'yes'");
    await wrong(ALL.slice(0, 3), 'answers', 'lack “You may keep what I write for a year.”');
    await wrong([...ALL.slice(0, 3), [consent, ' ']], 'answers', 'lack');
    await wrong([...ALL, [name, 'Wanda']], 'answers.4.field', 'twice');
    await wrong([...ALL, [field('text', 'Card number'), '1234']], 'answers.4.field', 'not asked');
    await wrong([[name, 'v'.repeat(101)], ...ALL.slice(1)], 'answers.0.value', '100 characters');
  });

  test('that changes while somebody answers takes what was asked before', async () => {
    await set(form);
    const { version } = await asked();
    const more = field('text', 'Order number', { required: true });
    await set({ ...form, fields: [{ ...email, label: 'E-mail' }, more] });
    const start = id();
    expect(await ask('forms/answer', { conversation: start, version, answers: answersTo(ALL) })).toEqual({ ok: true });
    await ask('conversations/post', { id: id(), start, body: 'Hello?' });
    const { answers } = await olga('forms/answers', { conversation: start });
    expect(answers.map(({ label }: Answer) => label)).toEqual(form.fields.map(({ label }) => label));
    const bad = answersTo([[email, 'not an address']]);
    expect(await ask('forms/answer', { conversation: id(), version, answers: bad })).toMatchObject({
      field: 'answers.0.value',
    });
  });

  test('is answered as it was asked at some time: no other version, and no question of the visitor’s own, gets around it', async () => {
    await set(form);
    const { version } = await asked();
    const answer = (at: number, given: [Field, string][]) =>
      ask('forms/answer', { conversation: id(), version: at, answers: answersTo(given) });
    for (const at of [0, 1, version - 1, version + 1, version + 86_400_000]) {
      expect(await answer(at, [])).toMatchObject({ code: 'not_found', field: 'version' });
    }
    await set({ ...form, fields: [name] });
    expect(await answer(version, [])).toMatchObject({ code: 'bad_input', field: 'answers' });
    const own = field('text', 'Identity check passed', {});
    expect(await answer(version, [...ALL, [own, 'yes']])).toMatchObject({ field: `answers.${ALL.length}.field` });
    expect(
      await answer(
        version,
        ALL.map(([one, value]) => [one, one === consent ? '\u200B' : value]),
      ),
    ).toMatchObject({
      code: 'bad_input',
    });
    await set({ ...form, on: false });
    expect(await answer(version, ALL)).toEqual({ ok: true });
  });

  test('says nothing of somebody else’s conversation, and changes nobody who is proven', async () => {
    await set(form);
    const { version } = await asked();
    const walter = await house.visitorToken();
    const { conversation } = await ask('conversations/post', { id: id(), body: 'Mine' }, walter);
    const answer = { conversation, version, answers: answersTo(ALL) };
    expect(await ask('forms/answer', answer)).toMatchObject({ code: 'not_found' });
    expect((await olga('forms/answers', { conversation })).answers).toEqual([]);
    const { person } = await olga('conversations/sync', { conversation });
    expect(person.kind).toBe('unknown');
  });

  test('that an owner got wrong is not kept', async () => {
    const refused = async (fields: Field[], at: string) =>
      expect(await set({ ...form, fields })).toMatchObject({ code: 'bad_input', field: at });
    await refused([], 'form.fields');
    await refused([topic, topic], 'form.fields.1.id');
    await refused([email, field('email', 'Another')], 'form.fields.1.kind');
    await refused([{ ...topic, options: ['One'] }], 'form.fields.0.options');
    await refused([{ ...topic, options: ['One', 'One'] }], 'form.fields.0.options');
    await refused([{ ...name, options: ['One', 'Two'] }], 'form.fields.0.options');
    await refused([{ ...name, label: ' ' }], 'form.fields.0.label');
    expect(await asked()).toBeNull();
  });
});
