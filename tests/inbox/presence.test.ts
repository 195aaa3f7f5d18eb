import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { Standing } from '../../client/line.ts';
import { type Connection, NO_LINE } from '../../inbox/connection.ts';
import { openPresence } from '../../inbox/conversations/presence.ts';
import type { StaffMessage } from '../../protocol/conversations.ts';

const connection: Connection = {
  line: signal<Standing>('live'),
  start() {},
  ask: async () => NO_LINE,
  askNow: async () => NO_LINE,
  close() {},
};
const jonas = { id: 'jonas', name: 'Jonas' };
const state = { status: 'open', assignee: null, startedAt: 0, lastAt: 0, waitingSince: null } as const;
const change = (conversation: string, by: 'visitor' | 'staff') => {
  const message = { id: 'm', seq: 1, by, author: by === 'staff' ? jonas : null, body: 'Here it is' };
  const rest = { at: 0, editedAt: null, takenBackAt: null, version: 1, note: false };
  return { conversation, from: 0, to: 1, state, messages: [{ ...message, ...rest } as StaffMessage], marks: [] };
};

test('whoever was writing is done once it has come, though nobody says that they stopped', () => {
  const desk = openPresence({ connection, me: () => 'olga' });
  desk.look('teapot');
  desk.looked({ conversation: 'teapot', lookers: [{ ...jonas, typing: false }] });
  desk.typed({ conversation: 'teapot', by: 'visitor', typing: true });
  desk.typed({ conversation: 'mugs', by: 'visitor', typing: true });
  desk.typed({ conversation: 'teapot', by: jonas, typing: true });

  desk.posted([change('teapot', 'visitor')]);
  expect([...desk.visitorsTyping.value]).toEqual(['mugs']);
  expect(desk.lookers.value).toEqual([{ ...jonas, typing: true }]);

  desk.posted([change('teapot', 'staff')]);
  expect(desk.lookers.value).toEqual([{ ...jonas, typing: false }]);
  expect([...desk.visitorsTyping.value]).toEqual(['mugs']);
});
