import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the kernel knows of processes and processors, from /proc. Linux only: elsewhere a bench says that it cannot measure. */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU that a process has used, all its threads and its children included. */
export function cpuOf(pid: number): number {
  const fields = statOf(pid);
  const own = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) / TICKS_PER_SECOND;
  // What a child that has ended meanwhile used is its parent's from then on.
  return childrenOf(pid).reduce((sum, child) => sum + (unlessEnded(() => cpuOf(child)) ?? 0), own);
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state is 0, utime 11, stime 12. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** A thread that ends while its process is looked at has no children that anyone could count. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const text = readOf(`/proc/${pid}/task/${task}/children`).trim();
    return text === '' ? [] : text.split(' ').map(Number);
  });
}

/** A file of /proc, or nothing where what it tells of has ended meanwhile. */
function readOf(path: string): string {
  return unlessEnded(() => readFileSync(path, 'utf8')) ?? '';
}

/** What is read of a process or thread; undefined where it has ended meanwhile. */
function unlessEnded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** The same to the nanosecond, of the threads that the process has now. */
export function threadsCpuOf(pid: number): number {
  const of = (task: string) => Number(readOf(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0]);
  return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + of(task), 0) / 1e9;
}

/** Bytes of memory that are in RAM for this process, those that it shares with others included. */
export function memoryOf(pid: number): number {
  const found = /^Rss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(found?.[1]) * 1024;
}

type Ticks = { busy: number; steal: number };

function ticksByCore(): Map<number, Ticks> {
  const lines = readFileSync('/proc/stat', 'utf8').matchAll(/^cpu(\d+) (.*)$/gm);
  return new Map(
    [...lines].map(([, core, text]) => {
      const [user, nice, system, , , irq, softirq, steal] = text!.split(' ').map(Number) as number[];
      return [Number(core), { busy: user! + nice! + system! + irq! + softirq!, steal: steal! }];
    }),
  );
}

export type Disturbance = {
  /** Share of the observed time that other programs had a core that this bench needs, at worst. */
  others: number;
  /** Share that the machine below took away. */
  steal: number;
};

/**
 * Watches who else uses the cores of a bench, which is this process and all that it has started. Each core's own use cannot be told
 * apart, so what they used together is taken from what all cores were busy.
 */
export function watchCores(): () => Disturbance {
  const begun = performance.now();
  const before = ticksByCore();
  const ownBefore = cpuOf(process.pid);
  return () => {
    const seconds = (performance.now() - begun) / 1000;
    let busy = 0;
    let steal = 0;
    for (const [core, ticks] of ticksByCore()) {
      busy += ticks.busy - before.get(core)!.busy;
      steal += ticks.steal - before.get(core)!.steal;
    }
    const others = busy / TICKS_PER_SECOND - (cpuOf(process.pid) - ownBefore);
    return { others: Math.max(0, others / seconds), steal: steal / TICKS_PER_SECOND / seconds };
  };
}

export const hasProc = existsSync('/proc/self/smaps_rollup') && existsSync('/proc/self/schedstat');

const taskset = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'taskset')));

/** The processors that this process may use, by number. */
function coresAllowed(): number[] {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return list.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number) as [number, number?];
    return Array.from({ length: to! - from + 1 }, (_, i) => from + i);
  });
}

/** A core for the server and another for whatever asks it things; null where they cannot be told apart here. */
export const cores: { server: number; load: number } | null = (() => {
  if (!hasProc || !taskset) return null;
  const [server, load] = coresAllowed();
  return server !== undefined && load !== undefined ? { server, load } : null;
})();

/** The words before a command that hold it to one core. */
export function onCore(role: 'server' | 'load'): string[] {
  return cores ? ['taskset', '-c', String(cores[role])] : [];
}
