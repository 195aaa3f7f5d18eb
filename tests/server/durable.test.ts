import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type HouseProcess, id, startHouse } from '../support/server.ts';

/**
 * An ack means: on disk. A kill -9 keeps what the kernel was given, so that only the system calls can tell: strace shows the message
 * going into the write-ahead log, the log being synced, and the ack going out, in this order.
 */
const ONE_BY_ONE = 20;
const TOGETHER = 60;
const hasStrace = spawnSync('strace', ['--version']).status === 0;
if (!hasStrace) console.log('strace is not installed here: nothing tells whether an ack waits for the disk. Skipped.');

describe.skipIf(!hasStrace)('an ack on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-strace-'));
  const file = join(folder, 'trace');
  // As many bytes of each call are shown: the acks of a commit leave in one.
  const options = '-D -f -y -q -s 16000 -e abbrev=none -e trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync';
  let house: HouseProcess;
  /** In the order of their acks' numbers. */
  const bodies: string[] = [];
  let events: Event[];
  beforeAll(async () => {
    house = await startHouse({}, ['strace', ...options.split(' '), '-o', file]);
    const vera = await house.visitor();
    const say = (body: string) => {
      bodies.push(body);
      return vera.ask('conversations:post', { id: id(), body });
    };
    for (let n = 0; n < ONE_BY_ONE; n++) expect(await say(`one-by-one-${n}-`)).toMatchObject({ ok: true });
    const together = await Promise.all(Array.from({ length: TOGETHER }, (_, n) => say(`together-${n}-`)));
    for (const answer of together) expect(answer).toMatchObject({ ok: true });
    const { pid } = house.process();
    await house.close();
    // strace goes on writing for a moment after the server's end.
    const ended = new RegExp(`^${pid} +\\+\\+\\+ killed by SIGKILL`, 'm');
    await vi.waitUntil(() => ended.test(readFileSync(file, 'utf8')), { timeout: 10_000 });
    events = readTrace(readFileSync(file, 'utf8'));
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('goes out after the message was written into the log and the log was synced', () => {
    expect(tooEarly(events, bodies)).toEqual([]);
  });

  test('is shared: messages that arrived together share a sync', () => {
    const first = events.findIndex(({ kind, text }) => kind === 'write' && text.includes('together-0-'));
    const syncs = events.slice(first).filter(({ kind }) => kind === 'synced').length;
    expect(syncs).toBeGreaterThan(0);
    expect(syncs).toBeLessThan(TOGETHER / 2);
  });

  test('would be caught without the sync, or where it went out before it', () => {
    expect(
      tooEarly(
        events.filter(({ kind }) => kind !== 'synced'),
        bodies,
      ),
    ).toEqual(bodies);
    const acks = events.filter(({ kind }) => kind === 'send');
    const hasty = [...acks, ...events.filter(({ kind }) => kind !== 'send')];
    expect(tooEarly(hasty, bodies)).toEqual(bodies);
  });
});

/** What a line of the trace tells, in the order in which it happened. `text` is what was written or sent. */
type Event = { kind: 'write' | 'sync' | 'synced' | 'send'; thread: string; text: string };

function readTrace(trace: string): Event[] {
  const syncing = new Set<string>();
  return trace.split('\n').flatMap((line): Event[] => {
    const [, thread = '', call = '', text = ''] = /^(\d+) +(\w+|<\.\.\. \w+ resumed>)(.*)$/s.exec(line) ?? [];
    const ofLog = /^\(\d+<[^>]*foyer\.db-wal>/.test(text);
    if (/^f(data)?sync$/.test(call) && ofLog) {
      const [begins, ends]: Event[] = [
        { kind: 'sync', thread, text },
        { kind: 'synced', thread, text },
      ];
      if (text.endsWith('= 0')) return [begins!, ends!];
      // Another thread comes in between: its end stands on a line of its own.
      if (text.endsWith('<unfinished ...>')) syncing.add(thread);
      return [begins!];
    }
    if (/f(data)?sync resumed/.test(call) && syncing.delete(thread)) {
      return text.endsWith('= 0') ? [{ kind: 'synced', thread, text }] : [];
    }
    if (call === 'pwrite64' && ofLog) return [{ kind: 'write', thread, text }];
    if (/^(write|writev|sendto|sendmsg)$/.test(call) && /^\(\d+<(TCP|socket)/.test(text)) {
      return [{ kind: 'send', thread, text }];
    }
    return [];
  });
}

/** The messages whose ack went out before they were written into the log and a sync that began after that had ended, or never. */
function tooEarly(events: readonly Event[], bodies: readonly string[]): string[] {
  const written = new Set<string>();
  const under = new Map<string, string[]>();
  const safe = new Set<string>();
  const good = new Set<string>();
  for (const { kind, thread, text } of events) {
    if (kind === 'write') for (const body of bodies) if (!written.has(body) && text.includes(body)) written.add(body);
    if (kind === 'sync') under.set(thread, [...written]);
    if (kind === 'synced') for (const body of under.get(thread) ?? []) safe.add(body);
    if (kind === 'send') {
      for (const [, number] of text.matchAll(/43\/visitor,(\d+)\[\{\\"ok\\":true/g)) {
        const body = bodies[Number(number)] ?? '';
        if (safe.has(body)) good.add(body);
      }
    }
  }
  return bodies.filter((body) => !good.has(body));
}
