// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFiles } from '../../client/files/desk.ts';
import type { Standing } from '../../client/line.ts';
import type { Entry } from '../../client/outbox.ts';
import { openStorage } from '../../client/storage.ts';
import type { Face, VisitorMessage, VisitorRow } from '../../protocol/conversations.ts';
import { type Problem, refuse } from '../../protocol/problem.ts';
import type { Welcome } from '../../protocol/welcome.ts';
import type { Thread } from '../../widget/conversations/thread.ts';
import { Panel } from '../../widget/panel/Panel.tsx';
import { openSpaces } from '../../widget/panel/spaces.ts';
import { chat as words } from '../../widget/words/en/chat.ts';
import { fill } from '../../widget/words/speech.ts';

/** What a visitor sees and can do in the panel, whatever state the chat behind it is in. */
const settings = {
  ...{
    key: 'A'.repeat(16),
    name: 'Tea & Co',
    greeting: 'Ask us anything',
    editMinutes: 15,
    closedRooms: [],
    theme: 'system',
    launcher: 'own',
    css: '',
  },
  ...{ app: 'app.js', acts: 'acts.js', label: '' },
};
const agnes: Face = { id: 'agnes', name: 'Agnes' };

function open() {
  const entries = signal<readonly Entry[]>([]);
  const chat = {
    rows: signal<readonly VisitorRow[]>([]),
    known: signal<ReadonlyMap<string, Thread>>(new Map()),
    shown: signal<string | undefined>(),
    thread: signal<Thread | undefined>(),
    ...{ entries, unsent: entries },
    line: signal<Standing>('live'),
    trouble: signal<Problem | null>(null),
    typing: signal<Face | null>(null),
    unread: signal(0),
    loading: signal(false),
    loadingOlder: signal(false),
    draft: signal(''),
    refused: signal(null),
    news: signal(0),
    welcome: signal<Welcome | undefined>(),
    ...{ greet: vi.fn(), gathered: vi.fn() },
    errands: {
      left: signal([]),
      refused: signal(null),
      late: signal([]),
      end: vi.fn(),
      run: vi.fn(),
      flush: vi.fn(async () => {}),
    },
    ask: vi.fn(async () => undefined),
    said: signal([]),
    base: 'http://foyer.test/',
    kept: openStorage('foyer:test'),
    sound: { muted: signal(false), mute: vi.fn() },
    files: {
      ...openFiles({ store: 'test', way: { base: '', door: 'visitor', token: () => null }, sending: vi.fn() }),
      ...{ site: settings.key, ask: vi.fn() },
    },
    ...{ settings, replying: signal(null), over: signal(null), take: vi.fn() },
    ...{ enter: () => {}, show: vi.fn(), seek: vi.fn(), showNews: vi.fn() },
    ...{ asked: signal(null), answering: {}, isHidden: () => false, proven: () => null, emit: vi.fn() },
    ready: vi.fn(async () => 'ok' as const),
    ...{ send: vi.fn(() => true), startAnother: vi.fn(), retry: vi.fn(), discard: vi.fn(), leaveOut: vi.fn() },
    ...{ saw: vi.fn(), types: vi.fn(), loadOlder: vi.fn(async () => {}), remove: vi.fn() },
  };
  const offline = signal(false);
  const spaces = openSpaces();
  const [onClose, onEnd] = [vi.fn(), vi.fn()];
  render(
    <Panel
      chat={chat}
      spaces={spaces}
      words={words}
      settings={settings}
      offline={offline}
      onClose={onClose}
      onEnd={onEnd}
    />,
  );
  return { chat, spaces, offline, onClose, onEnd };
}
let house: ReturnType<typeof open>;
beforeEach(() => {
  house = open();
});
afterEach(cleanup);

const field = () => screen.getByRole('textbox', { name: words.write }) as HTMLTextAreaElement;
const sendButton = () => screen.getByRole('button', { name: words.send }) as HTMLButtonElement;
const write = (value: string) => fireEvent.input(field(), { target: { value } });
const press = (key: string, more: object = {}) => fireEvent.keyDown(field(), { key, ...more });

function message(seq: number, by: 'visitor' | 'staff', more: Partial<VisitorMessage> = {}): VisitorMessage {
  const at = Date.now() - 60_000 + seq;
  const author = by === 'staff' ? agnes : null;
  return {
    id: `m${seq}`,
    seq,
    by,
    author,
    body: `Message ${seq}`,
    at,
    editedAt: null,
    takenBackAt: null,
    version: seq,
    ...more,
  };
}

function thread(messages: VisitorMessage[], more: Partial<Thread> = {}): Thread {
  const state = { status: 'open' as const, assignee: null, startedAt: 1, lastAt: 1 };
  return { conversation: 'c', version: messages.length, state, messages, marks: [], older: false, ...more };
}

function entry(body: string, parked: Entry['parked'] = null): Entry {
  return { id: body, body, at: 1, conversation: null, start: null, owner: null, cuts: 0, parked };
}

test('Enter sends, Shift and Enter begins a line, and an input method picks its word undisturbed', async () => {
  const { chat } = house;
  expect(sendButton().disabled).toBe(true);
  await write('   ');
  await press('Enter');
  expect(chat.send).not.toHaveBeenCalled();
  await write('In green?');
  expect(chat.types).toHaveBeenCalled();
  await press('Enter', { shiftKey: true });
  await press('Enter', { isComposing: true });
  await press('Enter', { keyCode: 229 });
  expect(chat.send).not.toHaveBeenCalled();
  await press('Enter');
  expect(chat.send.mock.calls).toEqual([['In green?']]);
  expect(field().value).toBe('');
});

test('what no database keeps never leaves the composer', async () => {
  await write('half \ud800 and \0 nothing');
  await press('Enter');
  expect(house.chat.send.mock.calls).toEqual([['half \ufffd and  nothing']]);
});

test('a text that is too long is counted, kept and not sent', async () => {
  await write('x'.repeat(8_999));
  expect(screen.queryByText(/characters/)).toBeNull();
  await write('🫖'.repeat(10_000));
  expect(screen.getByText('0 characters left')).toBeTruthy();
  expect(sendButton().disabled).toBe(false);
  await write('x'.repeat(10_002));
  expect(screen.getByText('2 characters too long')).toBeTruthy();
  expect(sendButton().disabled).toBe(true);
  await press('Enter');
  expect(house.chat.send).not.toHaveBeenCalled();
  expect(field().value).toHaveLength(10_002);
});

test('a message says where it is: sending, sent, read, or not sent and why', async () => {
  const { chat } = house;
  const log = () => within(screen.getByRole('log'));
  chat.entries.value = [entry('On its way')];
  expect(await log().findByText(words.sending)).toBeTruthy();
  chat.entries.value = [];
  chat.thread.value = thread([message(1, 'visitor')]);
  expect(await log().findByText(words.sent)).toBeTruthy();
  chat.thread.value = thread([message(1, 'visitor')], {
    marks: [{ reader: 'agnes', name: 'Agnes', seq: 1, at: 1, version: 2 }],
  });
  expect(await log().findByText('Read by Agnes')).toBeTruthy();
  chat.entries.value = [entry('Too much', { problem: refuse('too_large').problem }), entry('Cut', { problem: null })];
  const alerts = await log().findAllByRole('alert');
  expect(alerts[0]?.textContent).toContain(words.refused.too_large);
  expect(alerts[1]?.textContent).toContain(words.cutOff);
  expect(log().getByText('Too much')).toBeTruthy();
  fireEvent.click(within(alerts[0] as HTMLElement).getByRole('button', { name: words.tryAgain }));
  fireEvent.click(within(alerts[1] as HTMLElement).getByRole('button', { name: words.discard }));
  expect([chat.retry.mock.calls, chat.discard.mock.calls]).toEqual([[['Too much']], [['Cut']]]);
});

test('staff are named, edits are marked, and what was taken back leaves its place', async () => {
  house.chat.thread.value = thread([
    message(1, 'visitor'),
    message(2, 'staff'),
    message(3, 'staff', { editedAt: 5 }),
    message(4, 'staff', { body: null, takenBackAt: 6 }),
  ]);
  expect(await screen.findByText(words.takenBack)).toBeTruthy();
  expect(screen.getAllByText('Agnes')).toHaveLength(1);
  expect(await screen.findByText(words.edited)).toBeTruthy();
  expect(screen.queryByText('Message 4')).toBeNull();
});

test.each([
  ['see https://a.example/x.', 'https://a.example/x'],
  ['(http://a.example/a?b=c&d=(e)#f)', 'http://a.example/a?b=c&d=(e)#f'],
  ['"https://a.example",', 'https://a.example'],
  ['javascript:alert(1) http:// https://... ftp://a.example', null],
])('in %j the address can be followed and nothing else', (body, address) => {
  house.chat.thread.value = thread([message(1, 'staff', { body })]);
  return vi.waitFor(() => {
    expect(screen.getByRole('log').textContent).toContain(body);
    expect(screen.queryByRole('link')?.getAttribute('href') ?? null).toBe(address);
  });
});

test('markup in a message is text', async () => {
  house.chat.thread.value = thread([message(1, 'staff', { body: '<img src=x onerror=alert(1)> &amp;' })]);
  expect(await screen.findByText('<img src=x onerror=alert(1)> &amp;')).toBeTruthy();
  expect(document.querySelector('img')).toBeNull();
});

test.each([
  ['old', null, false, words.old],
  ['http', null, false, null],
  ['down', null, false, words.trouble],
  ['connecting', null, false, words.connecting],
  ['live', null, true, words.offline],
  ['live', 'unavailable', false, words.unavailable],
  ['live', 'too_many', false, fill(words.slow, { when: 'in 1 second' })],
  ['live', 'internal', false, words.trouble],
  ['live', null, false, null],
] as const)('on a line that is %s, with %s, offline %s, it says: %s', async (line, code, offline, says) => {
  const { chat } = house;
  chat.line.value = line;
  chat.trouble.value = code && refuse(code).problem;
  house.offline.value = offline;
  if (says) expect((await screen.findByText(says, {}, { timeout: 5_000 })).getAttribute('role')).toBe('status');
  else await expect.poll(() => screen.queryAllByRole('status').map((one) => one.textContent)).toEqual(['']);
  // Whatever the line does, there is a place to write.
  await write('Still here');
  await press('Enter');
  expect(chat.send).toHaveBeenCalledWith('Still here');
});

test('a closed conversation offers another, and earlier messages are loaded when asked for', async () => {
  const { chat } = house;
  const closed = thread([message(7, 'staff')], { older: true });
  chat.thread.value = { ...closed, state: { ...closed.state, status: 'closed' } };
  fireEvent.click(await screen.findByRole('button', { name: words.another }));
  expect(chat.startAnother).toHaveBeenCalled();
  expect(screen.queryByText(settings.greeting)).toBeNull();
  chat.loadOlder.mockClear();
  fireEvent.click(screen.getByRole('button', { name: words.older }));
  expect(chat.loadOlder).toHaveBeenCalledTimes(1);
});

test('who types is shown, Escape and the cross close', async () => {
  house.chat.typing.value = agnes;
  expect(await screen.findByText(fill(words.typing, { name: 'Agnes' }))).toBeTruthy();
  fireEvent.keyDown(field(), { key: 'Escape', isComposing: true });
  expect(house.onClose).not.toHaveBeenCalled();
  fireEvent.keyDown(field(), { key: 'Escape' });
  fireEvent.click(screen.getByRole('button', { name: words.close }));
  expect(house.onClose).toHaveBeenCalledTimes(2);
});
