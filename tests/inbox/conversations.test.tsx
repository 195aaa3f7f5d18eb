// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Standing } from '../../client/line.ts';
import type { Entry } from '../../client/outbox.ts';
import { openStorage } from '../../client/storage.ts';
import { Conversations } from '../../inbox/conversations/Conversations.tsx';
import { openDrafts } from '../../inbox/conversations/composer/drafts.ts';
import type { Opened } from '../../inbox/conversations/thread/thread.ts';
import type { Desk } from '../../inbox/desk.ts';
import { openAttaching } from '../../inbox/files/attaching.ts';
import { go } from '../../inbox/router.ts';
import { words } from '../../inbox/words/en.ts';
import type { Counts, Looker, StaffMessage, StaffRow, StaffState, View } from '../../protocol/conversations.ts';
import { type Problem, refuse } from '../../protocol/problem.ts';
import type { Site } from '../../protocol/sites.ts';
import type { Grant, Member, Team } from '../../protocol/staff.ts';

/** What Olga sees and can do in the three columns, whatever state her desk is in. */
const text = words.conversations;
const olga: Member = {
  ...{ id: 'olga', name: 'Olga', email: 'olga@shop.example', since: 0, picture: null },
  grants: [{ site: 'shop', role: 'agent' }],
};
const jonas: Member = { ...olga, id: 'jonas', name: 'Jonas', email: 'jonas@shop.example' };
const theo: Member = { ...olga, id: 'theo', name: 'Theo', grants: [{ site: 'shop', role: 'viewer' }] };
const vera = { id: 'person-1234', kind: 'unverified' as const, name: 'Vera', email: 'vera@mail.example' };
const state: StaffState = { status: 'open', assignee: null, startedAt: 1, lastAt: Date.now(), waitingSince: null };

function message(seq: number, more: Partial<StaffMessage> = {}): StaffMessage {
  return {
    ...{ id: `m${seq}`, seq, by: 'visitor', author: null, body: `Message ${seq}`, at: Date.now() - 60_000 + seq },
    ...{ editedAt: null, takenBackAt: null, version: seq, note: false, ...more },
  };
}

function row(more: Partial<StaffRow> = {}): StaffRow {
  return { conversation: 'c1', site: 'shop', person: vera, version: 1, state, last: message(1), unread: 0, ...more };
}

function opened(messages: StaffMessage[], more: Partial<StaffState> = {}): Opened {
  const thread = { conversation: 'c1', version: 9, state: { ...state, ...more }, messages, marks: [], older: false };
  return { thread, site: 'shop', person: vera };
}

function sitDown() {
  const parts = {
    me: signal(olga),
    met: signal(null),
    usedEmoji: { all: () => [], add: vi.fn() },
    line: signal<Standing>('live'),
    ask: vi.fn(async () => refuse('unavailable')),
    sites: signal<readonly Site[]>([]),
    colleagues: signal<readonly Member[]>([olga, jonas, theo]),
    teams: signal<readonly Team[]>([]),
    refresh: vi.fn(async () => {}),
    queue: {
      view: signal<View>('open'),
      site: signal<string | null>(null),
      team: signal<string | null>(null),
      words: signal(''),
      rows: signal<readonly StaffRow[] | undefined>(undefined),
      counts: signal<Counts | undefined>({ open: 1, mine: 0, unassigned: 1, closed: 4 }),
      more: signal(false),
      loadingMore: signal(false),
      problem: signal<Problem | null>(null),
      ...{ choose: vi.fn(), load: vi.fn(), loadMore: vi.fn() },
    },
    threads: {
      current: signal<string | null>('c1'),
      opened: signal<Opened | undefined>(undefined),
      problem: signal<Problem | null>(null),
      loadingOlder: signal(false),
      ...{ open: vi.fn(), saw: vi.fn(), loadOlder: vi.fn() },
    },
    presence: {
      lookers: signal<readonly Looker[]>([]),
      visitorsTyping: signal<ReadonlySet<string>>(new Set()),
      ...{ look: vi.fn(), types: vi.fn(), stops: vi.fn() },
    },
    posting: {
      entries: signal<readonly Entry[]>([]),
      post: vi.fn(),
      retry: vi.fn(),
      discard: vi.fn(),
      settle: vi.fn(),
    },
    attaching: openAttaching({ ask: vi.fn(async () => refuse('unavailable')) as never, me: 'olga' }),
    drafts: openDrafts(openStorage('foyer:test'), 'olga'),
    acts: {
      pending: signal(new Map()),
      changes: signal(new Map()),
      ...{
        assign: vi.fn(),
        assignTeam: vi.fn(),
        close: vi.fn(async () => true),
        reopen: vi.fn(),
        edit: vi.fn(async () => true),
        takeBack: vi.fn(),
      },
    },
  };
  render(<Conversations desk={parts as unknown as Desk} />);
  return parts;
}

let desk: ReturnType<typeof sitDown>;
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  go('/inbox/conversations/c1');
  desk = sitDown();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const later = () => new Promise((resolve) => setTimeout(resolve, 10));
const field = () => screen.getByRole('textbox', { name: /^Write / }) as HTMLTextAreaElement;
async function open(messages: StaffMessage[], more: Partial<StaffState> = {}): Promise<void> {
  desk.threads.opened.value = opened(messages, more);
  await later();
}

describe('the queue', () => {
  test('tells a row’s story to the ear, too: unread, waiting, who has it', async () => {
    const assigned = { ...state, assignee: { id: 'jonas', name: 'Jonas' }, waitingSince: Date.now() - 12.5 * 60_000 };
    desk.queue.rows.value = [row({ unread: 3, state: assigned })];
    await later();
    const link = within(screen.getByRole('region', { name: text.queueLabel })).getByRole('link');
    expect(link.textContent).toMatch(/Vera.*Message 1.*3 unread.*waiting 12.*Jonas/);
    expect(link.getAttribute('href')).toBe('/inbox/conversations/c1');
    expect(link.ariaCurrent ?? link.getAttribute('aria-current')).toBe('true');
  });

  test.each(['open', 'mine', 'unassigned', 'closed'] as const)('says what it means that %s is empty', async (view) => {
    desk.queue.view.value = view;
    desk.queue.rows.value = [];
    await later();
    expect(screen.getByText((text.empty[view] as [string, string])[0])).toBeTruthy();
  });

  test('leads to the demo, and whoever may set it up to the site, while nobody has ever written', async () => {
    desk.queue.rows.value = [];
    desk.queue.counts.value = { open: 0, mine: 0, unassigned: 0, closed: 0 };
    await later();
    expect(screen.getByRole('link', { name: text.firstStepsDemo })).toBeTruthy();
    expect(screen.queryByRole('link', { name: text.firstStepsSite })).toBeNull();
    desk.me.value = { ...desk.me.value, grants: [{ site: null, role: 'owner' }] };
    await later();
    expect(screen.getByRole('link', { name: text.firstStepsSite }).getAttribute('href')).toBe('/inbox/sites');
  });

  test('says why it could not be loaded, and tries again', async () => {
    desk.queue.problem.value = refuse('unavailable').problem;
    await later();
    expect(screen.getByRole('alert').textContent).toContain('Nothing is lost');
    fireEvent.click(screen.getByRole('button', { name: words.tryAgain }));
    expect(desk.queue.load).toHaveBeenCalled();
  });

  test('searches as somebody types, and Esc clears', async () => {
    desk.queue.rows.value = [];
    const search = screen.getByRole('searchbox', { name: text.search });
    fireEvent.input(search, { target: { value: 'teapot\0' } });
    expect(desk.queue.choose).toHaveBeenCalledWith({ words: 'teapot' });
    desk.queue.words.value = 'teapot';
    await later();
    expect(screen.getByText(text.nothingFound)).toBeTruthy();
    fireEvent.keyDown(search, { key: 'Escape' });
    expect(desk.queue.choose).toHaveBeenLastCalledWith({ words: '' });
  });
});

describe('the thread', () => {
  test('offers to edit and take back what is mine alone, and asks before it takes back', async () => {
    await open([message(1), message(2, { by: 'staff', author: olga, body: 'Mine' })]);
    const [theirs, mine] = screen.getAllByRole('article') as [HTMLElement, HTMLElement];
    fireEvent.click(within(theirs).getByRole('button', { name: text.actions }));
    const offered = screen.getAllByRole('menuitem').map((item) => item.getAttribute('aria-label') ?? item.textContent);
    expect(offered).toEqual([text.reactAny, text.answerThis, text.copy]);
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
    fireEvent.click(within(mine).getByRole('button', { name: text.actions }));
    fireEvent.click(screen.getByRole('menuitem', { name: text.takeBack }));
    expect(desk.acts.takeBack).not.toHaveBeenCalled();
    fireEvent.click(within(screen.getByRole('dialog')).getByText(text.takeBack));
    expect(desk.acts.takeBack).toHaveBeenCalledWith(expect.objectContaining({ id: 'm2' }));
  });

  test('keeps the text in the field when an edit is refused', async () => {
    desk.acts.edit.mockResolvedValue(false);
    await open([message(1, { by: 'staff', author: olga, body: 'Mine' })]);
    fireEvent.click(screen.getByRole('button', { name: text.actions }));
    fireEvent.click(screen.getByRole('menuitem', { name: text.edit }));
    const editor = screen.getByRole('textbox', { name: text.editing }) as HTMLTextAreaElement;
    fireEvent.input(editor, { target: { value: 'Mine, better' } });
    fireEvent.keyDown(editor, { key: 'Enter' });
    await later();
    expect(desk.acts.edit).toHaveBeenCalledWith(expect.objectContaining({ id: 'm1' }), 'Mine, better');
    expect((screen.getByRole('textbox', { name: text.editing }) as HTMLTextAreaElement).value).toBe('Mine, better');
  });

  test('shows what is not sent with its reason, and a way to send or drop it', async () => {
    const entry: Entry = {
      ...{ id: 'e1', body: 'Too much', at: 1, conversation: 'c1', start: null, owner: 'olga', cuts: 0 },
      parked: { problem: refuse('too_large').problem },
    };
    await open([message(1)]);
    desk.posting.entries.value = [entry, { ...entry, id: 'e2', conversation: 'another', body: 'Elsewhere' }];
    await later();
    expect(within(screen.getByRole('log')).getByRole('alert').textContent).toContain(
      'This is larger than we can take.',
    );
    expect(screen.queryByText('Elsewhere')).toBeNull();
    fireEvent.click(within(screen.getByRole('log')).getByRole('button', { name: text.tryAgain }));
    fireEvent.click(screen.getByRole('button', { name: text.discard }));
    expect([desk.posting.retry.mock.calls, desk.posting.discard.mock.calls]).toEqual([[['e1']], [['e1']]]);
  });

  test('lets a viewer read along and says why there is no field', async () => {
    desk.me.value = theo;
    await open([message(1)]);
    expect(screen.queryByRole('textbox', { name: /^Write / })).toBeNull();
    expect(
      within(screen.getByRole('region', { name: 'Vera' })).queryByRole('button', { name: text.closeIt }),
    ).toBeNull();
    expect(screen.getByText(text.viewer)).toBeTruthy();
  });

  test('is given to those alone who may answer on its site', async () => {
    const elsewhere: Grant[] = [{ site: 'other', role: 'owner' }];
    desk.colleagues.value = [olga, jonas, theo, { ...jonas, id: 'nora', name: 'Nora', grants: elsewhere }];
    await open([message(1)]);
    fireEvent.click(screen.getByRole('button', { name: text.assign }));
    const names = screen.getAllByRole('menuitemradio').map((item) => item.textContent);
    expect(names).toEqual(['OOlga (you)', 'JJonas', text.nobody]);
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Jonas' }));
    expect(desk.acts.assign).toHaveBeenCalledWith('c1', { id: 'jonas', name: 'Jonas' });
  });

  test('is given to a team of its site, beside whoever has it', async () => {
    const team = (id: string, site: string): Team => ({ id, site, name: id, members: [] });
    desk.teams.value = [team('Returns', 'shop'), team('Kiln', 'other')];
    await open([message(1)], { assignee: { id: 'jonas', name: 'Jonas' }, team: 'Returns' });
    fireEvent.click(screen.getByRole('button', { name: /Jonas/ }));
    const teams = within(screen.getByRole('group', { name: text.team })).getAllByRole('menuitemradio');
    expect(teams.map((item) => [item.textContent, item.getAttribute('aria-checked')])).toEqual([
      ['Returns', 'true'],
      [text.noTeam, 'false'],
    ]);
    fireEvent.click(teams[1] as HTMLElement);
    expect(desk.acts.assignTeam).toHaveBeenCalledWith('c1', null);
    expect(desk.acts.assign).not.toHaveBeenCalled();
  });

  test('says that it is not there rather than showing nothing', async () => {
    desk.threads.problem.value = refuse('not_found').problem;
    await later();
    expect(screen.getByText(text.gone)).toBeTruthy();
  });
});

describe('the composer', () => {
  beforeEach(() => open([message(1)]));
  const write = (value: string) => fireEvent.input(field(), { target: { value } });

  test('Enter sends; Shift+Enter and an input method’s Enter do not', async () => {
    write('Hello\ud800');
    fireEvent.keyDown(field(), { key: 'Enter', shiftKey: true });
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    expect(desk.posting.post).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(desk.posting.post).toHaveBeenCalledWith({
      conversation: 'c1',
      body: 'Hello\ufffd',
      note: false,
      files: [],
      replyTo: null,
    });
    await later();
    expect(field().value).toBe('');
  });

  test('a note says that it is one, and goes out as one', async () => {
    fireEvent.click(screen.getByRole('button', { name: text.note }));
    await later();
    expect(field().getAttribute('aria-label')).toBe(text.writeNote);
    write('Between us');
    await later();
    fireEvent.click(screen.getByRole('button', { name: text.addNote }));
    expect(desk.posting.post).toHaveBeenCalledWith({
      conversation: 'c1',
      body: 'Between us',
      note: true,
      files: [],
      replyTo: null,
    });
  });

  test('too long a text is counted and stays; white space alone is not sent', async () => {
    write('x'.repeat(10_001));
    await later();
    expect(screen.getByText(text.left(-1))).toBeTruthy();
    fireEvent.keyDown(field(), { key: 'Enter' });
    write('   ');
    await later();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(desk.posting.post).not.toHaveBeenCalled();
  });

  test('warns while a colleague is writing here', async () => {
    desk.presence.lookers.value = [{ id: 'jonas', name: 'Jonas', typing: true }];
    await later();
    expect(screen.getByText(text.writing(['Jonas']))).toBeTruthy();
  });

  test('the draft is mine, of this conversation, and there after a reload', () => {
    write('Half a sentence');
    expect(openDrafts(openStorage('foyer:test'), 'olga').of('c1').value.text).toBe('Half a sentence');
    expect(openDrafts(openStorage('foyer:test'), 'jonas').of('c1').value.text).toBe('');
    expect(openDrafts(openStorage('foyer:test'), 'olga').of('c2').value.text).toBe('');
  });
});
