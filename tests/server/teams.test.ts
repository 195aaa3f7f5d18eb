import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Data, databases } from '../support/databases.ts';
import { type Answer, id, type OpenHouse, openHouse } from '../support/server.ts';

const MONDAY_EIGHT = Date.UTC(2026, 10, 30, 8);
const MONDAY_TEN = Date.UTC(2026, 10, 30, 10);
const MONDAY_NOON = Date.UTC(2026, 10, 30, 12);

const mondays = (from: string, to: string) => ({
  ...{ zone: 'UTC', week: [[{ from, to }], [], [], [], [], [], []], holidays: [] },
});

describe.each(databases)('teams, on $name', ({ fresh }) => {
  let data: Data;
  let house: OpenHouse;
  let agnes: { cookie: string; id: string };
  let adam: { cookie: string; id: string };
  let returns: { id: string; site: string; name: string; members: string[] };
  beforeEach(async () => {
    data = await fresh();
    house = await openHouse(data.env, () => MONDAY_EIGHT);
    agnes = await house.colleague('Agnes', [{ site: house.site.id, role: 'agent' }]);
    adam = await house.colleague('Adam', [{ site: house.site.id, role: 'admin' }]);
    returns = { id: id(), site: house.site.id, name: 'Returns', members: [agnes.id] };
  });
  afterEach(async () => {
    await house.close();
    await data.remove();
  });

  const asAdam = async (verb: string, payload: object = {}) => (await house.asStaff(adam.cookie, verb, payload)).body;
  const asOlga = async (verb: string, payload: object = {}) =>
    (await house.asStaff(house.olgasCookie, verb, payload)).body;
  const teams = async () => (await asOlga('staff/list')).teams;
  const refused = (code: string, field: string) => ({ code, field });

  async function veraAsks(): Promise<{ token: string; conversation: string }> {
    const token = await house.visitorToken();
    const { body } = await house.asVisitor(token, 'conversations/post', { id: id(), body: 'Can I send it back?' });
    return { token, conversation: body.conversation };
  }

  test('Adam makes one, gives it another name and others in it, and ends it; Agnes hears of it', async () => {
    const line = await house.staff(agnes.cookie);
    expect(await asAdam('staff/save-team', returns)).toEqual({ ok: true, team: returns });
    expect(await line.hears('staff:teams-changed')).toEqual({ site: house.site.id });
    // A retry is the same team.
    expect(await asAdam('staff/save-team', returns)).toEqual({ ok: true, team: returns });
    const renamed = { ...returns, name: 'Sent back', members: [adam.id, agnes.id] };
    await asAdam('staff/save-team', renamed);
    const [team] = await teams();
    expect(team).toEqual({ ...renamed, members: expect.arrayContaining(renamed.members) });
    expect(await asAdam('staff/remove-team', { team: returns.id })).toEqual({ ok: true });
    expect(await teams()).toEqual([]);
    expect(await asAdam('staff/save-team', returns)).toMatchObject({ code: 'not_found' });
  });

  test('holds only who may answer on its site, and no two have one name', async () => {
    const rita = await house.colleague('Rita', [{ site: house.site.id, role: 'viewer' }]);
    const withRita = { ...returns, members: [agnes.id, rita.id] };
    expect(await asAdam('staff/save-team', withRita)).toMatchObject(refused('bad_input', 'members.1'));
    await asAdam('staff/save-team', returns);
    const again = { ...returns, id: id(), name: ' returns ' };
    expect(await asAdam('staff/save-team', again)).toMatchObject(refused('conflict', 'name'));
    await asAdam('staff/remove', { staff: agnes.id });
    expect((await teams())[0].members).toEqual([]);
  });

  test('have conversations, beside whoever has them: everybody is told, and the queue shows a team’s own', async () => {
    await asAdam('staff/save-team', returns);
    const { token, conversation } = await veraAsks();
    const other = await veraAsks();
    const [olga, vera] = [await house.staff(), await house.visitor(token)];
    await asAdam('conversations/assign', { conversation, to: agnes.id });
    await asAdam('conversations/assign-team', { conversation, team: returns.id });
    const holds = (changes: Answer[]) => changes.some(({ state }) => state.team === returns.id);
    const [told] = await olga.hears('conversations:assigned', holds);
    expect(told.state).toMatchObject({ team: returns.id, assignee: { id: agnes.id } });
    expect(await asOlga('conversations/sync', { conversation })).toMatchObject({ to: told.to, state: told.state });
    const [toVera] = await vera.hears('conversations:assigned', holds);
    expect((await house.asVisitor(token, 'conversations/sync', { conversation })).body.state).toEqual(toVera.state);
    const page = await asOlga('conversations/list', { view: 'open', team: returns.id });
    expect(page.rows.map((row: Answer) => row.conversation)).toEqual([conversation]);
    expect(page.counts).toEqual({ open: 1, mine: 0, unassigned: 0, closed: 0 });
    // What Vera writes next carries it on.
    await house.asVisitor(token, 'conversations/post', { id: id(), conversation, body: 'It has a crack.' });
    const [posted] = await olga.hears('conversations:posted', (changes) => changes[0].conversation === conversation);
    expect(posted.state.team).toBe(returns.id);
    await asAdam('conversations/assign-team', { conversation, team: null });
    expect((await asOlga('conversations/sync', { conversation })).state.team).toBeUndefined();
    expect(other.conversation).not.toBe(conversation);
  });

  test('have hours of their own: whoever talks to one reads when that one is back, and else when the site is', async () => {
    await asAdam('staff/save-team', returns);
    await asAdam('hours/set', { site: house.site.id, hours: mondays('10:00', '17:00') });
    const { token, conversation } = await veraAsks();
    const opening = async () => (await house.asVisitor(token, 'hours/opening', { conversation })).body.opening;
    const ofSite = { open: false, changesAt: MONDAY_TEN };
    expect(await opening()).toEqual(ofSite);
    await asAdam('conversations/assign-team', { conversation, team: returns.id });
    expect(await opening()).toEqual(ofSite);
    const hours = mondays('12:00', '13:00');
    const ofTeam = { open: false, changesAt: MONDAY_NOON };
    expect(await asAdam('hours/set', { site: house.site.id, team: returns.id, hours })).toEqual({
      ...{ ok: true, hours, opening: ofTeam },
    });
    expect(await opening()).toEqual(ofTeam);
    expect(await asAdam('hours/get', { site: house.site.id })).toMatchObject({ opening: ofSite });
    const { site: stall } = await asOlga('sites/create', { name: 'Stall', origin: 'https://stall.example' });
    const wrongSite = { site: stall.id, team: returns.id };
    expect(await asOlga('hours/get', wrongSite)).toMatchObject({ code: 'not_found' });
    await asAdam('staff/remove-team', { team: returns.id });
    expect(await opening()).toEqual(ofSite);
  });
});
