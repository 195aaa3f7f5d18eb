// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCommands as openAll } from '../../widget/loader/commands.ts';

type Call = (verb: string, ...values: unknown[]) => unknown;
const now = () => window.Foyer as Call | undefined;

/** `Foyer('verb', …)`: the page's way in, before and after the script has loaded. */
const warn = vi.fn();
const others = vi.fn();
const openCommands = (key: string, verbs: Parameters<typeof openAll>[1]) => openAll(key, verbs, others);
beforeEach(() => {
  delete window.Foyer;
  warn.mockReset();
  others.mockReset();
  vi.stubGlobal('console', { ...console, warn });
});
afterEach(() => vi.unstubAllGlobals());

/** The stub that stands beside the snippet. */
function stub(): Call {
  window.Foyer = new Function('return function f() { (f.q = f.q || []).push(arguments) }')() as FoyerCall;
  return now() as Call;
}

test('what was called before the script had loaded runs first, in order, with all its values', () => {
  const early = stub();
  early('ask', 'In green?', 2);
  early('open');
  const called: unknown[] = [];
  openCommands('shop', {
    ask: (...values) => called.push(['ask', ...values]),
    open: (...values) => called.push(['open', ...values]),
  });
  now()?.('open', 'later');
  expect(called).toEqual([['ask', 'In green?', 2], ['open'], ['open', 'later']]);
});

test('a verb that calls another while the queue is drained finds the real one', () => {
  stub()('first');
  const called: string[] = [];
  openCommands('shop', {
    first: () => now()?.('second'),
    second: () => called.push('second'),
  });
  expect(called).toEqual(['second']);
});

test('a verb gives back what it returns, such as its own end', () => {
  const off = () => {};
  openCommands('shop', { on: () => off });
  expect(now()?.('on', 'message', () => {})).toBe(off);
  expect(window.Foyer?.live).toBe('shop');
});

test('whatever waits that is no call warns, and the rest of the calls are made', () => {
  const called = vi.fn();
  window.Foyer = Object.assign(() => {}, { q: [null, 1, ['open'], undefined, ['open', 2]] }) as unknown as FoyerCall;
  openCommands('shop', { open: called });
  expect(called.mock.calls).toEqual([[], [2]]);
  expect(warn).toHaveBeenCalledTimes(3);
  expect(window.Foyer?.live).toBe('shop');
});

test('a wrong call warns and never throws into the page', () => {
  const early = stub();
  early('explode');
  openCommands('shop', {
    explode: () => {
      throw new Error('inside');
    },
    open: () => 'opened',
  });
  expect(warn).toHaveBeenCalledTimes(1);
  expect(now()?.('open')).toBe('opened');
});

test('what the launcher does not do itself goes on with all its values, whatever it is called', () => {
  stub()('identify', 'token');
  others.mockReturnValue('answer');
  openCommands('shop', {});
  const verbs = ['nonsense', 'toString', '__proto__', 'constructor', 'hasOwnProperty'];
  for (const verb of verbs) expect(now()?.(verb, 1)).toBe('answer');
  expect(others.mock.calls).toEqual([['identify', 'token'], ...verbs.map((verb) => [verb, 1])]);
});

test('something else under the name does not stop us', () => {
  for (const other of [{}, { q: 'text' }, { q: [[]] }, 5]) {
    window.Foyer = other as never;
    expect(() => openCommands('shop', { open: () => 'opened' })).not.toThrow();
    expect(now()?.('open')).toBe('opened');
  }
});
