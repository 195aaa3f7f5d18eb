// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Entry, type Outbox, type Outcome, openOutbox } from '../../client/outbox.ts';
import { newId, openStorage } from '../../client/storage.ts';
import { refuse } from '../../protocol/problem.ts';

/** What a visitor wrote is sent once, in order, by whoever wrote it, whatever the browser's storage does. */
const problem = refuse('too_large').problem;
const posted: Outcome = {
  kind: 'posted',
  posted: { conversation: 'c', seq: 1, at: 1, from: 0, to: 1 },
};
const open: Outbox[] = [];
let sent: string[] = [];

beforeEach(() => {
  localStorage.clear();
  sent = [];
});
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

type Send = (entry: Entry) => Outcome | Promise<Outcome>;

/** A tab of somebody on the shop's page. */
function tab(send: Send = () => posted, me: string | null = 'Vera') {
  const outbox = openOutbox({
    ...{ storage: openStorage('foyer:shop'), site: 'shop', me: () => me, posted: () => {} },
    send: async (entry) => {
      sent.push(entry.body);
      return send(entry);
    },
  });
  open.push(outbox);
  return outbox;
}

function write(outbox: Outbox, body: string, owner: string | null = 'Vera'): string {
  const id = newId(Date.now());
  outbox.add({ id, body, at: Date.now(), conversation: null, start: null, owner });
  return id;
}
const bodies = (outbox: Outbox) => outbox.entries.value.map((entry) => entry.body);
const offline: Send = () => ({ kind: 'later' });
/** Another tab has written to the storage: browsers tell all but the one that did. */
const heard = (key: string | null) => dispatchEvent(new StorageEvent('storage', { key }));

test('messages go out one after another, in the order in which they were written', async () => {
  let under = 0;
  const outbox = tab(async () => {
    expect(++under).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
    under--;
    return posted;
  });
  const due = Array.from({ length: 8 }, (_, n) => `Message ${n}`);
  for (const body of due) write(outbox, body);
  expect(bodies(outbox)).toEqual(due);
  await outbox.flush();
  expect(sent).toEqual(due);
  expect(bodies(outbox)).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test('what is refused for good is parked with its reason and does not hold up the next', async () => {
  const outbox = tab((entry) => (entry.body === 'Too much' ? { kind: 'refused', problem } : posted));
  for (const body of ['Hello', 'Too much', 'Are you there?']) write(outbox, body);
  await outbox.flush();
  expect(sent).toEqual(['Hello', 'Too much', 'Are you there?']);
  expect(outbox.entries.value).toMatchObject([{ body: 'Too much', parked: { problem } }]);
  await outbox.flush();
  expect(sent).toHaveLength(3);
});

test('what the line was cut over three times is parked, and being offline does not count', async () => {
  let outcome: Outcome = { kind: 'later' };
  const outbox = tab((entry) => (entry.body === 'Poison' ? outcome : posted));
  write(outbox, 'Poison');
  write(outbox, 'Hello');
  for (let n = 0; n < 10; n++) await outbox.flush();
  expect(outbox.entries.value).toMatchObject([{ body: 'Poison', cuts: 0, parked: null }, { body: 'Hello' }]);
  outcome = { kind: 'cut' };
  for (let n = 0; n < 3; n++) await outbox.flush();
  expect(outbox.entries.value).toMatchObject([{ body: 'Poison', parked: { problem: null } }, { body: 'Hello' }]);
  await outbox.flush();
  expect(bodies(outbox)).toEqual(['Poison']);
  outcome = posted;
  outbox.retry(outbox.entries.value[0]?.id as string);
  await outbox.flush();
  expect(bodies(outbox)).toEqual([]);
});

test('what waits survives the page, and is sent once by the next', async () => {
  const before = tab(offline);
  for (const body of ['One', 'Two', 'Three']) write(before, body);
  await before.flush();
  before.close();
  sent = [];
  const after = tab();
  expect(bodies(after)).toEqual(['One', 'Two', 'Three']);
  await after.flush();
  expect(sent).toEqual(['One', 'Two', 'Three']);
  expect(bodies(tab())).toEqual([]);
});

test('what somebody else wrote in this browser is neither shown nor sent, and kept for them', async () => {
  const otto = tab(offline, 'Otto');
  write(otto, 'Mine alone', 'Otto');
  write(otto, 'Before anybody was known', null);
  await otto.flush();
  sent = [];
  const vera = tab();
  expect(bodies(vera)).toEqual(['Before anybody was known']);
  await vera.flush();
  expect(sent).toEqual(['Before anybody was known']);
  expect(bodies(tab(offline, 'Otto'))).toEqual(['Mine alone']);
});

test('what was taken out while it was under way does not come back', async () => {
  let taken: () => void = () => {};
  const outbox = tab(async () => {
    taken();
    return { kind: 'cut' };
  });
  const id = newId(Date.now());
  taken = () => outbox.discard(id);
  outbox.add({ id, body: 'Never mind', at: 1, conversation: null, start: null, owner: 'Vera' });
  await outbox.flush();
  expect(bodies(outbox)).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test('what turns out to be stored already needs no sending', async () => {
  const outbox = tab(offline);
  const id = write(outbox, 'It arrived, and its answer did not');
  write(outbox, 'Still waiting');
  outbox.settle(new Set([id]));
  expect(bodies(outbox)).toEqual(['Still waiting']);
});

describe('two tabs', () => {
  test('show the same, and send each message once, where the browser has locks', async () => {
    vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks() } }));
    const [one, two] = [tab(), tab()];
    for (let n = 0; n < 5; n++) {
      write(one, `One ${n}`);
      heard('foyer:shop:out:');
      write(two, `Two ${n}`);
      heard('foyer:shop:out:');
      expect(bodies(one)).toEqual(bodies(two));
    }
    await Promise.all([one.flush(), two.flush()]);
    await Promise.all([one.flush(), two.flush()]);
    heard('foyer:shop:out:');
    expect(sent.filter((body) => body.startsWith('One'))).toEqual(Array.from({ length: 5 }, (_, n) => `One ${n}`));
    expect([...sent].sort()).toEqual([...new Set(sent)].sort());
    expect(sent).toHaveLength(10);
    expect([bodies(one), bodies(two)]).toEqual([[], []]);
  });

  test('hear of it when everything is wiped', () => {
    const outbox = tab(offline);
    write(outbox, 'Gone');
    localStorage.clear();
    heard(null);
    expect(bodies(outbox)).toEqual([]);
  });
});

describe('a storage', () => {
  test('that is full leaves new messages in memory, and they are sent all the same', async () => {
    let online = false;
    const outbox = tab(() => (online ? posted : { kind: 'later' }));
    write(outbox, 'Kept on disk');
    full();
    write(outbox, 'Kept in memory');
    expect(bodies(outbox)).toEqual(['Kept on disk', 'Kept in memory']);
    await outbox.flush();
    expect(bodies(outbox)).toEqual(['Kept on disk', 'Kept in memory']);
    vi.restoreAllMocks();
    online = true;
    await outbox.flush();
    expect(sent.slice(-2)).toEqual(['Kept on disk', 'Kept in memory']);
    expect(bodies(outbox)).toEqual([]);
  });

  test('that is forbidden leaves everything in memory, without an error', async () => {
    vi.stubGlobal('localStorage', undefined);
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    const storage = openStorage('foyer:shop');
    storage.set('draft', 'Half a sent');
    expect([storage.get('draft'), storage.names('dra')]).toEqual(['Half a sent', ['ft']]);
    storage.remove('draft');
    expect(storage.get('draft')).toBeNull();
    const outbox = tab();
    write(outbox, 'Hello');
    await outbox.flush();
    expect(sent).toEqual(['Hello']);
    expect(bodies(outbox)).toEqual([]);
  });

  test('that holds something else under our names is passed over', async () => {
    for (const [n, junk] of ['', '{', 'null', '5', '"text"', '[]', '{}', '{"id":"x"}', '{"owner":null}'].entries()) {
      localStorage.setItem(`foyer:shop:out:${n}`, junk);
    }
    const outbox = tab();
    expect(bodies(outbox)).toEqual([]);
    write(outbox, 'Hello');
    await outbox.flush();
    expect(sent).toEqual(['Hello']);
  });

  test('of a page that bends toJSON keeps what was written', () => {
    Object.defineProperty(Array.prototype, 'toJSON', { value: () => 'bent', configurable: true });
    Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'bent', configurable: true });
    try {
      write(tab(offline), 'Straight');
    } finally {
      delete (Array.prototype as { toJSON?: unknown }).toJSON;
      delete (Object.prototype as { toJSON?: unknown }).toJSON;
    }
    expect(bodies(tab(offline))).toEqual(['Straight']);
  });
});

function full(): void {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  });
}

/** navigator.locks, as far as one lock goes: one after another. */
function locks() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request(_name: string, _how: LockOptions, act: () => Promise<unknown>) {
      last = last.then(act, act);
      return last;
    },
  };
}
